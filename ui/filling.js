// 填入本单位的表: what the sums would fill into the office's own month, beside what was typed there; which of the two it is to be;
// and the way over to that month.

import * as clerk from "./backend-collation.js";
import { sentenceOf } from "./backend.js";
import { board } from "./collation-state.js";
import { foldedNames, inAll } from "./folding.js";
import { tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { changeSide } from "./sides.js";
import { withUnit } from "./state.js";

/** @import { ShownFillLine, ShownFilling } from "./types" */

/** @type {ShownFilling | null} */
let plan = null;
/** The figures for which what was typed stays. @type {Set<string>} */
let stay = new Set();

const dialogOf = () => find(document, "#filling-dialog", HTMLDialogElement);

export function prepareFilling() {
  buttonOf("filling-no").addEventListener("click", () => dialogOf().close());
  buttonOf("filling-all").addEventListener("click", () => {
    const all = stay.size > 0;
    stay = new Set(all ? [] : differing().map(({ figure }) => figure));
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (byId("filling-rows").querySelectorAll("input"))) box.checked = all;
    choose();
  });
  find(dialogOf(), "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void fill();
  });
}

/** The lines in which something else was typed. */
const differing = () => plan?.lines.filter(({ state }) => state === "differs") ?? [];
const blank = () => plan?.lines.filter(({ state }) => state === "new") ?? [];

/** Shows what would be filled in. */
export const showFilling = () => telling(async () => {
  // What somebody typed stays, unless they choose otherwise.
  plan = await clerk.planFilling(board.month);
  stay = new Set(differing().map(({ figure }) => figure));
  const same = plan.lines.filter(({ state }) => state === "same").length;
  const rest = plan.lines.length - differing().length - blank().length - same;
  setText(document, "#filling-title", `填入本单位的表：${plan.unit}${monthName(plan.month)}`);
  const told = [
    differing().length ? `${differing().length} 项原来填了别的数，打了勾的换成汇总数` : "",
    blank().length ? `${blank().length} 项空白，填入汇总数` : "",
    same ? `${same} 项一样，不动` : "",
    rest ? `${rest} 项没有单位报，不动` : "",
  ];
  setText(document, "#filling-told", `${told.filter(Boolean).join("；")}。汇总数来自${plan.office}。填好以后可以撤销。`);
  showTotals(plan.totals);
  const lines = [...differing(), ...blank()];
  const common = { missing: inAll(lines.map(({ missing }) => missing)), unverified: inAll(lines.map(({ unverified }) => unverified)) };
  byId("filling-common").replaceChildren(
    ...(common.missing.length ? [foldedNames("每一项都缺", common.missing)] : []),
    ...(common.unverified.length ? [foldedNames("每一项都有待核实的", common.unverified)] : []),
  );
  byId("filling-rows").replaceChildren(...lines.map((one) => line(one, common)));
  find(dialogOf(), ".scrolled", HTMLElement).hidden = differing().length + blank().length === 0;
  byId("filling-problem").hidden = true;
  count();
  dialogOf().showModal();
  buttonOf(buttonOf("filling-yes").disabled ? "filling-no" : "filling-yes").focus();
});

/**
 * @param {ShownFillLine} shown
 * @param {{ missing: string[], unverified: string[] }} common what was said of all lines already
 */
function line({ figure, code, name, unit, typed, sum, label, state, units, expected, missing, unverified }, common) {
  const box = element("input", { type: "checkbox", ariaLabel: `${name}：原来填的 ${typed ?? "空白"}，换成汇总数 ${sum ?? ""}` });
  box.addEventListener("change", () => {
    if (box.checked) stay.delete(figure);
    else stay.add(figure);
    choose();
  });
  const choice = state === "differs" ? element("label", null, box, " 换成汇总数") : label;
  const own = missing.filter((one) => !common.missing.includes(one));
  const ownUnverified = unverified.filter((one) => !common.unverified.includes(one));
  const source = element(
    "div",
    null,
    `${units}/${expected} 个单位`,
    ...(own.length ? [foldedNames(common.missing.length ? "还缺" : "缺", own)] : []),
    ...(ownUnverified.length ? [foldedNames("待核实：", ownUnverified)] : []),
  );
  const cells = [code, withUnit(name, unit), typed ?? "空白", sum ?? "", choice, source];
  const row = element("tr", null, ...cells.map((content, at) => element("td", { className: at === 2 || at === 3 ? "amount" : "" }, content)));
  row.dataset.figure = figure;
  row.dataset.state = state;
  return row;
}

/** @param {string} totals */
function showTotals(totals) {
  setText(document, "#filling-totals", totals && `${totals}。`);
  byId("filling-totals").hidden = !totals;
}

/** After another choice: what is filled in, and which totals differ then. */
function choose() {
  count();
  void telling(async () => {
    const asked = replaced();
    const totals = await clerk.fillingTotals(asked);
    // Meanwhile another tick may have been set.
    if (asked.join(" ") === replaced().join(" ")) showTotals(totals);
  });
}

/** The figures of which the sum takes the place of what was typed. */
const replaced = () => differing().map(({ figure }) => figure).filter((figure) => !stay.has(figure));

function count() {
  const filled = differing().length + blank().length - stay.size;
  const yes = buttonOf("filling-yes");
  yes.disabled = filled === 0;
  yes.textContent = filled === 0 ? "没有要填的" : `填入 ${filled} 项`;
  const all = buttonOf("filling-all");
  all.hidden = differing().length === 0;
  all.textContent = stay.size > 0 ? "全部换成汇总数" : "全部留原来填的";
}

async function fill() {
  const yes = buttonOf("filling-yes");
  if (!plan || yes.disabled) return;
  yes.disabled = true;
  const { month, unit } = plan;
  try {
    const filled = await clerk.fillSums([...stay]);
    dialogOf().close();
    tell(`已填入${unit}${monthName(month)}的表 ${filled} 项，修改记录里有每个数的来源`, {
      actions: [{ label: "撤销", run: takeBack }, { label: "到“本单位填报”看", run: () => changeSide("reporting", month) }],
    });
  } catch (thrown) {
    byId("filling-problem").textContent = sentenceOf(thrown);
    byId("filling-problem").hidden = false;
    yes.disabled = false;
  }
}

const takeBack = () => telling(async () => {
  const undone = await clerk.undoFilling();
  tell(undone ? `本单位的表：${undone.sentence}` : "已经撤销过了");
});

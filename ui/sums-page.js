// 汇总表: each figure of the month with the units it is of, what each unit contributes, and from there its cell.

import * as backend from "./backend.js";
import { drawNext, nextStep } from "./board.js";
import { board, drawEarlier, lacking, learnAgain, learnBoard, onBoard } from "./collation-state.js";
import { showFilling } from "./filling.js";
import { foldedNames, inAll } from "./folding.js";
import { takeIn } from "./intake.js";
import { telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { form, hasList, projectForm, showPage } from "./state.js";
import * as files from "./sums-files.js";
import { drawUnits } from "./sums-units.js";
import { rowOf, tableOf } from "./table.js";

/** @import { Quantity } from "./sums-units.js" */
/** @import { SumLine } from "./types" */

export const name = "sums";

/** The figure whose units are shown, and in which column. @type {{ figure: string, quantity: Quantity } | null} */
let inHand = null;

export function prepareSums() {
  const months = find(document, "#sums-month", HTMLSelectElement);
  months.addEventListener("change", () => void telling(async () => {
    await learnBoard(months.value);
    await draw();
  }));
  /** @type {Record<string, () => unknown>} */
  const buttons = { "sums-print": files.print, "sums-export": files.exportWorkbook, "sums-pdf": files.exportPdf, "sums-units-file": files.exportUnits, "sums-list-file": files.exportList, "sums-fill": showFilling };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
  if (hasList()) {
    buttonOf("sums-list-file").hidden = false;
    setText(document, "#sums-list-file", projectForm.name);
  }
  onBoard(() => {
    months.replaceChildren(...board.months.map(({ month }) => new Option(monthName(month), month)));
    months.value = board.month;
  });
}

export async function open() {
  await learnAgain();
  showPage("sums");
  drawNext();
  await draw();
}

export const reread = async () => {
  await learnBoard();
  await draw();
};

export const focus = () => byId("sums-table").querySelector("button")?.focus();

/** @type {import("./pages.js").Shortcuts} */
export const shortcuts = {
  "Ctrl+o": () => void takeIn(),
  "Ctrl+e": () => void files.exportWorkbook(),
  "Ctrl+p": () => void files.print(),
  "Ctrl+enter": ({ repeat }) => repeat || void nextStep(),
};

async function draw() {
  const lines = await backend.sums(board.month);
  const isChanged = board.months.some(({ month: of, is_changed: changed }) => of === board.month && changed);
  const closed = isChanged ? "已关账，以后数变了，要更正" : board.closed ? "已关账" : "还没有关账";
  setText(document, "#sums-title", `${monthName(board.month)} ${form.title}（${closed}）`);
  drawEarlier("sums-earlier");
  const { number, content, month, total } = form.columns;
  // What every sum contains is said once.
  const common = inAll(lines.filter(({ expected }) => expected > 0).map(({ unverified }) => unverified));
  byId("sums-unverified").hidden = common.length === 0;
  byId("sums-unverified").replaceChildren(...(common.length ? [foldedNames("每一项都含待核实的", common)] : []));
  const table = tableOf([number, content, "单位", month, total, "几个单位"], [3, 4], lines.flatMap((line) => sumLine(line, common)));
  byId("sums-table").replaceChildren(table);
  const again = lines.find(({ figure }) => figure === inHand?.figure);
  if (inHand !== null && again) await show(again, inHand.quantity);
}

/** How many units that are 待核实 are named beside a sum. */
const MOST_NAMED = 2;

/**
 * A sum, and below it what is to be said of it.
 * @param {SumLine} sum
 * @param {string[]} common the names that were said of all sums already
 */
function sumLine(sum, common) {
  const { figure, code, name: called, unit, month, total, units, expected, missing, returned, unverified, now } = sum;
  const { columns } = form;
  const button = (/** @type {Quantity} */ quantity, /** @type {string} */ column, /** @type {string | null} */ amount) => {
    const made = element("button", { type: "button", title: `看各单位报的${called}（${column}）`, onclick: () => void telling(() => show(sum, quantity)) }, amount ?? "—");
    made.setAttribute("aria-label", `${called} ${column} ${amount ?? "没有数"}，看各单位报的`);
    made.dataset.quantity = quantity;
    return expected === 0 ? "" : made;
  };
  const ofWhom = coverage(units, expected, lacking({ missing, returned }));
  const own = unverified.filter((one) => !common.includes(one));
  const others = own.length > MOST_NAMED ? `等 ${own.length} 个` : "";
  const told = [
    ...(own.length ? [`${common.length ? "还" : ""}含待核实的${own.slice(0, MOST_NAMED).join("、")}${others}`] : []),
    ...(now === null ? [] : [now.words]),
  ];
  const row = rowOf([code, called, unit, button("month", columns.month, month), button("total", columns.total, total), ofWhom], [3, 4]);
  row.dataset.figure = figure;
  if (told.length === 0) return [row];
  const below = element("tr", { className: "told" }, element("td", { colSpan: 6 }, told.join("；")));
  below.dataset.toldOf = figure;
  return [row, below];
}

/**
 * Of how many units a sum is; those it lacks are told by the pointer, and by a press.
 * @param {number} units
 * @param {number} expected
 * @param {string[]} missing
 */
function coverage(units, expected, missing) {
  if (expected === 0) return "";
  if (missing.length === 0) return `${units}/${expected}`;
  const names = `缺：${missing.join("、")}`;
  return element("details", { className: "gap", title: names }, element("summary", null, `${units}/${expected}`), element("p", null, names));
}

/**
 * @param {SumLine} sum
 * @param {Quantity} quantity
 */
async function show(sum, quantity) {
  inHand = { figure: sum.figure, quantity };
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#sums-table tr[data-figure]"))) {
    const isInHand = row.dataset.figure === sum.figure;
    if (isInHand) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    for (const button of row.querySelectorAll("button")) {
      if (isInHand && button.dataset.quantity === quantity) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
  await drawUnits(sum, quantity);
}

// The dialog for old workbooks: shows what an import would change, month by month, and asks about uncertain points.

import * as backend from "./backend.js";
import { monthName, monthsOf } from "./months.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, element, find } from "./page.js";
import { reread } from "./pages.js";
import { form, lastMonth, numberedIn, withUnit } from "./state.js";

/** @import { Choices, MonthsPlan, PlannedFigure, PlannedSheet, TotalConflict } from "./types" */

/** The officer's choices so far. @type {Choices} */
let choices = { months: [], left_out: [], totals: null };
/** The sheets whose figures are shown. @type {Set<number>} */
const unfolded = new Set();

/** Listens to every button that starts an import. */
export function prepareHandFilled() {
  document.body.append(drawDialog());
  // The rail draws its buttons again after every change.
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-import-old]")) void telling(start);
  });
}

const dialogOf = () => find(document, "#old-dialog", HTMLDialogElement);

function drawDialog() {
  const title = element("h2", { id: "old-title" }, "导入旧表：先看看，还没有改动");
  const no = element("button", { type: "button" }, "不导入");
  no.addEventListener("click", () => dialogOf().close());
  const yes = element("button", { type: "button", id: "old-yes", className: "strong" });
  yes.addEventListener("click", () => void bringIn());
  const frame = element(
    "div",
    null,
    title,
    element("p", { id: "old-summary", role: "status" }),
    element("div", { id: "old-content", className: "scrolled" }),
    element("div", { className: "actions" }, element("p", { id: "old-problem", className: "refused", role: "alert" }), no, yes),
  );
  const dialog = element("dialog", { id: "old-dialog", className: "wide" }, frame);
  dialog.setAttribute("aria-labelledby", title.id);
  return dialog;
}

async function start() {
  if (!(await backend.chooseHandFilled())) return;
  choices = { months: [], left_out: [], totals: null };
  unfolded.clear();
  delete dialogOf().dataset.filled;
  const plan = await planned();
  // Sheets that block the import are unfolded first; a single sheet always.
  for (const sheet of plan.sheets) {
    if (plan.sheets.length === 1 || sheet.status === "blocked") unfolded.add(sheet.number);
  }
  draw(plan);
  byId("old-content").scrollTop = 0;
  dialogOf().showModal();
}

/** Reads the plan with the officer's choices; a choice that is no longer offered is dropped. */
async function planned() {
  const plan = await backend.planMonths(choices);
  if (choices.totals === null || plan.offered.some(({ trust }) => trust === choices.totals)) return plan;
  choices.totals = null;
  return backend.planMonths(choices);
}

/** After a choice everything is drawn again, and the cursor stays where it was. */
async function decided() {
  // Closing the dialog would lose the choices, like typed texts.
  dialogOf().dataset.filled = "";
  await telling(async () => {
    const plan = await planned();
    const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.decides : undefined;
    const scrolled = byId("old-content").scrollTop;
    draw(plan);
    byId("old-content").scrollTop = scrolled;
    const again = at && document.querySelector(`[data-decides="${CSS.escape(at)}"]`);
    if (again instanceof HTMLElement) again.focus();
  });
}

async function bringIn() {
  const yes = buttonOf("old-yes");
  yes.disabled = true;
  const problem = byId("old-problem");
  try {
    await backend.importMonths();
  } catch (thrown) {
    await decided();
    problem.textContent = backend.sentenceOf(thrown);
    problem.hidden = false;
    return;
  }
  const summary = byId("old-summary").textContent ?? "";
  delete dialogOf().dataset.filled;
  dialogOf().close();
  await telling(reread);
  tell(summary.replace("会导入", "已导入"), { action: { label: "撤销", run: () => void takeBack() }, passing: true });
}

const takeBack = () =>
  telling(async () => {
    const undone = await backend.undo();
    await reread();
    if (undone) tell(undone.sentence);
  });

/** @param {MonthsPlan} plan */
function draw(plan) {
  byId("old-summary").textContent = plan.summary;
  const parts = [];
  if (plan.conflicts.length > 0) parts.push(drawConflicts(plan));
  if (plan.remarks.length > 0) parts.push(list(plan.remarks));
  parts.push(...plan.sheets.map(drawSheet));
  byId("old-content").replaceChildren(...parts);
  const problem = byId("old-problem");
  problem.textContent = plan.problem ?? "";
  problem.hidden = plan.problem === null;
  const yes = buttonOf("old-yes");
  yes.disabled = plan.problem !== null;
  const months = plan.sheets.filter(({ status }) => status === "ready").length;
  yes.textContent = yes.disabled ? "还不能导入" : months ? `确认导入 ${months} 个月` : "确认导入";
}

/** @param {string[]} sentences */
function list(sentences) {
  return element("ul", { className: "old-remarks" }, ...sentences.map((sentence) => element("li", null, sentence)));
}

/** @param {MonthsPlan} plan */
function drawConflicts(plan) {
  const answers = plan.offered.map(({ trust, label, suggested }) => {
    const input = element("input", { type: "radio", name: "totals", value: trust, checked: plan.totals === trust });
    input.dataset.decides = `totals-${trust}`;
    input.addEventListener("change", () => {
      choices.totals = trust;
      void decided();
    });
    return element("label", null, input, ` ${label}${suggested ? "（建议）" : ""}`);
  });
  const question = element("legend", null, `旧表有 ${plan.conflicts.length} 处累计和“上月累计加当月”不一致，以哪个为准？`);
  const { total, content } = form.columns;
  return element(
    "section",
    { className: "old-conflicts" },
    element("fieldset", null, question, ...answers),
    table(["月份", content, `旧表的${total}`, "上月累计加当月", "相差", "说明"], plan.conflicts.map(conflictLine)),
  );
}

/** @param {TotalConflict} conflict */
function conflictLine({ month_name: month, row, name, unit, old_total: old, computed, difference, remark }) {
  return { className: "", cells: [month, numberedIn(row, withUnit(name, unit)), old, computed, difference, remark] };
}

/**
 * A table whose middle columns are amounts.
 * @param {string[]} headings
 * @param {{ className: string, cells: string[] }[]} lines
 */
function table(headings, lines) {
  const isAmount = (/** @type {number} */ column) => column > 1 && column < headings.length - 1;
  const head = headings.map((heading, column) =>
    element("th", { scope: "col", className: isAmount(column) ? "amount" : "" }, heading));
  const rows = lines.map(({ className, cells }) =>
    element("tr", { className }, ...cells.map((text, column) =>
      element("td", { className: isAmount(column) ? "amount" : "" }, text))));
  return element("table", null, element("thead", null, element("tr", null, ...head)), element("tbody", null, ...rows));
}

/** @param {PlannedSheet} sheet */
function drawSheet(sheet) {
  const called = sheet.sheet ? `${sheet.file} · ${sheet.sheet}` : sheet.file;
  const counts = [sheet.new && `新的 ${sheet.new} 格`, sheet.replaced && `改动 ${sheet.replaced} 格`].filter(Boolean);
  const line = element(
    "div",
    { className: "old-line" },
    drawTick(sheet, called),
    drawMonth(sheet, called),
    element("strong", { className: "old-file" }, called),
    element("span", { className: "old-status" }, [sheet.label, ...counts].join("，")),
  );
  const parts = /** @type {(Node | string)[]} */ ([line]);
  if (sheet.problem) parts.push(element("p", { className: "old-problem" }, sheet.problem));
  if (sheet.remarks.length > 0) parts.push(list(sheet.remarks));
  if (["ready", "same", "blocked"].includes(sheet.status)) parts.push(drawFigures(sheet));
  const section = element("section", { className: "old-sheet" }, ...parts);
  section.dataset.status = sheet.status;
  section.setAttribute("aria-label", called);
  return section;
}

/**
 * @param {PlannedSheet} sheet
 * @param {string} called
 */
function drawTick({ number, status }, called) {
  const tick = element("input", { type: "checkbox", checked: !["left_out", "empty", "copy"].includes(status) });
  tick.disabled = status === "empty" || status === "copy";
  tick.dataset.decides = `tick-${number}`;
  tick.setAttribute("aria-label", `导入 ${called}`);
  tick.addEventListener("change", () => {
    choices.left_out = choices.left_out.filter((other) => other !== number);
    if (!tick.checked) choices.left_out.push(number);
    void decided();
  });
  return tick;
}

/**
 * @param {PlannedSheet} sheet
 * @param {string} called
 */
function drawMonth({ number, month }, called) {
  const select = element("select", null);
  select.dataset.decides = `month-${number}`;
  select.setAttribute("aria-label", `${called} 是哪个月`);
  const months = monthsOf(form.campaign.first_month, lastMonth());
  const known = month !== null && months.includes(month);
  if (!known) select.add(new Option("请选月份", ""));
  for (const one of months) select.add(new Option(monthName(one), one));
  select.value = known ? month : "";
  select.addEventListener("change", () => {
    choices.months = choices.months.filter(([other]) => other !== number);
    if (select.value) choices.months.push([number, select.value]);
    void decided();
  });
  return select;
}

/** @param {PlannedSheet} sheet */
function drawFigures({ number, figures }) {
  const { content, month, total } = form.columns;
  const shown = figures.filter(({ status, remark }) => status !== "not_filled" || remark);
  const headings = [content, "单位", `旧表的${month}`, "程序里", `旧表的${total}`, `导入后的${total}`, "结果"];
  const details = element(
    "details",
    { open: unfolded.has(number) },
    element("summary", null, `看这张表的 ${shown.length} 项`),
    table(headings, shown.map(figureLine)),
  );
  details.addEventListener("toggle", () => {
    if (details.open) unfolded.add(number);
    else unfolded.delete(number);
  });
  return details;
}

/** @param {PlannedFigure} figure */
function figureLine({ row, name, unit, read, recorded, old_total: old, total, status, label, remark }) {
  const result = [label, remark].filter(Boolean).join("：");
  return { className: status, cells: [numberedIn(row, name), unit, read, recorded, old, total, result] };
}

// 报送记录: what has to be corrected, and the change log; the sent reports are drawn by sent.js.

import * as backend from "./backend.js";
import { exporting, tellNoPrint } from "./exporting.js";
import { telling } from "./messages.js";
import { buttonOf, byId, element, find } from "./page.js";
import { correct } from "./records.js";
import { showSent } from "./sent.js";
import { codeOf, codeOfRow, form, overview, rowsOfForm, showPage, withUnit } from "./state.js";

/** @import { ChangedMonth, HistoryLine } from "./types" */

/** How many lines of the log are shown at a time. */
const SHOWN = 200;

/** How many characters of a text are shown in its line. */
const LONG = 60;

/** @type {HistoryLine[]} */
let lines = [];

export const name = "history";

export const shortcuts = { "Ctrl+p": tellNoPrint };

export function prepareHistory() {
  const figures = rowsOfForm().flatMap((row) => row.figures.map((figure) => ({ row, figure })));
  figureFilter().append(...figures.map(({ row, figure }) => new Option(`${codeOf(row)}．${figure.name}`, figure.id)));
  for (const filter of [monthFilter(), figureFilter()]) filter.addEventListener("change", () => void telling(showLog));
  buttonOf("log-more").addEventListener("click", () => drawLog(lines.length));
  buttonOf("log-export").addEventListener("click", () => void telling(() => exporting(() => backend.exportHistory(wantedMonth(), wantedFigure()))));
  buttonOf("correct-all").addEventListener("click", () => void telling(async () => {
    await correct();
    await showReports();
  }));
}

const monthFilter = () => find(document, "#log-month", HTMLSelectElement);
const figureFilter = () => find(document, "#log-figure", HTMLSelectElement);
const wantedMonth = () => monthFilter().value || null;
const wantedFigure = () => figureFilter().value || null;

/** Reads and shows everything on the page. */
export async function open() {
  const wanted = monthFilter().value;
  monthFilter().replaceChildren(new Option("全部月份", ""), ...overview.months.map((month) => new Option(month.name, month.month)));
  monthFilter().value = wanted;
  await showReports();
  await showLog();
  showPage("history");
}

async function showReports() {
  const changed = (await backend.differences()).filter((one) => one.state === "final" || one.state === "sent");
  byId("to-correct").hidden = changed.length === 0;
  byId("differences").replaceChildren(...changed.flatMap(differenceRows));
  await showSent();
}

/** @param {ChangedMonth} changed */
function differenceRows(changed) {
  return changed.differences.map((one) =>
    rowOf([
      changed.name,
      `${codeOfRow(one.row)}．${withUnit(one.name, one.unit)}`,
      one.quantity === "month" ? form.columns.month : form.columns.total,
      one.reported ?? "空白",
      one.now ?? "空白",
    ]),
  );
}

async function showLog() {
  lines = await backend.history(wantedMonth(), wantedFigure());
  drawLog(SHOWN);
}

/**
 * A long text, such as that of a summary, is opened by a click, so that it can be read and copied.
 * @param {HTMLTableRowElement} row
 */
function folded(row) {
  for (const cell of row.cells) {
    const text = cell.textContent ?? "";
    if (text.length <= LONG) continue;
    const start = `${text.slice(0, LONG)}…`;
    cell.replaceChildren(element("details", null, element("summary", null, start), element("p", null, text)));
  }
  return row;
}

/** @param {number} count */
function drawLog(count) {
  const shown = lines.slice(0, count);
  byId("log").replaceChildren(
    ...shown.map((line) =>
      folded(rowOf([line.moment, line.person, line.action, line.month_name, line.subject, line.before, line.after])),
    ),
  );
  byId("log-count").textContent = lines.length ? `共 ${lines.length} 条，从新到旧` : "没有记录";
  const more = buttonOf("log-more");
  more.hidden = lines.length <= count;
  more.textContent = `显示更早的 ${lines.length - count} 条`;
}

/** @param {string[]} texts */
function rowOf(texts) {
  const row = document.createElement("tr");
  for (const text of texts) row.insertCell().textContent = text;
  return row;
}

// 修改记录: who changed what and when, on either side.

import * as backend from "./backend.js";
import { exporting } from "./exporting.js";
import { telling } from "./messages.js";
import { buttonOf, byId, element, find } from "./page.js";
import { numbered, overview, rowsOfForm } from "./state.js";

/** @import { HistoryLine } from "./types" */

/** How many lines of the log are shown at a time. */
const SHOWN = 200;

/** How many characters of a text are shown in its line. */
const LONG = 60;

/** @type {HistoryLine[]} */
let lines = [];
/** Whether the lines name the person who filled in the form. */
let namesPersons = true;

/** @param {{ ofFigures?: boolean }} [what] whether figures are typed on this side; else nobody fills in a form either */
export function prepareLog({ ofFigures = true } = {}) {
  namesPersons = ofFigures;
  if (ofFigures) {
    const figures = rowsOfForm().flatMap((row) => row.figures.map((figure) => ({ row, figure })));
    figureFilter().append(...figures.map(({ row, figure }) => new Option(numbered(row, figure.name), figure.id)));
  } else {
    find(document, "label:has(> #log-figure)", HTMLElement).hidden = true;
    find(document, "#log-person", HTMLElement).remove();
  }
  for (const filter of [monthFilter(), figureFilter()]) filter.addEventListener("change", () => void telling(showLog));
  buttonOf("log-more").addEventListener("click", () => drawLog(lines.length));
  buttonOf("log-export").addEventListener("click", () => void telling(() => exporting(() => backend.exportHistory(wantedMonth(), wantedFigure()))));
}

const monthFilter = () => find(document, "#log-month", HTMLSelectElement);
const figureFilter = () => find(document, "#log-figure", HTMLSelectElement);
const wantedMonth = () => monthFilter().value || null;
const wantedFigure = () => figureFilter().value || null;

/** Offers the months that there are now. */
export function offerMonths() {
  const wanted = monthFilter().value;
  monthFilter().replaceChildren(new Option("全部月份", ""), ...overview.months.map((month) => new Option(month.name, month.month)));
  monthFilter().value = wanted;
}

export async function showLog() {
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
    ...shown.map((line) => {
      const person = namesPersons ? [line.person] : [];
      return folded(rowOf([line.moment, ...person, line.action, line.month_name, line.subject, line.before, line.after]));
    }),
  );
  byId("log-count").textContent = lines.length ? `共 ${lines.length} 条，从新到旧` : "没有记录";
  const more = buttonOf("log-more");
  more.hidden = lines.length <= count;
  more.textContent = `显示更早的 ${lines.length - count} 条`;
}

/** @param {string[]} texts */
export function rowOf(texts) {
  const row = document.createElement("tr");
  for (const text of texts) row.insertCell().textContent = text;
  return row;
}

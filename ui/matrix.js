// 累计核对: every figure in every month. A mark is always a character with a meaning, never only a colour.

import * as backend from "./backend.js";
import { exporting, tellNoPrint } from "./exporting.js";
import { telling } from "./messages.js";
import { openOpening } from "./jumps.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { go } from "./pages.js";
import { form, isLooking, numberedIn, showPage, withUnit } from "./state.js";

/** @import { Mark, MarkMeaning, Matrix, MatrixCell, MatrixRow } from "./types" */

/** The sign and the meaning of each mark. @type {Map<Mark, MarkMeaning>} */
let legend = new Map();

export const name = "matrix";

export const shortcuts = { "Ctrl+p": tellNoPrint };

export function prepareMatrix() {
  const table = byId("matrix");
  table.addEventListener("click", ({ target }) => {
    const cell = target instanceof Element ? target.closest("button[data-month]") : null;
    if (cell instanceof HTMLElement) void go("form", { month: cell.dataset.month, figure: cell.dataset.figure });
  });
  table.addEventListener("keydown", walk);
  setText(document, "#matrix-hint", `每格上面是${form.columns.month}，下面是${form.columns.total}；已定稿的月份是报出的数。`);
  find(document, "#matrix-marked", HTMLInputElement).addEventListener("change", hideQuietRows);
  buttonOf("matrix-opening").addEventListener("click", () => void openOpening());
  buttonOf("matrix-export").addEventListener("click", () => void telling(() => exporting(() => backend.exportMatrix())));
}

/** Reads the matrix and shows it. */
export async function open() {
  const matrix = await backend.matrix();
  legend = new Map(matrix.legend.map((known) => [known.mark, known]));
  const meanings = matrix.legend.map((known) => element("li", null, signOf(known), ` ${known.meaning}`));
  byId("matrix-legend").replaceChildren(...meanings);
  const count = matrix.rows.flatMap((row) => row.cells).filter((cell) => cell.marks.length).length;
  const openings = matrix.rows.filter((row) => row.opening_missing).length;
  const parts = [
    openings ? `有 ${openings} 项没有期初累计，累计数不全` : "",
    count ? `有 ${count} 处要核对` : openings ? "" : "没有发现要核对的地方",
    "点一格就到那个月的那一项",
  ];
  byId("matrix-summary").textContent = parts.filter(Boolean).join("；");
  buttonOf("matrix-opening").hidden = openings === 0 || isLooking();
  byId("matrix").replaceChildren(headings(matrix), body(matrix));
  const first = byId("matrix").querySelector("button");
  if (first) first.tabIndex = 0;
  hideQuietRows();
  showPage("matrix");
}

function hideQuietRows() {
  const only = find(document, "#matrix-marked", HTMLInputElement).checked;
  for (const row of byId("matrix").querySelectorAll("tbody tr")) {
    if (row instanceof HTMLElement) row.hidden = only && !row.querySelector(".sign");
  }
}

/** @param {Matrix} matrix */
function headings({ months }) {
  const names = months.map((month) => heading(month.name, month.label));
  return element("thead", null, element("tr", null, heading(form.columns.content), heading("期初累计"), ...names));
}

/**
 * @param {string} text
 * @param {string} [below]
 */
function heading(text, below) {
  return element("th", { scope: "col" }, text, ...(below ? [element("br", null), below] : []));
}

/** @param {Matrix} matrix */
function body({ months, rows }) {
  const part = element("tbody", null);
  for (const row of rows) {
    const line = part.insertRow();
    line.append(element("th", { scope: "row" }, numberedIn(row.row, withUnit(row.name, row.unit))));
    const gap = row.opening_missing ? legend.get("gap") : undefined;
    line.insertCell().append(gap ? signOf(gap) : (row.opening ?? ""));
    row.cells.forEach((cell, at) => {
      const month = months[at];
      if (month) line.insertCell().append(button(row, cell, month.month, month.name));
    });
  }
  return part;
}

/**
 * @param {MatrixRow} row
 * @param {MatrixCell} cell
 * @param {string} month
 * @param {string} monthName
 */
function button(row, cell, month, monthName) {
  const made = element("button", { type: "button", tabIndex: -1 });
  made.dataset.month = month;
  made.dataset.figure = row.figure;
  const entry = cell.entry.state === "value" ? cell.entry.amount : cell.entry.state === "unreadable" ? cell.entry.text : "";
  const lines = [entry, cell.total ?? ""].map((text) => element("span", null, text));
  const marks = cell.marks.flatMap((mark) => legend.get(mark) ?? []);
  made.append(...lines, ...marks.map(signOf));
  made.classList.toggle("marked", cell.marks.length > 0);
  const said = [`${monthName} ${row.name}`, `当月 ${entry || "空白"}`, `累计 ${cell.total ?? "无"}`, ...marks.map((known) => known.meaning)];
  // Its name is the shown text, with the meaning as its title; a blank button has the meaning as its name.
  made.title = said.join("，");
  return made;
}

/** @param {MarkMeaning} known */
function signOf({ sign, meaning }) {
  return element("b", { className: "sign", title: meaning }, sign);
}

/**
 * The whole table is one stop of the Tab key; the arrow keys move inside it.
 * @param {KeyboardEvent} event
 */
function walk(event) {
  const from = event.target;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!step || !(from instanceof HTMLButtonElement)) return;
  const [down = 0, right = 0] = step;
  const rows = [...byId("matrix").querySelectorAll("tbody tr:not([hidden])")].map((row) => [...row.querySelectorAll("button")]);
  const at = rows.findIndex((row) => row.includes(from));
  const to = rows[at + down]?.[(rows[at]?.indexOf(from) ?? 0) + right];
  if (!to) return;
  event.preventDefault();
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

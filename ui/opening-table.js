// The opening balance as a table like the form: its rows, its cells and their texts. It knows neither the
// source nor the storage of the texts.

import { listenToCells } from "./cells.js";
import { halfWordSentence } from "./composition.js";
import { tell, tellLooking } from "./messages.js";
import { element, find, write } from "./page.js";
import { form, isLooking, rowsOfForm } from "./state.js";
import { awaitsTerm, fillCell, showResult, showTerms, textOf } from "./sums.js";

/** @import { Entry, Figure, Row } from "./types" */
/** @import { Cell } from "./cells.js" */

/**
 * What the page does with the texts of the table.
 * @typedef {{
 *   typed(figure: string, text: string): unknown,
 *   left(figure: string): unknown,
 *   restore(figure: string): boolean,
 *   paste(figure: string, text: string): unknown,
 *   last(): unknown,
 *   key?(event: KeyboardEvent, figure: string): boolean,
 * }} Uses
 */

/**
 * Draws the blank table and listens to its cells.
 * @param {HTMLElement} root
 * @param {Uses} uses
 */
export function drawOpening(root, uses) {
  const { number, content, total } = form.columns;
  const headings = [heading(number), heading(content), heading(total, form.across)];
  const rows = rowsOfForm().map((row) => line(root, row));
  const table = element("table", { className: "opening-table" });
  table.append(element("thead", null, element("tr", null, ...headings)), element("tbody", null, ...rows));
  root.replaceChildren(table);
  listenToCells(root, {
    cellOf,
    typed: (cell) => uses.typed(figureOf(cell), cell.value),
    entered: (cell) => showTerms(asInput(cell)),
    left: (cell) => {
      const entry = showResult(asInput(cell));
      // A sum that was left before its last term is a mistake now.
      if (entry) judge(root, figureOf(cell), entry);
      return uses.left(figureOf(cell));
    },
    step: (cell, by) => {
      const cells = cellsOf(root);
      const next = cells[cells.indexOf(/** @type {HTMLInputElement} */ (cell)) + by];
      if (next) goTo(next);
      else void uses.last();
    },
    restore: (cell) => uses.restore(figureOf(cell)),
    halfWord: (cell, letters) => tell(halfWordSentence(letters, { called: cell.ariaLabel ?? "", text: cell.value }, "没有填上")),
    refused: tellLooking,
    paste: (cell, text) => {
      void uses.paste(figureOf(cell), text);
      return true;
    },
    key: (event, cell) => uses.key?.(event, figureOf(cell)) ?? false,
  });
}

/**
 * @param {string} text
 * @param {number} [across]
 */
const heading = (text, across = 1) => element("th", { scope: "col", colSpan: across }, text);

/**
 * @param {HTMLElement} root
 * @param {Row} row
 */
function line(root, row) {
  const problems = row.figures.map(({ id }) => element("em", { className: "problem", id: `${root.id}-problem-${id}` }));
  return element(
    "tr",
    null,
    element("td", { className: "number" }, String(row.number)),
    element("td", { className: "content" }, row.content, ...problems),
    ...row.figures.map((figure) => cell(root, row, figure)),
  );
}

/**
 * @param {HTMLElement} root
 * @param {Row} row
 * @param {Figure} figure
 */
function cell(root, row, figure) {
  const input = element("input", { id: `${root.id}-${figure.id}`, inputMode: "decimal", autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-label", `第${row.number}行 ${figure.name}（${figure.unit}）期初累计`);
  input.setAttribute("aria-describedby", `${root.id}-problem-${figure.id}`);
  const entry = element("span", { className: "entry" }, input, element("span", { className: "unit" }, figure.unit));
  const place = element("td", { className: "opening", colSpan: figure.span }, entry);
  place.dataset.figure = figure.id;
  return place;
}

/**
 * The cell in which an event happened.
 * @param {EventTarget | null} target
 */
const cellOf = (target) => (target instanceof HTMLInputElement ? target : null);

/**
 * A cell of this table is always an input.
 * @param {Cell} cell
 */
const asInput = (cell) => /** @type {HTMLInputElement} */ (cell);

/** @param {Cell} cell */
const figureOf = (cell) => cell.closest("td")?.dataset.figure ?? "";

/**
 * Every cell that can be filled in, in the order of the form.
 * @param {HTMLElement} root
 */
export function cellsOf(root) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input:enabled"))];
}

/**
 * The cell of a figure, whether it can be filled in or not.
 * @param {HTMLElement} root
 * @param {string} figure
 */
export const cellOfFigure = (root, figure) => find(root, `#${CSS.escape(`${root.id}-${figure}`)}`, HTMLInputElement);

/**
 * Puts the cursor into a cell, and scrolls so that all of the cell is visible.
 * @param {HTMLInputElement} input
 */
export function goTo(input) {
  input.focus({ preventScroll: true });
  input.closest("tr")?.scrollIntoView({ block: "nearest" });
}

/**
 * Puts the cursor where something has to be filled in: an unreadable text, a blank cell, or else the first cell.
 * @param {HTMLElement} root
 */
export function goToOpen(root) {
  const cells = cellsOf(root);
  const open = cells.find((one) => one.getAttribute("aria-invalid") === "true") ?? cells.find(({ value }) => value === "");
  const to = open ?? cells[0];
  if (to) goTo(to);
}

/**
 * Fills the table. Cells with an unsaved text keep it.
 * @param {HTMLElement} root
 * @param {Record<string, Entry>} entries
 * @param {ReadonlyMap<string, string>} unsaved
 */
export function fillOpening(root, entries, unsaved) {
  for (const [figure, entry] of Object.entries(entries)) {
    const input = cellOfFigure(root, figure);
    const leftBlank = entry.state === "not_applicable";
    input.closest("td")?.classList.toggle("left-blank", leftBlank);
    input.disabled = leftBlank;
    input.placeholder = leftBlank ? "不填" : "";
    input.readOnly = isLooking();
    fillCell(input, entry, unsaved.has(figure));
    judge(root, figure, entry);
  }
}

/**
 * Marks a cell whose text cannot be read.
 * @param {HTMLElement} root
 * @param {string} figure
 * @param {Entry} entry
 */
export function judge(root, figure, entry) {
  const input = cellOfFigure(root, figure);
  const wrong = entry.state === "unreadable" && !awaitsTerm(input);
  input.setAttribute("aria-invalid", String(wrong));
  const problem = find(root, `#${CSS.escape(`${root.id}-problem-${figure}`)}`, HTMLElement);
  write(problem, wrong ? `“${textOf(entry)}”${entry.problem}` : "");
}

/**
 * Marks whether the text of a cell is saved.
 * @param {HTMLElement} root
 * @param {string} figure
 * @param {"" | "typing" | "saved" | "failed"} saving
 */
export function markSaving(root, figure, saving) {
  const entry = cellOfFigure(root, figure).parentElement;
  if (entry) entry.dataset.saving = saving;
}

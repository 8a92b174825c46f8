// The opening balance as a table like the form: its rows, its cells and their texts. It knows neither the
// source nor the storage of the texts.

import { listenToCells } from "./cells.js";
import { halfWordSentence } from "./composition.js";
import { headingOf, isMatrix, quantitiesOf, typingOrder } from "./grid.js";
import { tell, tellLooking } from "./messages.js";
import { element, find, write } from "./page.js";
import { codeOf, form, isLooking, rowInWords, withUnit } from "./state.js";
import { awaitsTerm, fillCell, showResult, showTerms, textOf } from "./sums.js";
import { stepFrom, walkAlong } from "./walk.js";

/** @import { Entry, Row, Table } from "./types" */
/** @import { Quantity } from "./grid.js" */
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
  root.replaceChildren(...form.tables.flatMap((table) => drawn(root, table)));
  // Wherever the table is drawn, the order of its cells is that of the form.
  order = typingOrder(form).map(({ figure }) => figure.id);
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
    step: (cell, by, begun) => {
      const next = stepFrom(cellsOf(root), asInput(cell), by, begun);
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
    key: (event, cell) => walkAlong(event, asInput(cell), cellsOf(root)) || (uses.key?.(event, figureOf(cell)) ?? false),
  });
}

/** The figures of which the form prints a total. */
export const figuresWithTotal = () => new Set(form.tables.flatMap(quantitiesOf).filter(({ role }) => role === "total").map(({ figure }) => figure.id));

/** The figures in the order in which one types them. @type {string[]} */
let order = [];

/**
 * A table with the figures of the form's month columns, under the heading of the total or under their own.
 * @param {HTMLElement} root
 * @param {Table} table
 */
function drawn(root, table) {
  const { number, content, total } = form.columns;
  const apart = isMatrix(table);
  const quantities = quantitiesOf(table).filter(({ role }) => role === "month");
  const columns = [...new Set(quantities.map(({ column }) => column))].sort((one, other) => one - other);
  const above = apart ? columns.map((column) => heading(headingOf(table.grid, column))) : [heading(total, form.across)];
  const rows = table.sections.flatMap((section) => section.rows).map((row) => {
    const mine = quantities.filter((quantity) => quantity.row === row);
    const cells = apart ? columns.map((column) => mine.find((quantity) => quantity.column === column)) : mine;
    return line(root, row, cells, apart ? columns.length : form.across);
  });
  const made = element("table", { className: apart ? "opening-table figures-apart" : "opening-table" });
  made.style.setProperty("--quantities", String(columns.length));
  made.append(element("thead", null, element("tr", null, heading(number), heading(content), ...above)), element("tbody", null, ...rows));
  const title = table.title ? [element("h3", null, table.title)] : [];
  return [...title, apart ? element("div", { className: "scroller" }, made) : made];
}

/**
 * @param {string} text
 * @param {number} [across]
 */
const heading = (text, across = 1) => element("th", { scope: "col", colSpan: across }, text);

/**
 * @param {HTMLElement} root
 * @param {Row} row
 * @param {(Quantity | undefined)[]} quantities
 * @param {number} across
 */
function line(root, row, quantities, across) {
  const problems = row.figures.map(({ id }) => element("em", { className: "problem", id: `${root.id}-problem-${id}` }));
  const words = element("td", { className: "content" }, row.content, ...problems);
  words.style.setProperty("--level", String(row.level));
  if (row.kind === "heading") words.colSpan = across + 1;
  return element(
    "tr",
    { className: row.kind === "figure" ? "" : `${row.kind}-row` },
    element("td", { className: "number" }, row.kind === "heading" ? (row.code ?? "") : codeOf(row)),
    words,
    ...(row.kind === "heading" ? [] : quantities.map((quantity) => (quantity ? cell(root, quantity) : element("td", { className: "no-figure" })))),
  );
}

/**
 * @param {HTMLElement} root
 * @param {Quantity} quantity
 */
function cell(root, { row, figure, heading: above, column }) {
  const place = element("td", { className: "opening", colSpan: figure.span });
  // What is reckoned from others has no balance of its own.
  if (figure.sum_of.length > 0) return place;
  const input = element("input", { id: `${root.id}-${figure.id}`, inputMode: "decimal", autocomplete: "off", spellcheck: false });
  const called = figure.measure === null ? withUnit(figure.name, figure.unit) : withUnit(`${row.content} ${above}`, figure.unit);
  input.setAttribute("aria-label", `${rowInWords(row)}${called}期初累计`);
  input.setAttribute("aria-describedby", `${root.id}-problem-${figure.id}`);
  const unit = above.includes(figure.unit) ? "" : figure.unit;
  place.append(element("span", { className: "entry" }, input, element("span", { className: "unit" }, unit)));
  Object.assign(place.dataset, { figure: figure.id, column: String(column) });
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
  const cells = order.map((figure) => root.querySelector(`#${CSS.escape(`${root.id}-${figure}`)}`));
  return cells.filter((cell) => cell instanceof HTMLInputElement).filter(({ disabled }) => !disabled);
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
 * @param {Set<string> | null} [asked] the figures that are asked for, where it is not all of them
 */
export function fillOpening(root, entries, unsaved, asked = null) {
  for (const [figure, entry] of Object.entries(entries)) {
    if (!order.includes(figure)) continue;
    const input = cellOfFigure(root, figure);
    const leftBlank = entry.state === "not_applicable";
    input.closest("td")?.classList.toggle("left-blank", leftBlank);
    const isNeedless = asked !== null && !asked.has(figure);
    input.disabled = leftBlank || isNeedless;
    input.placeholder = leftBlank ? "不填" : isNeedless ? "没有累计" : "";
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
  const entry = order.includes(figure) ? cellOfFigure(root, figure).parentElement : null;
  if (entry) entry.dataset.saving = saving;
}

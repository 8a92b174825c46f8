// A table of the form on the screen, made from its grid: the rows of headings, the rows of figures, and in which order one
// goes from cell to cell. What stands in the cell of a figure is drawn by whoever asks.

import { copyOf, element, find } from "./page.js";
import { rowInWords } from "./state.js";
import { inputName } from "./typed-texts.js";

/** @import { Figure, Form, Grid, GridCell, GridHeading, GridRow, Role, Row, Table } from "./types" */

/**
 * A figure in its place: its row, what its column shows of it, and the headings above that, from the top.
 * @typedef {{ row: Row, figure: Figure, role: Role, heading: string, column: number, across: number }} Quantity
 */

/** The columns that hold words; every other holds figures. */
const OF_WORDS = /** @type {readonly Role[]} */ (["section", "number", "content", "unit", "text"]);

/** @param {Role} role */
export const isOfWords = (role) => OF_WORDS.includes(role);

/**
 * Whether each figure of a row has a column of its own, so that one goes down a column and along a row as in a spreadsheet.
 * @param {Table} table
 */
export const isMatrix = ({ grid }) => grid.columns.some(({ role, measure }) => role === "month" && measure !== null);

/**
 * Whether a table has more columns or headings than a page is wide: then it scrolls sideways, and its words stay.
 * @param {Table} table
 */
export const isWide = ({ grid }) => grid.headings.length > 1 || grid.columns.filter(({ role }) => !isOfWords(role)).length > 4;

/**
 * Whether columns are there only to split the cells of a few rows: most figures take several of them, and none needs to be
 * as wide as a figure.
 * @param {Table} table
 */
export function isSplit({ grid }) {
  const figures = grid.rows.map(({ cells }) => cells.filter(({ content }) => content.is === "quantity")).filter((cells) => cells.length > 0);
  return figures.filter((cells) => cells.some(({ across }) => across > 1)).length * 2 > figures.length;
}

/**
 * The words that stand above a column, from the top.
 * @param {Grid} grid
 * @param {number} column
 */
export function headingOf({ headings }, column) {
  const above = headings.flat().filter((one) => one.column <= column && column < one.column + one.across);
  return above.map(({ text }) => text).filter(Boolean).join(" ");
}

/**
 * Every row of a table, by its number.
 * @param {Table} table
 */
const rowsOf = (table) => new Map(table.sections.flatMap(({ rows }) => rows).map((row) => [row.number, row]));

/**
 * What a table shows of figures, from left to right and from top to bottom.
 * @param {Table} table
 * @returns {Quantity[]}
 */
export function quantitiesOf(table) {
  const rows = rowsOf(table);
  return table.grid.rows.flatMap((line) => line.cells.flatMap((cell) => quantityIn(table.grid, rows.get(line.number), cell) ?? []));
}

/**
 * @param {Grid} grid
 * @param {Row | undefined} row
 * @param {GridCell} cell
 * @returns {Quantity | null}
 */
function quantityIn(grid, row, { content, column, across }) {
  if (content.is !== "quantity") return null;
  const figure = row?.figures.find(({ id }) => id === content.figure);
  return row && figure ? { row, figure, role: content.role, heading: headingOf(grid, column), column, across } : null;
}

/**
 * The figures that are typed, in the order in which one types them: down each column where every figure has its own,
 * otherwise along the rows.
 * @param {Form} form
 */
export function typingOrder(form) {
  return form.tables.flatMap((table) => {
    const typed = quantitiesOf(table).filter(({ role, figure }) => role === "month" && figure.sum_of.length === 0);
    // The sort leaves the rows of a column as they are.
    return isMatrix(table) ? typed.sort((one, other) => one.column - other.column) : typed;
  });
}

/**
 * Draws a table with its title and its unit.
 * @param {Table} table
 * @param {(quantity: Quantity) => HTMLTableCellElement} draw the cell of a figure
 * @param {(row: Row, cell: HTMLTableCellElement) => unknown} [drawn] is given the words of each row
 */
export function drawTable(table, draw, drawn = () => {}) {
  const { grid } = table;
  const columns = element("colgroup", null, ...grid.columns.map(({ role }) => element("col", { className: isOfWords(role) ? role : "quantity" })));
  const headings = grid.headings.map((line) => element("tr", null, ...line.map((one) => headingCell(grid, one))));
  if (grid.letters.length > 0) headings.push(element("tr", { className: "letters" }, ...grid.letters.map((one) => headingCell(grid, one))));
  const rows = rowsOf(table);
  const body = element("tbody", null, ...grid.rows.map((line) => rowOf(grid, line, rows.get(line.number), draw, drawn)));
  const made = element("table", null, columns, element("thead", null, ...headings), body);
  made.classList.toggle("wide", isWide(table));
  made.classList.toggle("figures-apart", isMatrix(table));
  made.classList.toggle("number-behind", columnOf(grid, "number") > columnOf(grid, "content"));
  for (const [name, count] of Object.entries(countsOf(table))) made.style.setProperty(`--${name}`, String(count));
  return made;
}

/**
 * Where the first column of a kind stands; -1 if there is none.
 * @param {Grid} grid
 * @param {Role} role
 */
const columnOf = (grid, role) => grid.columns.findIndex((column) => column.role === role);

/**
 * How many columns of each kind a table has, from which the style sheet reckons their widths.
 * @param {Table} table
 */
export function countsOf({ grid }) {
  const count = (/** @type {(role: Role) => boolean} */ is) => grid.columns.filter(({ role }) => is(role)).length;
  return {
    sections: count((role) => role === "section"),
    numbers: count((role) => role === "number"),
    units: count((role) => role === "unit"),
    texts: count((role) => role === "text"),
    quantities: count((role) => !isOfWords(role)),
  };
}

/**
 * @param {Grid} grid
 * @param {GridHeading} heading
 */
function headingCell(grid, { text, column, across, down }) {
  const [first] = grid.columns.slice(column, column + 1);
  const className = first && isOfWords(first.role) ? first.role : "";
  const cell = element("th", { scope: "col", colSpan: across, rowSpan: down, className }, text);
  if (across > 1 && !className && grid.headings.length > 1) cell.scope = "colgroup";
  return cell;
}

/**
 * @param {Grid} grid
 * @param {GridRow} line
 * @param {Row | undefined} row
 * @param {(quantity: Quantity) => HTMLTableCellElement} draw
 * @param {(row: Row, cell: HTMLTableCellElement) => unknown} drawn
 */
function rowOf(grid, line, row, draw, drawn) {
  const cells = line.cells.map((cell) => {
    const quantity = quantityIn(grid, row, cell);
    const made = quantity ? draw(quantity) : cell.content.is === "typed" ? typedCell(grid, row, cell, cell.content.id) : wordsCell(cell, line.level);
    made.colSpan = cell.across;
    made.rowSpan = cell.down;
    return made;
  });
  const words = cells.find((cell) => cell.classList.contains("content")) ?? cells.find((cell) => cell.tagName === "TD") ?? cells[0];
  if (row && words) drawn(row, words);
  const made = element("tr", { className: line.kind === "figure" ? "" : `${line.kind}-row` }, ...cells);
  made.dataset.row = String(line.number);
  return made;
}

/**
 * The cell of a text that is typed and is no figure.
 * @param {Grid} grid
 * @param {Row | undefined} row
 * @param {GridCell} cell
 * @param {string} id
 */
function typedCell(grid, row, { column }, id) {
  const cell = find(copyOf("text-cell"), "td", HTMLTableCellElement);
  cell.dataset.column = String(column);
  const input = find(cell, "input", HTMLInputElement);
  input.name = inputName(id);
  input.setAttribute("aria-label", `${row ? rowInWords(row) : ""}${headingOf(grid, column)}`);
  return cell;
}

/**
 * @param {GridCell} cell
 * @param {number} level
 */
function wordsCell({ content }, level) {
  if (content.is !== "text") return element("td", { className: "no-figure" });
  if (content.role === "section") return element("th", { scope: "rowgroup" }, content.text);
  const cell = element("td", { className: content.role }, content.text);
  if (content.role === "content" && level > 0) cell.style.setProperty("--level", String(level));
  return cell;
}

/**
 * The unit that stands above a table, where no column says the units of the rows.
 * @param {Table} table
 */
export const unitBeside = ({ grid, unit }) => (columnOf(grid, "unit") < 0 ? unit : "");

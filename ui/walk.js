// From cell to cell of a table of figures with the keyboard: down a column, and where every figure has a column of its own
// also along a row.

/** @import { Cell } from "./cells.js" */

/**
 * The cell to go to with Enter, ↓ or ↑. After a row that was typed with Tab, Enter goes below where the row was begun.
 * @template {Cell} Kind
 * @param {Kind[]} cells every cell that can be filled in, in the order in which one types them
 * @param {Kind} cell
 * @param {1 | -1} by
 * @param {Cell} begun
 */
export function stepFrom(cells, cell, by, begun) {
  const below = begun !== cell && isApart(cell) && tableOf(begun) === tableOf(cell);
  const inColumn = below ? cells.filter((one) => tableOf(one) === tableOf(cell) && columnOf(one) === columnOf(begun)) : [];
  const row = rowOf(cell);
  const next = by > 0 ? inColumn.find((one) => rowOf(one) > row) : inColumn.filter((one) => rowOf(one) < row).at(-1);
  return next ?? cells[cells.indexOf(cell) + by];
}

/**
 * Goes along the row with ← and →, unless the cursor still has somewhere to go in the text. False if it does.
 * @template {Cell} Kind
 * @param {KeyboardEvent} event
 * @param {Kind} cell
 * @param {Kind[]} cells
 */
export function walkAlong(event, cell, cells) {
  const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (by === 0 || !isApart(cell) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const [start, end, length] = [cell.selectionStart ?? 0, cell.selectionEnd ?? 0, cell.value.length];
  const isWhole = start === 0 && end === length;
  const edge = by < 0 ? 0 : length;
  if (!isWhole && !(start === edge && end === edge)) return false;
  const inRow = cells.filter((one) => one.closest("tr") === cell.closest("tr"));
  inRow.sort((one, other) => columnOf(one) - columnOf(other));
  const next = inRow[inRow.indexOf(cell) + by];
  next?.focus();
  return next !== undefined;
}

/** @param {Cell} cell */
const tableOf = (cell) => cell.closest("table");

/**
 * Whether the cell's table has a column for each figure.
 * @param {Cell} cell
 */
const isApart = (cell) => cell.closest(".figures-apart") !== null;

/** @param {Cell} cell */
const columnOf = (cell) => Number(cell.closest("td")?.dataset.column);

/** @param {Cell} cell */
const rowOf = (cell) => cell.closest("tr")?.rowIndex ?? -1;

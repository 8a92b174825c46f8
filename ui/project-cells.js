// What a cell of the project list says while one types in it: what was written before, and that a text is too long.

import { tell } from "./notice.js";
import * as table from "./project-table.js";
import { suggest } from "./suggestions.js";

/** @import { ProjectSheet } from "./types" */
/** @import { Cell } from "./cells.js" */

/**
 * A field takes no more than its length, and would leave out the rest without a word.
 * @param {Cell} cell
 * @param {string} text
 */
export function tellTooLong(cell, text) {
  const kept = cell.value.length - ((cell.selectionEnd ?? 0) - (cell.selectionStart ?? 0));
  if (kept + text.length > cell.maxLength) tell(`这一格最多 ${cell.maxLength} 个字，多出来的没有放进去`, { problem: true });
}

/**
 * Offers what was written in the column before. What only the row in hand says is no suggestion: it may be half of a
 * name, saved while the typing rested.
 * @param {Cell} cell
 * @param {ProjectSheet} sheet
 * @param {(cell: Cell) => unknown} typed what is done when one is taken
 */
export function offerKnown(cell, sheet, typed) {
  const field = table.fieldOf(cell);
  if (!(cell instanceof HTMLInputElement) || (field !== "by" && field !== "funds")) return;
  const known = field === "by" ? sheet.known_by : sheet.known_funds;
  const own = sheet.rows.find(({ id }) => id === table.idOf(cell))?.[field];
  const others = sheet.rows.filter(({ id }) => id !== table.idOf(cell)).map((row) => row[field]);
  suggest(cell, known.filter((text) => text !== own || others.includes(text)), (text) => {
    cell.value = text;
    void typed(cell);
  });
}

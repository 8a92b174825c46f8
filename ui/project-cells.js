// What a cell of the project list says while one types in it: what was written before, and that a text is too long.

import { isComposing, writes } from "./cells.js";
import { tell } from "./notice.js";
import * as table from "./project-table.js";
import { suggest } from "./suggestions.js";

/** @import { ProjectSheet } from "./types" */
/** @import { Cell } from "./cells.js" */

/**
 * A field takes no more than its length, and would leave out the rest without a word.
 * @param {HTMLElement} paper
 */
export function listenToLength(paper) {
  // How much stays beside what is being composed.
  let beside = 0;
  // The keys, since not every engine says what it is about to leave out.
  paper.addEventListener("keydown", (event) => {
    if (writes(event) && !isComposing(event)) tellTooLong(table.cellOf(event.target), event.key);
  });
  paper.addEventListener("compositionstart", ({ target }) => { beside = besideSelection(table.cellOf(target)); });
  paper.addEventListener("compositionend", ({ target, data }) => tellTooLong(table.cellOf(target), data, beside));
}

/**
 * @param {Cell | null} cell
 * @param {string | null} text what is put in
 * @param {number} [beside] how much stays beside it
 */
export function tellTooLong(cell, text, beside = besideSelection(cell)) {
  if (cell && text && beside + text.length > cell.maxLength) {
    tell(`这一格最多 ${cell.maxLength} 个字，多出来的没有放进去`, { problem: true });
  }
}

/** @param {Cell | null} cell */
const besideSelection = (cell) => (cell ? cell.value.length - ((cell.selectionEnd ?? 0) - (cell.selectionStart ?? 0)) : 0);

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

// Help while typing in the project list: earlier texts as suggestions, and a message if a text is too long.

import { writes } from "./cells.js";
import { tell } from "./messages.js";
import * as table from "./project-table.js";
import { suggest } from "./suggestions.js";

/** @import { ProjectSheet } from "./types" */
/** @import { Cell } from "./cells.js" */

/**
 * Shows a message at the limit of a field, because the browser drops the rest without one.
 * @param {HTMLElement} paper
 */
export function listenToLength(paper) {
  // How many characters remain besides the composition.
  let beside = 0;
  // Listens to keys, because some browsers do not report what they are going to drop.
  paper.addEventListener("keydown", (event) => {
    if (writes(event)) tellTooLong(table.cellOf(event.target), event.key);
  });
  const look = (/** @type {Event} */ { target }) => { beside = besideSelection(table.cellOf(target)); };
  paper.addEventListener("compositionstart", look);
  // An input method that composes in a window of its own only commits.
  paper.addEventListener("beforeinput", (event) => event.inputType === "insertFromComposition" && look(event));
  paper.addEventListener("compositionend", ({ target, data }) => tellTooLong(table.cellOf(target), data, beside));
}

/**
 * @param {Cell | null} cell
 * @param {string | null} text what is inserted
 * @param {number} [beside] how many other characters remain
 */
export function tellTooLong(cell, text, beside = besideSelection(cell)) {
  if (cell && text && beside + text.length > cell.maxLength) {
    tell(`这一格最多 ${cell.maxLength} 个字，多出来的没有放进去`, { problem: true });
  }
}

/** @param {Cell | null} cell */
const besideSelection = (cell) => (cell ? cell.value.length - ((cell.selectionEnd ?? 0) - (cell.selectionStart ?? 0)) : 0);

/**
 * Offers earlier texts of the column. A text that only this row contains is not a suggestion: it may be half
 * a name that was saved during a pause.
 * @param {Cell} cell
 * @param {ProjectSheet} sheet
 * @param {(cell: Cell) => unknown} typed called when a suggestion is taken
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

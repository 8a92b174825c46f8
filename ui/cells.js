// Cells for typing: the keyboard, the clipboard and input methods, the same for every table of the page.

import { listenToComposition } from "./composition.js";
import { keepInSight, reveal } from "./sight.js";

export { isComposedIn } from "./composition.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Cell */

/**
 * How a table handles its cells. `entered` may change the text before it is selected. `step` moves by one cell, from the cell in hand, or after Tab from the cell
 * in which the row was begun. `restore` returns whether there was anything to restore.
 * @typedef {{
 *   cellOf(target: EventTarget | null): Cell | null,
 *   typed(cell: Cell): unknown,
 *   left(cell: Cell): unknown,
 *   entered?(cell: Cell): unknown,
 *   step(cell: Cell, by: 1 | -1, begun: Cell): unknown,
 *   restore(cell: Cell): boolean,
 *   halfWord(cell: Cell, letters: string): unknown,
 *   refused(): unknown,
 *   paste(cell: Cell, text: string): boolean,
 *   key?(event: KeyboardEvent, cell: Cell): boolean,
 * }} Table
 */

/** The cell in which Tab was first pressed, as long as only Tab was used since. @type {Cell | null} */
let begun = null;
/** The cell that is being entered with the mouse. @type {Cell | null} */
let entered = null;

/**
 * Listens to the cells of a table.
 * @param {HTMLElement} root
 * @param {Table} table
 */
export function listenToCells(root, table) {
  listenToComposition(root, table);
  keepInSight(root, table.cellOf);
  root.addEventListener("focusin", ({ target }) => {
    const cell = table.cellOf(target);
    if (cell) table.entered?.(cell);
    cell?.select();
    // Only now, because in WebKit selecting reverses the scrolling of the focus.
    if (cell) reveal(cell);
  });
  root.addEventListener("pointerdown", ({ target }) => {
    begun = null;
    // A click that enters a cell would put the cursor between its digits, and the next digit would change the number.
    const cell = table.cellOf(target);
    entered = cell === document.activeElement ? null : cell;
  });
  root.addEventListener("mouseup", (event) => {
    const cell = entered === event.target ? entered : null;
    entered = null;
    if (!cell || isPartly(cell)) return;
    cell.select();
    // Otherwise WebKit treats the click as one into the selection, and puts the cursor there.
    event.preventDefault();
  });
  listenToRefusals(root, table.refused);
  root.addEventListener("keydown", (event) => {
    if (isRefused(event)) return;
    const cell = table.cellOf(event.target);
    if (cell) inCell(event, cell, table);
  });
  // Not the event of the paste itself: where a picture stands on the clipboard too, as spreadsheet programs put one there,
  // WebKitGTK keeps the text back from it.
  root.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertFromPaste") return;
    const cell = table.cellOf(event.target);
    if (cell && table.paste(cell, event.data ?? "")) event.preventDefault();
  });
}

/**
 * Explains why nothing happens when somebody types or pastes while nothing can be changed.
 * @param {HTMLElement} root
 * @param {() => unknown} refused
 */
export function listenToRefusals(root, refused) {
  root.addEventListener("keydown", (event) => {
    if (!isRefused(event)) return;
    event.preventDefault();
    refused();
  });
  root.addEventListener("paste", (event) => {
    if (!isReadOnly(event.target)) return;
    event.preventDefault();
    refused();
  });
}

/**
 * Whether only a part of a cell is selected, for example by dragging over it.
 * @param {Cell} cell
 */
function isPartly({ selectionStart, selectionEnd, value }) {
  const length = (selectionEnd ?? 0) - (selectionStart ?? 0);
  return length > 0 && length < value.length;
}

/** @param {EventTarget | null} target */
const isReadOnly = (target) =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.readOnly;

/** @param {KeyboardEvent} event */
const isRefused = (event) => isReadOnly(event.target) && wouldChange(event);

/**
 * Whether a key would change the text of a cell that can be typed in.
 * @param {KeyboardEvent} event
 */
function wouldChange(event) {
  return event.key === "Delete" || event.key === "Backspace" || writes(event);
}

/**
 * Whether a key writes a character.
 * @param {KeyboardEvent} event
 */
export const writes = ({ key, ctrlKey, altKey, metaKey }) => [...key].length === 1 && !ctrlKey && !altKey && !metaKey;

/**
 * @param {KeyboardEvent} event
 * @param {Cell} cell
 * @param {Table} table
 */
function inCell(event, cell, table) {
  if (table.key?.(event, cell)) {
    event.preventDefault();
    return;
  }
  const step = /** @type {Record<string, 1 | -1 | undefined>} */ ({
    Enter: event.shiftKey ? -1 : 1,
    ArrowDown: 1,
    ArrowUp: -1,
  })[event.key];
  if (event.key === "Tab") begun ??= cell;
  if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    const first = event.key === "Enter" && begun?.isConnected && table.cellOf(begun) ? begun : cell;
    begun = null;
    void table.step(cell, step, first);
  } else if (event.key === "Escape" && table.restore(cell)) {
    event.preventDefault();
  }
}

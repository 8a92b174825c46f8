// Cells that are typed in: one keyboard, one clipboard and one guard for input methods, for every table on the page.

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Cell */

/**
 * What a table does with its cells.
 * @typedef {{
 *   cellOf(target: EventTarget | null): Cell | null,
 *   typed(cell: Cell): unknown,
 *   left(cell: Cell): unknown,
 *   step(cell: Cell, by: 1 | -1): unknown,
 *   restore(cell: Cell): unknown,
 *   paste(cell: Cell, text: string): boolean,
 *   key?(event: KeyboardEvent, cell: Cell): boolean,
 * }} Table
 */

/** WebKit ends a composition before it sends the key that ended it; that one key is the input method's. */
let justComposed = false;

/** The cell an input method is composing in. @type {Cell | null} */
let composing = null;

/**
 * Whether an input method is composing in a cell: to touch its text would end the composition.
 * @param {Cell} cell
 */
export const isComposedIn = (cell) => cell === composing;

/**
 * Whether a key belongs to an input method.
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229 || justComposed;
}

/**
 * Listens to the cells of a table.
 * @param {HTMLElement} root
 * @param {Table} table
 */
export function listenToCells(root, table) {
  root.addEventListener("compositionstart", ({ target }) => { composing = table.cellOf(target); });
  root.addEventListener("compositionend", ({ target }) => {
    justComposed = true;
    composing = null;
    const cell = table.cellOf(target);
    if (cell) void table.typed(cell);
  });
  for (const over of ["keyup", "pointerdown", "focusout"]) {
    root.addEventListener(over, () => { justComposed = false; });
  }
  root.addEventListener("input", (event) => {
    const cell = table.cellOf(event.target);
    if (cell && !(event instanceof InputEvent && event.isComposing)) void table.typed(cell);
  });
  root.addEventListener("focusin", ({ target }) => table.cellOf(target)?.select());
  root.addEventListener("focusout", ({ target }) => {
    const cell = table.cellOf(target);
    if (cell) void table.left(cell);
  });
  root.addEventListener("keydown", (event) => {
    const cell = table.cellOf(event.target);
    if (cell && !isComposing(event)) inCell(event, cell, table);
  });
  root.addEventListener("paste", (event) => {
    const cell = table.cellOf(event.target);
    if (cell && table.paste(cell, event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
  });
}

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
  if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    void table.step(cell, step);
  } else if (event.key === "Escape") {
    event.preventDefault();
    void table.restore(cell);
  }
}

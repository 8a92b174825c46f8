// Handling input methods: while one is composing, no cell is left by a key and nothing is saved, and the
// letters of an unfinished word are never saved as a text.

/** @import { Cell, Table } from "./cells.js" */

/**
 * The functions of a table or a form that are called for cells with compositions; `putBack` when the text before a
 * composition stands in its cell again.
 * @typedef {Pick<Table, "cellOf" | "typed" | "left" | "halfWord"> & { putBack?(cell: Cell): unknown }} Composed
 */

/** WebKit ends a composition before it sends the key that ended it: a key within this time belongs to the input method. */
const SAME_KEY = 150;
/** If the cell is left within this time after a composition, its letters count as an unfinished word. */
const LEAVING = 100;

/**
 * The cell in which an input method is composing, and its text before.
 * @type {{ cell: Cell, before: string, start: number | null, end: number | null, left: boolean, table: Composed } | null}
 */
let composing = null;
/** When the last composition ended, unless its key came before; reset when another key or the mouse shows that it has been handled. */
let ended = Number.NEGATIVE_INFINITY;
/** Whether the key that is down was given to an input method. */
let isTaken = false;
/** The compositions whose cell a table or a form knows. @type {WeakSet<Event>} */
const known = new WeakSet();
/**
 * Letters from a composition that has just ended.
 * @type {{ cell: Cell, before: string, letters: string, timer: number, table: Composed } | null}
 */
let doubtful = null;

/**
 * The message about an unfinished word.
 * @param {string} letters
 * @param {{ called: string, text: string } | null} [stays] the text that the cell has again
 * @param {string} [undone] what was not done with the letters
 */
export function halfWordSentence(letters, stays = null, undone = "没有保存") {
  const again = stays ? `；${stays.called}还是${stays.text || "空白"}` : "";
  return `“${letters}”还没有选成字就离开了，${undone}${again}`;
}

/**
 * Whether an input method is composing in a cell: changing its text would end the composition.
 * @param {Cell} cell
 */
export const isComposedIn = (cell) => cell === composing?.cell;

/**
 * Whether a key belongs to an input method.
 * @param {KeyboardEvent} event
 */
const isComposing = (event) => event.isComposing || event.keyCode === 229 || event.timeStamp - ended < SAME_KEY;

/**
 * Keeps the keys of an input method from every other part of the page, and from the browser those that would answer a dialog:
 * whoever listens to keys gets only those of the officer. Comes before any other listener.
 * @param {(event: KeyboardEvent) => unknown} refused called with each of these keys
 */
export function keepKeysOfInputMethods(refused) {
  addEventListener("keydown", (event) => {
    isTaken = event.keyCode === 229;
    if (!isComposing(event)) return;
    event.stopImmediatePropagation();
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
    refused(event);
  }, true);
  addEventListener("compositionend", ({ timeStamp }) => { ended = isTaken ? Number.NEGATIVE_INFINITY : timeStamp; }, true);
  addEventListener("keyup", () => { isTaken = false; }, true);
  for (const over of ["keyup", "pointerdown", "focusout"]) {
    addEventListener(over, () => { ended = Number.NEGATIVE_INFINITY; }, true);
  }
}

/**
 * Handles half a word in the fields that no table or form listens to, such as those of dialogs and searches: what is typed
 * there is read only later, but half a word must not be read with it.
 * @param {(letters: string, text: string) => unknown} halfWord called when letters were taken out, and the text is as before
 */
export function listenToOtherFields(halfWord) {
  listenToComposition(document.documentElement, {
    cellOf: (target) => (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null) ? target : null),
    typed: () => {},
    left: () => {},
    halfWord: (cell, letters) => halfWord(letters, cell.value),
    // Whoever follows what is typed has followed the letters.
    putBack: (cell) => cell.dispatchEvent(new InputEvent("input", { bubbles: true })),
  });
}

/**
 * Calls a table or a form when something is typed in its cells and when they are left.
 * @param {HTMLElement} root
 * @param {Composed} table
 */
export function listenToComposition(root, table) {
  root.addEventListener("compositionstart", (event) => {
    const { target } = event;
    const cell = table.cellOf(target);
    if (!cell || known.has(event)) return;
    known.add(event);
    // If a new composition starts, the letters before were not an unfinished word.
    settleDoubt(false);
    composing = { cell, before: cell.value, start: cell.selectionStart, end: cell.selectionEnd, left: false, table };
  });
  root.addEventListener("compositionend", (event) => {
    if (event.target === composing?.cell) end(event.data);
  });
  root.addEventListener("input", ({ target }) => {
    const cell = table.cellOf(target);
    if (!cell || isComposedIn(cell)) return;
    if (doubtful?.cell === cell) settleDoubt(false);
    else void table.typed(cell);
  });
  root.addEventListener("focusout", ({ target }) => {
    const cell = table.cellOf(target);
    if (!cell) return;
    if (isComposedIn(cell)) leaveHalfWay(cell);
    else leave(cell, table);
  });
}

/**
 * Handles the committed text: an empty one restores the text before; letters are an unfinished word if the
 * cell is left with them; anything else is typed.
 * @param {string} committed
 */
function end(committed) {
  if (!composing) return;
  const { cell, before, start, end: till, left, table } = composing;
  composing = null;
  if (committed === "" || cell.readOnly) {
    cell.value = before;
    cell.setSelectionRange(start, till);
    table.putBack?.(cell);
  } else if (isHalfWord(cell, committed)) {
    const timer = setTimeout(() => settleDoubt(false), LEAVING);
    doubtful = { cell, before, letters: committed, timer, table };
  } else {
    void table.typed(cell);
  }
  if (left) leave(cell, table);
}

/**
 * Whether the letters may not have been committed by the user: some browsers commit them when they take the
 * focus away. In cells for words, capital letters are meant.
 * @param {Cell} cell
 * @param {string} committed
 */
const isHalfWord = (cell, committed) => (cell.inputMode === "decimal" ? /^[a-z' ]+$/i : /^[a-z' ]+$/).test(committed);

/**
 * A cell is left during a composition. An input method that does not report its end has committed nothing.
 * @param {Cell} cell
 */
function leaveHalfWay(cell) {
  if (composing) composing.left = true;
  setTimeout(() => isComposedIn(cell) && end(""));
}

/**
 * @param {Cell} cell
 * @param {Composed} table
 */
function leave(cell, table) {
  if (doubtful?.cell === cell) settleDoubt(true);
  void table.left(cell);
}

/** @param {boolean} left whether the cell was left with them */
function settleDoubt(left) {
  if (!doubtful) return;
  const { cell, before, letters, timer, table } = doubtful;
  clearTimeout(timer);
  doubtful = null;
  if (left) {
    cell.value = before;
    table.putBack?.(cell);
    void table.halfWord(cell, letters);
  } else {
    void table.typed(cell);
  }
}

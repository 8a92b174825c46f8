// The guard for input methods: while one composes, nothing moves and nothing is saved, and half a word is never taken
// for a text.

/** @import { Cell, Table } from "./cells.js" */

/**
 * What is told of the cells, or the fields, that are composed in.
 * @typedef {Pick<Table, "cellOf" | "typed" | "left" | "halfWord">} Composed
 */

/** WebKit ends a composition before it sends the key that ended it: a key within this time is the input method's. */
const SAME_KEY = 150;
/** Letters that a composition ends with are half a word if the cell is left within this time. */
const LEAVING = 100;

/**
 * The cell an input method is composing in, and what stood there before.
 * @type {{ cell: Cell, before: string, start: number | null, end: number | null, left: boolean, table: Composed } | null}
 */
let composing = null;
/** When the last composition ended, until another key or the mouse shows that its key is through. */
let ended = Number.NEGATIVE_INFINITY;
/**
 * Letters whose composition has just ended.
 * @type {{ cell: Cell, before: string, letters: string, timer: number, table: Composed } | null}
 */
let doubtful = null;

/**
 * What is told where half a word was left.
 * @param {string} letters
 * @param {{ called: string, text: string } | null} [stays] what stands there again
 * @param {string} [undone] what was not done with the letters
 */
export function halfWordSentence(letters, stays = null, undone = "没有保存") {
  const again = stays ? `；${stays.called}还是${stays.text || "空白"}` : "";
  return `“${letters}”还没有选成字就离开了，${undone}${again}`;
}

/**
 * Whether an input method is composing in a cell: to touch its text would end the composition.
 * @param {Cell} cell
 */
export const isComposedIn = (cell) => cell === composing?.cell;

/**
 * Whether a key belongs to an input method.
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229 || event.timeStamp - ended < SAME_KEY;
}

/**
 * Tells a table, or a form, what is typed in its cells and when they are left.
 * @param {HTMLElement} root
 * @param {Composed} table
 */
export function listenToComposition(root, table) {
  root.addEventListener("compositionstart", ({ target }) => {
    const cell = table.cellOf(target);
    if (!cell) return;
    // Half a word is followed by another: it was none.
    settleDoubt(false);
    composing = { cell, before: cell.value, start: cell.selectionStart, end: cell.selectionEnd, left: false, table };
  });
  root.addEventListener("compositionend", (event) => {
    ended = event.timeStamp;
    if (event.target === composing?.cell) end(event.data);
  });
  for (const over of ["keyup", "pointerdown", "focusout"]) {
    root.addEventListener(over, () => { ended = Number.NEGATIVE_INFINITY; });
  }
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
 * What the input method commits decides: nothing is what stood there before, letters are half a word if the cell is
 * left with them, and anything else is typed.
 * @param {string} committed
 */
function end(committed) {
  if (!composing) return;
  const { cell, before, start, end: till, left, table } = composing;
  composing = null;
  if (committed === "" || cell.readOnly) {
    cell.value = before;
    cell.setSelectionRange(start, till);
  } else if (isHalfWord(cell, committed)) {
    const timer = setTimeout(() => settleDoubt(false), LEAVING);
    doubtful = { cell, before, letters: committed, timer, table };
  } else {
    void table.typed(cell);
  }
  if (left) leave(cell, table);
}

/**
 * Whether it may be that nobody committed it: an engine that takes the focus away commits the letters itself. Capitals
 * are meant where words are typed.
 * @param {Cell} cell
 * @param {string} committed
 */
const isHalfWord = (cell, committed) => (cell.inputMode === "decimal" ? /^[a-z' ]+$/i : /^[a-z' ]+$/).test(committed);

/**
 * The cell is left while it is composed in. An input method that says nothing of how it ended has committed nothing.
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
    void table.halfWord(cell, letters);
  } else {
    void table.typed(cell);
  }
}

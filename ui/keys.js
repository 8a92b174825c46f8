// The keyboard and the clipboard over the cells. Nothing here happens while an input method is composing.

import { exportMonth, pasteFrom, redo, restore, save, saveNow, typed, undo } from "./month.js";
import { figureOf, inputs, setComposing } from "./paper.js";

/** WebKit ends a composition before it sends the key that ended it; that one key is the input method's. */
let justComposed = false;

/**
 * Listens to the paper's cells and to the whole window's shortcuts.
 * @param {HTMLElement} paper
 */
export function listenToKeys(paper) {
  paper.addEventListener("compositionstart", (event) => setComposing(cellOf(event)));
  paper.addEventListener("compositionend", (event) => {
    justComposed = true;
    setComposing(null);
    const input = cellOf(event);
    if (input) void typed(input);
  });
  for (const over of ["keyup", "pointerdown", "focusout"]) {
    paper.addEventListener(over, () => { justComposed = false; });
  }
  paper.addEventListener("input", (event) => {
    const input = cellOf(event);
    if (input && !(event instanceof InputEvent && event.isComposing)) void typed(input);
  });
  paper.addEventListener("focusin", (event) => cellOf(event)?.select());
  paper.addEventListener("focusout", (event) => void (cellOf(event) && save()));
  paper.addEventListener("keydown", (event) => {
    const input = cellOf(event);
    if (input && !isComposing(event)) inCell(event, input);
  });
  paper.addEventListener("paste", (event) => {
    const input = cellOf(event);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input) return;
    event.preventDefault();
    void pasteFrom(input, text);
  });
  document.addEventListener("keydown", (event) => {
    if (!isComposing(event)) anywhere(event);
  });
}

/** @param {KeyboardEvent} event */
function isComposing(event) {
  return event.isComposing || event.keyCode === 229 || justComposed;
}

/** @param {Event} event */
function cellOf(event) {
  const { target } = event;
  return target instanceof HTMLInputElement && figureOf(target) ? target : null;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} input
 */
function inCell(event, input) {
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    const cells = inputs();
    const next = cells[cells.indexOf(input) + step];
    if (next) next.focus();
    else void save();
  } else if (event.key === "Escape") {
    event.preventDefault();
    void restore(input);
  }
}

/** @param {KeyboardEvent} event */
function anywhere(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
  const inPaper = event.target instanceof Element && event.target.closest(".paper, body:not(:has(:focus))");
  /** @type {Record<string, (() => unknown) | undefined>} */
  const shortcuts = {
    s: saveNow,
    e: exportMonth,
    z: inPaper ? (event.shiftKey ? redo : undo) : undefined,
    y: inPaper ? redo : undefined,
  };
  const run = shortcuts[event.key.toLowerCase()];
  if (!run || document.getElementById("page-form")?.hidden) return;
  event.preventDefault();
  run();
}

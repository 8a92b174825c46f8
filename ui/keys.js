// The keyboard and the clipboard over the cells of the form. Nothing here happens while an input method is composing.

import { isComposing, listenToCells } from "./cells.js";
import { exportMonth, pasteFrom, printMonth, redo, restore, save, saveNow, typed, undo } from "./month.js";
import { figureOf, inputs } from "./paper.js";
import { nextStep } from "./records.js";

/**
 * Listens to the paper's cells and to the whole window's shortcuts.
 * @param {HTMLElement} paper
 */
export function listenToKeys(paper) {
  listenToCells(paper, {
    cellOf,
    typed: (cell) => typed(asInput(cell)),
    left: save,
    step: (cell, by) => {
      const cells = inputs();
      const next = cells[cells.indexOf(asInput(cell)) + by];
      if (next) next.focus();
      else void save();
    },
    restore: (cell) => restore(asInput(cell)),
    paste: (cell, text) => {
      void pasteFrom(asInput(cell), text);
      return true;
    },
  });
  document.addEventListener("keydown", (event) => {
    if (!isComposing(event)) anywhere(event);
  });
}

/** @param {EventTarget | null} target */
function cellOf(target) {
  return target instanceof HTMLInputElement && figureOf(target) ? target : null;
}

/**
 * A cell of the form is always an input.
 * @param {import("./cells.js").Cell} cell
 */
const asInput = (cell) => /** @type {HTMLInputElement} */ (cell);

/** @param {KeyboardEvent} event */
function anywhere(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
  const inPaper = event.target instanceof Element && event.target.closest(".paper, body:not(:has(:focus))");
  /** @type {Record<string, (() => unknown) | undefined>} */
  const shortcuts = {
    s: saveNow,
    e: exportMonth,
    p: printMonth,
    enter: nextStep,
    z: inPaper ? (event.shiftKey ? redo : undo) : undefined,
    y: inPaper ? redo : undefined,
  };
  const run = shortcuts[event.key.toLowerCase()];
  if (!run || document.getElementById("page-form")?.hidden) return;
  event.preventDefault();
  run();
}

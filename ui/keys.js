// The keyboard and the clipboard over the cells of the form. Nothing here happens while an input method is composing.

import { isComposing, listenToCells } from "./cells.js";
import { currentSheet, exportMonth, isTypedIn, leave, looksBack, pasteFrom, printMonth, redo, restore, save, saveNow, tellHalfWord, typed, undo } from "./month.js";
import { tell } from "./notice.js";
import { buttonOf, isLooking } from "./page.js";
import { figureOf, inputs, isLocked } from "./paper.js";
import { nextStep } from "./records.js";

/**
 * Listens to the paper's cells and to the whole window's shortcuts.
 * @param {HTMLElement} paper
 */
export function listenToKeys(paper) {
  listenToCells(paper, {
    cellOf,
    typed: (cell) => typed(asInput(cell)),
    left: (cell) => leave(asInput(cell)),
    step: (cell, by) => {
      const cells = inputs();
      const next = cells[cells.indexOf(asInput(cell)) + by];
      if (next) next.focus();
      else void save();
    },
    restore: (cell) => {
      const typing = isTypedIn(asInput(cell));
      if (typing) void restore(asInput(cell));
      return typing;
    },
    halfWord: (cell, letters) => tellHalfWord(asInput(cell), letters),
    refused: tellLocked,
    paste: (cell, text) => {
      void pasteFrom(asInput(cell), text);
      return true;
    },
  });
  document.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    anywhere(event);
    selectAll(event);
  });
}

/**
 * Ctrl+A takes the text of the field, or of the dialog one reads in, and never the window around them.
 * @param {KeyboardEvent} event
 */
function selectAll(event) {
  const { target } = event;
  if (event.key.toLowerCase() !== "a" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null)) return;
  event.preventDefault();
  const dialog = document.querySelector("dialog[open]");
  if (dialog) getSelection()?.selectAllChildren(dialog);
}

/** Says why nothing can be typed, and what to press instead. */
function tellLocked() {
  if (isLooking()) tellLooking();
  else if (looksBack()) refuse("这是以前报出的样子，不能改。要改请先点“回到现在的表”", "back-to-now");
  else refuse("已锁定，要改请点“重新打开”", "reopen");
}

/** The same where data are only looked at, in every table. */
export const tellLooking = () => refuse("现在只是查看，不能改。要改自己的数据，请先点“结束查看”", "end-looking");

/**
 * @param {string} sentence
 * @param {string} button the button that helps
 */
function refuse(sentence, button) {
  const remedy = buttonOf(button);
  tell(sentence, { action: { label: remedy.textContent, run: () => remedy.click() }, passing: true });
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
  const sheet = currentSheet();
  const isFinal = sheet !== null && isLocked(sheet);
  /** @type {Record<string, (() => unknown) | undefined>} */
  const shortcuts = {
    s: saveNow,
    e: exportMonth,
    p: printMonth,
    enter: () => event.repeat || nextStep(),
    z: inPaper ? (isFinal ? tellLocked : event.shiftKey ? redo : undo) : undefined,
    y: inPaper ? (isFinal ? tellLocked : redo) : undefined,
  };
  const run = shortcuts[event.key.toLowerCase()];
  if (!run || document.getElementById("page-form")?.hidden) return;
  event.preventDefault();
  run();
}

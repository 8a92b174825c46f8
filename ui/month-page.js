// The form as a page: the shown month with its cells, its buttons and its keys.

import * as backend from "./backend.js";
import { listenToCells } from "./cells.js";
import * as month from "./month.js";
import { ask, clearMessages, refuse, tell, tellLooking } from "./messages.js";
import { buttonOf, byId } from "./page.js";
import { figureOf, goTo, inputs, isLocked, listenToProblems } from "./paper.js";
import { nextStep } from "./records.js";
import { skip } from "./sending.js";
import { isCollating } from "./sides.js";
import { figureInHand, form, isLooking, isShown, learn, overview, showPage } from "./state.js";
import { stepFrom, walkAlong } from "./walk.js";

/** @import { Cell } from "./cells.js" */
/** @import { Place, Shortcuts } from "./pages.js" */

export const name = "form";

export { giveUp, left, reread, save } from "./month.js";

/** Draws the empty form and listens to it. */
export function prepareMonth() {
  const paper = byId("paper");
  month.drawForm(form);
  listenToProblems(paper);
  listenToCells(paper, {
    cellOf: (target) => (target instanceof HTMLInputElement && figureOf(target) ? target : null),
    typed: (cell) => month.typed(asInput(cell)),
    left: (cell) => month.leave(asInput(cell)),
    entered: (cell) => month.enter(asInput(cell)),
    step: (cell, by, begun) => {
      const next = stepFrom(inputs(), asInput(cell), by, begun);
      if (next) next.focus();
      else void month.save();
    },
    restore: (cell) => {
      const typing = month.isTypedIn(asInput(cell));
      if (typing) void month.restore(asInput(cell));
      return typing;
    },
    halfWord: (cell, letters) => month.tellHalfWord(asInput(cell), letters),
    refused: tellLocked,
    paste: (cell, text) => {
      void month.pasteFrom(asInput(cell), text);
      return true;
    },
    key: (event, cell) => walkAlong(event, asInput(cell), inputs()),
  });
  /** @type {Record<string, () => unknown>} */
  const buttons = { undo: month.undo, redo: month.redo, "fill-zero": fillZero, "no-data": month.switchNoData };
  // A click must not take the focus from the cell in hand: undo and 补零 act on it.
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
}

/**
 * A cell of the form is always an input.
 * @param {Cell} cell
 */
const asInput = (cell) => /** @type {HTMLInputElement} */ (cell);

/**
 * Shows a month, or an old revision of it; without a place, reads the shown month again.
 * @param {Place} [place]
 */
export async function open({ month: wanted, revision, figure } = {}) {
  const isBack = !isShown("form");
  if (!isBack) clearMessages();
  if (!wanted) await month.reread();
  else if (revision === undefined) await month.openMonth(wanted);
  else await month.openRevision(wanted, revision);
  const around = isBack && !wanted ? await backend.overview() : overview;
  showPage("form");
  // Only now, or the new surroundings would be shown together with the old month.
  await learn(around);
  if (figure) goTo(figure);
  else if (wanted && revision === undefined) startIn(wanted);
}

/**
 * Goes to the start of a month, unless an unsaved text keeps another month on the screen.
 * @param {string} wanted
 */
function startIn(wanted) {
  byId("paper").scrollTop = 0;
  if (month.currentMonth() === wanted) focusFirst();
}

/** Puts the cursor into the cell that was in hand when the form was left. */
export function focus() {
  const figure = figureInHand();
  if (figure) goTo(figure);
  else focusFirst();
}

/** Puts the cursor into the first blank cell, or else the first cell; where nothing can be typed, into the first. */
export function focusFirst() {
  const cells = inputs();
  const isRead = isCollating() || isLooking() || isFinal();
  const cell = (isRead ? undefined : cells.find(({ value }) => value === "")) ?? cells[0];
  cell?.focus({ preventScroll: true });
}

async function fillZero() {
  const left = month.currentSheet()?.checks.filter((check) => check.level === "blank").length ?? 0;
  if (left && (await ask(`把还没有填的 ${left} 项都填 0？已填的不变，填错了可以撤销。`, `填 0（${left} 项）`, "不填"))) {
    await month.fillZero();
  }
}

const isFinal = () => {
  const sheet = month.currentSheet();
  return sheet !== null && isLocked(sheet);
};

/** Explains why nothing can be typed, and which button helps. */
function tellLocked() {
  if (isLooking()) tellLooking();
  else if (month.looksBack()) refuse("这是以前报出的样子，不能改。要改请先点“回到现在的表”", "back-to-now");
  else if (isCollating() && !isFinal()) tell("这里的数是各单位报的加起来的，不能改。不对的，请在“收表”里退回，由单位更正");
  else refuse("已锁定，要改请点“重新打开”", "reopen");
}

/** @type {Shortcuts} */
export const shortcuts = {
  "Ctrl+s": month.saveNow,
  "Ctrl+e": month.exportMonth,
  "Ctrl+p": () => month.printMonth(),
  "Ctrl+enter": ({ repeat }) => repeat || nextStep(),
  "Ctrl+z": (event) => reverse(event, event.shiftKey ? month.redo : month.undo),
  "Ctrl+y": (event) => reverse(event, month.redo),
  F8: ({ repeat }) => repeat || void skip(),
};

/**
 * In a field next to the form, undo and redo act on the text of the field, as usual.
 * @param {KeyboardEvent} event
 * @param {() => unknown} run
 */
function reverse({ target }, run) {
  if (!(target instanceof Element && target.closest(".paper, body:not(:has(:focus))"))) return false;
  const sheet = month.currentSheet();
  return sheet && isLocked(sheet) ? tellLocked() : run();
}

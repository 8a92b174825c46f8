// The cells that somebody was sent to from a draft, to empty them before a notice is changed: they are filled in again once it
// is confirmed. Remembered while the window is open, because it is loaded anew on the way there and back.

/** @import { FilledMonth, NoticeReview } from "./types" */

const EMPTIED = "cells-emptied-for-notice";

/** @returns {FilledMonth[]} */
const kept = () => JSON.parse(sessionStorage.getItem(EMPTIED) ?? "[]");

/** @param {FilledMonth[]} cells */
const keep = (cells) => sessionStorage.setItem(EMPTIED, JSON.stringify(cells));

/** @type {(one: FilledMonth, other: FilledMonth) => boolean} */
const isSame = (one, other) => one.form === other.form && one.figure === other.figure && one.month === other.month;

/** @param {FilledMonth} cell */
export function sentTo(cell) {
  keep([...kept().filter((one) => !isSame(one, cell)), cell]);
}

/**
 * What still stands in the way was not emptied.
 * @param {NoticeReview} review
 */
export function cameBack({ problem }) {
  const filled = problem?.filled;
  if (filled) keep(kept().filter((one) => !isSame(one, filled)));
}

/** Those that were emptied, the earliest first; they are told once. */
export function emptied() {
  const cells = kept().sort((one, other) => one.month.localeCompare(other.month));
  forget();
  return cells;
}

export const forget = () => sessionStorage.removeItem(EMPTIED);

// What all pages of 汇总 are drawn from: the month of all units as it was last received.

import * as backend from "./backend.js";
import { byId, setText } from "./page.js";
import { monthName } from "./months.js";
import { isOfAllUnits } from "./state.js";

/** @import { Board, Tile } from "./types" */

/** @type {Board} */
export let board;

/** Whether other data is shown by now than that from which the board was read. */
let isOfOtherData = true;

/** @type {(() => unknown)[]} */
const drawers = [];

/** @param {() => unknown} draw is called with every new board */
export const onBoard = (draw) => void drawers.push(draw);

/**
 * Reads a month, or the one that is shown again.
 * @param {string | null} [month]
 */
export async function learnBoard(month = board?.month ?? null) {
  board = await backend.board(month);
  isOfOtherData = false;
  setText(document, "#month-name", monthName(board.month));
  for (const draw of drawers) draw();
}

/** Reads the month again when the pages of the board are shown again: on another page it may have become another one. */
export const learnAgain = () => (isOfAllUnits() && !isOfOtherData ? undefined : learnBoard(isOfOtherData ? null : board.month));

/** Nothing of the board holds after other data was put in the place of this, or is looked at. */
export const forgetBoard = () => { isOfOtherData = true; };

/** Every unit of the month, in order. @returns {Tile[]} */
export const tiles = () => board.kinds.flatMap(({ units }) => units);

/** How many things came in and have no place. */
export const unplacedCount = () => board.tray.filter(({ report }) => report !== null).length;

/**
 * What is to be done next with the month.
 * @param {boolean} hasFolder whether what comes in lies in a folder that is known
 */
export function nextLabel(hasFolder) {
  const asked = board.waiting + unplacedCount();
  const missing = tiles().filter(({ standing }) => standing === "missing" || standing === "returned").length;
  const labels = { take_in: hasFolder ? "收文件夹里新的" : "收文件", questions: `处理疑问（${asked}）`, remind: `催报（${missing}）`, close: "关账", send_up: "出汇总表", correct: "更正汇总表", closed: "" };
  return labels[board.next];
}

/**
 * Says in a line of its own what the totals of the month lack; nothing where they lack nothing.
 * @param {string} id
 */
export function drawEarlier(id) {
  byId(id).hidden = board.earlier.length === 0;
  setText(document, `#${id}`, board.earlier.map((sentence) => `${sentence}。`).join(""));
}

/**
 * The names of the units that a sum lacks; those that reported and have it back are no 未报.
 * @param {{ missing: string[], returned: string[] }} sum
 */
export const lacking = ({ missing, returned }) => missing.map((name) => `${name}${returned.includes(name) ? "（退回）" : ""}`);

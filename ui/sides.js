// 填报 and 汇总: the question at the first start, and the switch at the top where both are there. The page is loaded anew after
// a change.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { buttonOf, byId } from "./page.js";

/** @import { Side, Sides } from "./types" */

/** @type {Sides} */
let sides;

/** Reads which side is in hand; nothing of the page is prepared before. */
export async function learnSides() {
  sides = await backend.sides();
  return sides.in_hand;
}

/** Draws the switch. */
export function prepareSides() {
  document.body.dataset.side = sides.in_hand;
  byId("side-switch").hidden = !sides.has_other;
  // Where 汇总 was begun, the switch leads there.
  buttonOf("also-collate").hidden = sides.has_other;
  buttonOf("failed-other-side").hidden = !sides.has_other;
  for (const side of /** @type {Side[]} */ (["reporting", "collation"])) {
    const button = buttonOf(`side-${side}`);
    button.setAttribute("aria-pressed", String(side === sides.in_hand));
    button.addEventListener("click", () => void (side === sides.in_hand || changeSide(side)));
  }
  buttonOf("failed-other-side").addEventListener("click", () => void changeSide(sides.in_hand === "reporting" ? "collation" : "reporting"));
}

/**
 * Goes over to a side, and there to a month.
 * @param {Side} side
 * @param {string} [month]
 */
export const changeSide = (side, month) => telling(async () => {
  await backend.chooseSide(side);
  if (month) location.hash = month;
  location.reload();
});

/** Whether 汇总 is in hand. */
export const isCollating = () => sides?.in_hand === "collation";

/**
 * Listens to the answers to the question at the first start, of which each page has a copy.
 * @param {(side: Side) => unknown} answered is called where the page stays what it is
 */
export function prepareWhichSide(answered) {
  for (const question of document.querySelectorAll(".which-side")) {
    // Where the line at the top is not shown, this is the way to the other side.
    if (sides.has_other) question.classList.remove("at-first-only");
    for (const button of question.querySelectorAll("button")) {
      const side = /** @type {Side} */ (button.dataset.side);
      button.addEventListener("click", () => void (sides.has_other && side !== sides.in_hand ? changeSide(side) : answered(side)));
    }
  }
}

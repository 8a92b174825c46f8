// 更多: rarely needed actions, in one list under one button.

import { listUnder } from "./button-list.js";
import { byId } from "./page.js";
import { drawMore } from "./records.js";

const { items, show, close, listenToList } = listUnder("more", "more-list");

export const closeMore = close;

export function prepareMore() {
  listenToList(() => {
    drawMore();
    for (const part of parts()) part.hidden = !part.dataset.of?.split(" ").includes(document.body.dataset.page ?? "");
    show(true);
    items()[0]?.focus();
  });
  // The list is closed before the action runs, so that a dialog later returns the focus to the button. It
  // stays open after a size button, which may be pressed again.
  byId("more-list").addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button:not([data-zoom])")) close();
  }, true);
}

/** The parts of the list that belong only to some pages. */
const parts = () => /** @type {NodeListOf<HTMLElement>} */ (byId("more-list").querySelectorAll("[data-of]"));

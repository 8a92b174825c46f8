// 更多: rarely needed actions, in one list under one button.

import { isComposing } from "./cells.js";
import { buttonOf, byId } from "./page.js";
import { drawMore } from "./records.js";

export function prepareMore() {
  const button = buttonOf("more");
  const list = byId("more-list");
  button.addEventListener("click", () => {
    if (closeMore()) return;
    drawMore();
    for (const part of parts()) part.hidden = !part.dataset.of?.split(" ").includes(document.body.dataset.page ?? "");
    show(true);
    items()[0]?.focus();
  });
  // The list is closed before the action runs, so that a dialog later returns the focus to the button. It
  // stays open after a size button, which may be pressed again.
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button:not([data-zoom])")) closeMore();
  }, true);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || isComposing(event)) return;
    event.preventDefault();
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    all.at((at + step) % all.length)?.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!list.hidden && target instanceof Node && !list.contains(target) && !button.contains(target)) show(false);
  });
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !list.contains(relatedTarget) && relatedTarget !== button) show(false);
  });
}

/** The parts of the list that belong only to some pages. */
const parts = () => /** @type {NodeListOf<HTMLElement>} */ (byId("more-list").querySelectorAll("[data-of]"));

/** The items that can be pressed now. */
const items = () => [...byId("more-list").querySelectorAll("button")].filter((item) => item.offsetParent !== null && !item.disabled);

/** @param {boolean} shown */
function show(shown) {
  byId("more-list").hidden = !shown;
  buttonOf("more").setAttribute("aria-expanded", String(shown));
}

/**
 * Closes the list if it is open. The focus returns to its button; a pressed item may move it further.
 */
export function closeMore() {
  const list = byId("more-list");
  if (list.hidden) return false;
  const inside = list.contains(document.activeElement);
  show(false);
  if (inside) buttonOf("more").focus();
  return true;
}

// 更多: what is needed now and then, in one list under one button.

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
  // A press does what it says, and the list is gone first: a dialog then gives the focus back to the button. The sizes
  // stay, to be pressed again.
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

/** The parts of the list that belong to some pages only. */
const parts = () => /** @type {NodeListOf<HTMLElement>} */ (byId("more-list").querySelectorAll("[data-of]"));

/** What can be pressed now. */
const items = () => [...byId("more-list").querySelectorAll("button")].filter((item) => item.offsetParent !== null && !item.disabled);

/** @param {boolean} shown */
function show(shown) {
  byId("more-list").hidden = !shown;
  buttonOf("more").setAttribute("aria-expanded", String(shown));
}

/**
 * Closes the list, if it is open: whoever was in it is at its button again; what is pressed may take them further.
 */
export function closeMore() {
  const list = byId("more-list");
  if (list.hidden) return false;
  const inside = list.contains(document.activeElement);
  show(false);
  if (inside) buttonOf("more").focus();
  return true;
}

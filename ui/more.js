// 更多: what is needed now and then, in one list under one button.

import { isComposing } from "./cells.js";
import { buttonOf, byId } from "./page.js";

/** @param {() => void} opening draws what in the list depends on what is on the desk */
export function prepareMore(opening) {
  const button = buttonOf("more");
  const list = byId("more-list");
  button.addEventListener("click", () => {
    if (!list.hidden) return close();
    opening();
    for (const part of parts()) part.hidden = !part.dataset.of?.split(" ").includes(document.body.dataset.page ?? "");
    show(true);
    items()[0]?.focus();
  });
  // A press does what it says, and the list is gone first: a dialog then gives the focus back to the button. The sizes
  // stay, to be pressed again.
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button:not([data-zoom])")) close();
  }, true);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || isComposing(event)) return;
    event.preventDefault();
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    all.at((at + step) % all.length)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }, true);
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

/** Whoever was in the list is at its button again; what is pressed may take them further. */
function close() {
  const inside = byId("more-list").contains(document.activeElement);
  show(false);
  if (inside) buttonOf("more").focus();
}

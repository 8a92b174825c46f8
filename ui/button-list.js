// A list under a button: the button opens and closes it, the arrows go through it, and a press or the focus elsewhere closes
// it.

import { buttonOf, byId } from "./page.js";

/**
 * Makes a list of buttons that stands under another button.
 * @param {string} buttonId
 * @param {string} listId
 */
export function listUnder(buttonId, listId) {
  const list = () => byId(listId);
  const button = () => buttonOf(buttonId);
  /** The items that can be pressed now. */
  const items = () => [...list().querySelectorAll("button")].filter((item) => item.offsetParent !== null && !item.disabled);

  /** @param {boolean} shown */
  function show(shown) {
    list().hidden = !shown;
    button().setAttribute("aria-expanded", String(shown));
  }

  /** Closes the list if it is open. The focus returns to its button; a pressed item may move it further. */
  function close() {
    if (list().hidden) return false;
    const inside = list().contains(document.activeElement);
    show(false);
    if (inside) button().focus();
    return true;
  }

  /** @param {() => unknown} open is called by the button while the list is closed, and shows it */
  function listenToList(open) {
    button().addEventListener("click", () => void (close() || open()));
    list().addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = items();
      const at = all.findIndex((item) => item === document.activeElement);
      all.at((at + step) % all.length)?.focus();
    });
    const isElsewhere = (/** @type {EventTarget | null} */ place) => place instanceof Node && !list().contains(place) && !button().contains(place);
    document.addEventListener("pointerdown", ({ target }) => {
      if (!list().hidden && isElsewhere(target)) show(false);
    });
    list().addEventListener("focusout", ({ relatedTarget }) => {
      if (isElsewhere(relatedTarget)) show(false);
    });
  }

  return { items, show, close, listenToList };
}

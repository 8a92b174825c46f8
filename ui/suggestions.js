// Suggestions below a cell or a field while one types, as earlier texts of the column. The list disappears with the cell's
// focus, and the keys stay with the table until something in the list is chosen. The page has no datalist: the list that
// WebKitGTK draws for one is a window of its own, which stays on the screen when its dialog is gone.

import { element } from "./page.js";

/** The most suggestions shown at a time. */
const MOST = 8;

/** @type {{ input: HTMLInputElement, list: HTMLUListElement, take: (text: string) => unknown } | null} */
let open = null;

/**
 * Offers texts below a cell; an empty list closes the suggestions.
 * @param {HTMLInputElement} input
 * @param {string[]} texts
 * @param {(text: string) => unknown} take called when a suggestion is taken
 * @param {string} [called] what the texts are
 */
export function suggest(input, texts, take, called = "以前写过的") {
  const typed = input.value.trim();
  const fitting = typed ? texts.filter((text) => text !== typed && text.includes(typed)).slice(0, MOST) : [];
  if (fitting.length === 0 || document.activeElement !== input) {
    closeSuggestions();
    return;
  }
  const shown = [...(open?.input === input ? open.list.children : [])].map((line) => line.textContent);
  // An unchanged list is kept, together with the choice in it.
  if (JSON.stringify(shown) === JSON.stringify(fitting)) return;
  closeSuggestions();
  const list = element("ul", { className: "suggestions", id: "suggestions", role: "listbox", ariaLabel: called });
  list.append(...fitting.map((text, at) => {
    const line = element("li", { id: `suggestion-${at}`, role: "option" }, text);
    line.setAttribute("aria-selected", "false");
    return line;
  }));
  // A click must not take the focus from the cell.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => target instanceof HTMLLIElement && taken(target));
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", list.id);
  open = { input, list, take };
  list.scrollIntoView({ block: "nearest" });
}

/** Closes the list. */
export function closeSuggestions() {
  if (!open) return;
  open.list.remove();
  open.input.setAttribute("aria-expanded", "false");
  for (const name of ["aria-controls", "aria-activedescendant"]) open.input.removeAttribute(name);
  open = null;
}

/** @param {HTMLLIElement} line */
function taken(line) {
  if (!open) return;
  const { take } = open;
  closeSuggestions();
  void take(line.textContent ?? "");
}

const chosen = () => /** @type {HTMLLIElement | null} */ (open?.list.querySelector("[aria-selected=true]") ?? null);

/**
 * Handles the keys of an open list: ↓ and ↑ choose, Enter takes the choice, Esc closes. True if the key was handled.
 * @param {KeyboardEvent} event
 */
export function keyInSuggestions(event) {
  if (!open || event.ctrlKey || event.altKey || event.metaKey) return false;
  const line = chosen();
  if (event.key === "Escape") closeSuggestions();
  else if (event.key === "Enter" && line) taken(line);
  else if (event.key === "ArrowDown") choose(line ? (line.nextElementSibling ?? line) : open.list.firstElementChild);
  else if (event.key === "ArrowUp" && line) choose(line.previousElementSibling);
  else return false;
  return true;
}

/** Chooses a line; null goes back to the cell. @param {Element | null} line */
function choose(line) {
  if (!open) return;
  chosen()?.setAttribute("aria-selected", "false");
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) open.input.setAttribute("aria-activedescendant", line.id);
  else open.input.removeAttribute("aria-activedescendant");
}

// What was written in a column before, offered below the cell while one types. The list is never in the way: it goes
// with the cell's focus, and the keys stay the table's until something in it is chosen.

import { element } from "./page.js";

/** As many as one takes in at a look. */
const MOST = 8;

/** @type {{ input: HTMLInputElement, list: HTMLUListElement, take: (text: string) => unknown } | null} */
let open = null;

/**
 * Offers texts below a cell; none closes the list.
 * @param {HTMLInputElement} input
 * @param {string[]} texts
 * @param {(text: string) => unknown} take what taking one does
 */
export function suggest(input, texts, take) {
  const typed = input.value.trim();
  const fitting = typed ? texts.filter((text) => text !== typed && text.includes(typed)).slice(0, MOST) : [];
  if (fitting.length === 0 || document.activeElement !== input) {
    closeSuggestions();
    return;
  }
  const shown = [...(open?.input === input ? open.list.children : [])].map((line) => line.textContent);
  // A list that says the same stands as it is, with what is chosen in it.
  if (JSON.stringify(shown) === JSON.stringify(fitting)) return;
  closeSuggestions();
  const list = element("ul", { className: "suggestions", id: "suggestions", role: "listbox", ariaLabel: "以前写过的" });
  list.append(...fitting.map((text, at) => {
    const line = element("li", { id: `suggestion-${at}`, role: "option" }, text);
    line.setAttribute("aria-selected", "false");
    return line;
  }));
  // A press must not take the focus from the cell.
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

/** Takes the list away. */
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
 * The keys of an open list: ↓ and ↑ choose, Enter takes what is chosen, Esc closes. True if the key was the list's.
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

/** @param {Element | null} line none goes back to the cell */
function choose(line) {
  if (!open) return;
  chosen()?.setAttribute("aria-selected", "false");
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) open.input.setAttribute("aria-activedescendant", line.id);
  else open.input.removeAttribute("aria-activedescendant");
}

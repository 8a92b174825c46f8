// A cell in which a sum was typed: its terms while it is in hand, its result otherwise.

import { isComposedIn } from "./composition.js";

/** @import { Entry } from "./types" */

/** What each cell holds, as it was last received. @type {WeakMap<HTMLInputElement, Entry>} */
const held = new WeakMap();

/**
 * The text of an entry wherever figures are shown; of a sum, its result.
 * @param {Entry} entry
 */
export const textOf = (entry) => (entry.state === "value" ? entry.amount : entry.state === "unreadable" ? entry.text : "");

/**
 * The text of an entry where it is typed; of a sum, its terms.
 * @param {Entry} entry
 */
export const typedTextOf = (entry) => termsOf(entry) ?? textOf(entry);

/** @param {Entry} entry */
export const termsOf = (entry) => (entry.state === "value" ? entry.terms : undefined);

/**
 * Fills a cell with an entry, and says beside it of a sum what it is the result of.
 * @param {HTMLInputElement} input
 * @param {Entry} entry
 * @param {boolean} keep whether the cell has a text that is not saved yet
 */
export function fillCell(input, entry, keep) {
  held.set(input, entry);
  const terms = termsOf(entry);
  const text = isInHand(input) ? typedTextOf(entry) : textOf(entry);
  // A sum in hand stays as it is typed: its cursor may be between two terms, and another digit may follow.
  const stays = keep || isComposedIn(input) || (isInHand(input) && isSum(input.value, terms));
  if (!stays && input.value !== text) input.value = text;
  if (!isInHand(input)) showResult(input);
  const sentence = terms ? `${terms}，得 ${textOf(entry)}` : "";
  input.title = sentence;
  const words = sumOf(input);
  if (words.textContent !== sentence) words.textContent = sentence;
}

/**
 * The words for a screen reader that say what a cell is the result of.
 * @param {HTMLInputElement} input
 */
function sumOf(input) {
  const id = `${input.id}-sum`;
  const known = document.getElementById(id);
  if (known) return known;
  const words = document.createElement("span");
  words.id = id;
  words.hidden = true;
  input.after(words);
  input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  return words;
}

/**
 * A cell comes to hand: instead of a result it shows what was typed.
 * @param {HTMLInputElement} input
 */
export function showTerms(input) {
  const entry = held.get(input);
  const terms = entry && termsOf(entry);
  if (terms && input.value === textOf(entry)) input.value = terms;
}

/**
 * A cell is left: instead of the terms it shows their result. Returns its entry, unless it has a newer text.
 * @param {HTMLInputElement} input
 */
export function showResult(input) {
  const entry = held.get(input);
  if (!entry || isComposedIn(input)) return null;
  if (typedTextOf(entry) !== input.value && !isSum(input.value, termsOf(entry))) return null;
  input.value = textOf(entry);
  return entry;
}

/**
 * Whether a typed text is a sum of exactly these terms, written in another way.
 * @param {string} typed
 * @param {string | undefined} terms
 */
const isSum = (typed, terms) => terms !== undefined && written(typed) === written(terms);

/** @param {string} sum */
const written = (sum) =>
  sum
    .normalize("NFKC")
    .replaceAll("−", "-")
    .replaceAll("。", ".")
    .replace(/[\s,=]/g, "")
    .split(/(?=[+-])/)
    .map((term) => term.replace(/^([+-]?)0*(?=\d)/, "$1").replace(/\.0*$|(\.\d*?)0+$/, "$1").replace(/^([+-]?)\./, "$10."))
    .join("");

/**
 * Whether somebody is about to type the next term: until the cell is left, that is no mistake.
 * @param {HTMLInputElement} input
 */
export const awaitsTerm = (input) => isInHand(input) && /[=＝+＋\-－−]\s*$/.test(input.value);

/** @param {HTMLInputElement} input */
const isInHand = (input) => input === document.activeElement;

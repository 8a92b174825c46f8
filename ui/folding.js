// Long lists that are folded to their count until somebody wants to read them.

import { element } from "./page.js";

/** How many names are read at a glance. */
const AT_A_GLANCE = 5;

/**
 * Content under one line, which unfolds it.
 * @param {string} line
 * @param {...(Node | string)} content
 */
export const folded = (line, ...content) => element("details", { className: "folded" }, element("summary", null, line), ...content);

/**
 * Names of units behind a word such as 缺; many of them are counted, and unfold on demand.
 * @param {string} word
 * @param {string[]} names
 */
export function foldedNames(word, names) {
  if (names.length <= AT_A_GLANCE) return element("span", { className: "names" }, `${word}${names.join("、")}`);
  return folded(`${word} ${names.length} 个单位`, element("p", null, names.join("、")));
}

/**
 * The names that are in every one of the lists, in the order of the first.
 * @param {string[][]} lists
 */
export function inAll([first = [], ...others]) {
  const sets = others.map((names) => new Set(names));
  return first.filter((name) => sets.every((names) => names.has(name)));
}

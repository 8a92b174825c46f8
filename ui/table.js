// Tables of texts and amounts, as the pages of 汇总 draw them.

import { element } from "./page.js";

/**
 * @param {(string | Node)[]} contents
 * @param {number[]} amounts the columns that stand at the right
 */
export const rowOf = (contents, amounts) => element("tr", null, ...contents.map((content, column) =>
  element("td", { className: amounts.includes(column) ? "amount" : "" }, content)));

/**
 * @param {string[]} headings
 * @param {number[]} amounts
 * @param {HTMLTableRowElement[]} rows
 */
export function tableOf(headings, amounts, rows) {
  const head = headings.map((heading, column) => element("th", { scope: "col", className: amounts.includes(column) ? "amount" : "" }, heading));
  return element("table", null, element("thead", null, element("tr", null, ...head)), element("tbody", null, ...rows));
}

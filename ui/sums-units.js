// The units of a sum on 汇总表: what each of them contributes to a month or to a total, what they come to by kind and in all, and
// why their own totals are not the total of the form.

import * as backend from "./backend.js";
import { board } from "./collation-state.js";
import { telling } from "./messages.js";
import { byId, element, setText } from "./page.js";
import { showSource } from "./source.js";
import { form, isShown } from "./state.js";
import { drawTrend } from "./sums-trend.js";
import { rowOf, tableOf } from "./table.js";

/** @import { ContributionLine, Contributions, KindSum, SumLine, TotalsExplained } from "./types" */

/** Which column of the form is in hand. @typedef {"month" | "total"} Quantity */

/**
 * @param {SumLine} sum
 * @param {Quantity} quantity
 */
export async function drawUnits({ figure, now }, quantity) {
  const found = await backend.contributions(board.month, figure);
  if (!isShown("sums")) return;
  byId("sums-units").hidden = false;
  const isOfTotals = quantity === "total";
  const shown = isOfTotals ? found.totals.carried : found.sum.month;
  const column = isOfTotals ? ` ${form.columns.total}` : "";
  setText(document, "#sums-units-title", `${found.name}${column}：${shown ?? "没有数"}${shown ? ` ${found.unit}` : ""}`);
  byId("sums-units-list").replaceChildren(
    ...(now ? [element("p", { className: "now" }, `下面是现在采用的。${now.words}`)] : []),
    ...explained(found.totals, isOfTotals),
    ...(isOfTotals ? [] : [element("section", { id: "sums-trend", ariaLabel: "各个月的数" })]),
    isOfTotals ? totalsTable(found) : monthTable(figure, found),
  );
  if (!isOfTotals) await drawTrend(figure, null);
}

/**
 * Why the units' own totals are not the total of the form; nothing where they are.
 * @param {TotalsExplained} totals
 * @param {boolean} isOfTotals
 */
function explained({ words, parts }, isOfTotals) {
  if (words === "") return [];
  const list = element("ul", null, ...parts.map(({ name, difference, why }) => element("li", null, `${name} ${signed(difference)}：${why}`)));
  return [element("details", { className: "explained", open: isOfTotals }, element("summary", null, words), list)];
}

/** @param {string} amount */
const signed = (amount) => (amount.startsWith("-") ? amount.replace("-", "−") : `+${amount}`);

/**
 * @param {string} figure
 * @param {Contributions} found
 */
function monthTable(figure, { sum, kinds, lines }) {
  const amounts = [1, 2, 3, 4];
  const sums = sumRows(sum, kinds, ({ month, share, last_month: last, total }) => [month ?? "—", share, last ?? "", total ?? "", ""], amounts);
  const rows = lines.map((line) => {
    const { month, total, last_month: last, share, cell, total_cell: totalCell } = line;
    return rowOf([unitOf(figure, line), month ?? "—", share, last ?? "", total ?? "", sourceOf(line, cell || totalCell)], amounts);
  });
  return tableOf(["填报单位", form.columns.month, "占比", "上月", form.columns.total, "在哪一格"], amounts, [...sums, ...rows]);
}

/** @param {Contributions} found */
function totalsTable({ sum, kinds, lines, totals }) {
  const amounts = [1, 2, 3, 4];
  const differences = new Map(totals.parts.map(({ unit, difference }) => [unit, signed(difference)]));
  // What units that report no more contributed before is in the total of the form and in no line.
  const sums = sumRows({ ...sum, added: totals.carried }, kinds, ({ name, total, added, month }) => [total ?? "—", added ?? "", name === "" && totals.difference ? signed(totals.difference) : "", month ?? "", ""], amounts);
  const rows = lines.map((line) => {
    const { unit, month, total, added, cell, total_cell: totalCell } = line;
    return rowOf([line.name, total ?? "—", added ?? "", differences.get(unit) ?? "", month ?? "", sourceOf(line, totalCell || cell)], amounts);
  });
  return tableOf(["填报单位", "单位报的累计", "计入本表累计", "差", form.columns.month, "在哪一格"], amounts, [...sums, ...rows]);
}

/**
 * What all come to, and each kind of them, above the units: below 67 of them nobody would see it.
 * @param {KindSum} sum
 * @param {KindSum[]} kinds
 * @param {(sum: KindSum) => string[]} contents
 * @param {number[]} amounts
 */
const sumRows = (sum, kinds, contents, amounts) => [sum, ...kinds].map((one) => {
  const row = rowOf([`${one.name || "合计"} ${one.units}/${one.expected}`, ...contents(one)], amounts);
  row.className = one.name === "" ? "sum" : "sum of-kind";
  return row;
});

/**
 * @param {string} figure
 * @param {ContributionLine} line
 */
const unitOf = (figure, { unit, name }) =>
  element("button", { type: "button", className: "link", title: `看${name}各个月报的`, onclick: () => void telling(() => drawTrend(figure, unit)) }, name);

/**
 * @param {ContributionLine} line
 * @param {string} place
 */
function sourceOf({ name, from, lacks, file }, place) {
  if (from === null) return lacks;
  const button = element("button", { type: "button", title: `看“${file}”`, onclick: () => void showSource(from, place) }, place || "看原表");
  button.setAttribute("aria-label", `${name}的数在 ${place || "原表"}，看“${file}”`);
  return button;
}

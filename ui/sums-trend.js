// The months of the figure in hand: as bars, in words and as a table; of all units together, or of one of them.

import * as backend from "./backend.js";
import { board, lacking } from "./collation-state.js";
import { telling } from "./messages.js";
import { monthName } from "./months.js";
import { byId, element } from "./page.js";
import { form } from "./state.js";
import { TrendChart } from "./trend.js";

/** @import { TrendMonth } from "./types" */

/** How many months are drawn at the most. */
const MOST = 12;

/** How often a trend was asked for; only the last answer is shown. */
let asked = 0;

/**
 * @param {string} figure
 * @param {number | null} unit the unit whose months are shown, or nothing for the sums
 */
export async function drawTrend(figure, unit) {
  asked += 1;
  const own = asked;
  const trend = await backend.trend(board.month, figure, unit);
  const place = document.getElementById("sums-trend");
  if (own !== asked || place === null) return;
  const chart = new TrendChart();
  const points = trend.months.slice(-MOST).map((month) => ({ label: `${Number(month.month.slice(5))}月`, text: month.value, gap: gap(month) }));
  // One month shows no trend yet; its words are there.
  chart.hidden = points.filter(({ text }) => text !== null).length < 2;
  chart.draw(points, trend.unit);
  const isOfOne = trend.of !== null;
  const back = element("button", { type: "button", onclick: () => void telling(async () => {
    await drawTrend(figure, null);
    byId("sums-trend").querySelector("summary")?.focus();
  }) }, "看合计的");
  place.replaceChildren(
    element("h4", null, isOfOne ? `${trend.of}各个月报的` : "各个月的合计", ...(isOfOne ? [" ", back] : [])),
    chart,
    element("p", { role: "status" }, `${trend.words}。`),
    element("details", null, element("summary", null, "各个月的数"), tableOf(trend.months, isOfOne)),
  );
}

/** What is said of a month that lacks units; nothing of one that lacks none. @param {TrendMonth} month */
const gap = ({ units, expected, missing }) => (missing.length ? `（${units}/${expected} 个单位）` : "");

/**
 * @param {TrendMonth[]} months
 * @param {boolean} isOfOne
 */
function tableOf(months, isOfOne) {
  const headings = ["月份", form.columns.month, form.columns.total, ...(isOfOne ? [] : ["几个单位"])];
  const cell = (/** @type {string} */ text, /** @type {number} */ column) => element("td", { className: column === 0 ? "" : "amount" }, text);
  const rows = months.map((month) => {
    const { value, total, units, expected, missing } = month;
    const covered = expected === 0 ? "" : `${missing.length ? "不全 " : ""}${units}/${expected}`;
    const texts = [monthName(month.month), value ?? "—", total ?? "", ...(isOfOne ? [] : [covered])];
    return element("tr", { title: missing.length ? `缺：${lacking(month).join("、")}` : "" }, ...texts.map(cell));
  });
  const head = headings.map((heading, column) => element("th", { scope: "col", className: column === 0 ? "" : "amount" }, heading));
  return element("table", null, element("thead", null, element("tr", null, ...head)), element("tbody", null, ...rows));
}

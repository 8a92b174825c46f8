// 汇总表: each figure of the month with the units it is of, what each unit contributes, and from there its cell.

import * as backend from "./backend.js";
import { drawNext, nextStep } from "./board.js";
import { board, lacking, learnAgain, learnBoard, onBoard } from "./collation-state.js";
import { showFilling } from "./filling.js";
import { takeIn } from "./intake.js";
import { telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { form, hasList, isShown, projectForm, showPage } from "./state.js";
import { showSource } from "./source.js";
import * as files from "./sums-files.js";
import { drawTrend } from "./sums-trend.js";

/** @import { ContributionLine, SumLine } from "./types" */

export const name = "sums";

/** The figure whose units are shown. @type {string | null} */
let inHand = null;

export function prepareSums() {
  const months = find(document, "#sums-month", HTMLSelectElement);
  months.addEventListener("change", () => void telling(async () => {
    await learnBoard(months.value);
    await draw();
  }));
  /** @type {Record<string, () => unknown>} */
  const buttons = { "sums-print": files.print, "sums-export": files.exportWorkbook, "sums-pdf": files.exportPdf, "sums-units-file": files.exportUnits, "sums-list-file": files.exportList, "sums-fill": showFilling };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
  if (hasList()) {
    buttonOf("sums-list-file").hidden = false;
    setText(document, "#sums-list-file", projectForm.name);
  }
  onBoard(() => {
    months.replaceChildren(...board.months.map(({ month }) => new Option(monthName(month), month)));
    months.value = board.month;
  });
}

export async function open() {
  await learnAgain();
  showPage("sums");
  drawNext();
  await draw();
}

export const reread = async () => {
  await learnBoard();
  await draw();
};

export const focus = () => byId("sums-table").querySelector("button")?.focus();

/** @type {import("./pages.js").Shortcuts} */
export const shortcuts = {
  "Ctrl+o": () => void takeIn(),
  "Ctrl+e": () => void files.exportWorkbook(),
  "Ctrl+p": () => void files.print(),
  "Ctrl+enter": ({ repeat }) => repeat || void nextStep(),
};

async function draw() {
  const lines = await backend.sums(board.month);
  setText(document, "#sums-title", `${monthName(board.month)} ${form.title}${board.closed ? "" : "（还没有关账）"}`);
  const { number, content, month, total } = form.columns;
  const table = tableOf([number, content, "单位", month, total, "几个单位"], [3, 4], lines.map(sumLine));
  byId("sums-table").replaceChildren(table);
  if (inHand !== null) await drawUnits(inHand);
}

/** @param {SumLine} line */
function sumLine({ figure, code, name: called, unit, month, total, units, expected, missing, returned, now }) {
  const sum = element("button", { type: "button", title: `看各单位报的${called}`, onclick: () => void telling(() => drawUnits(figure)) }, month ?? "—");
  sum.setAttribute("aria-label", `${called} ${month ?? "没有数"}，看各单位报的`);
  const ofWhom = coverage(units, expected, lacking({ missing, returned }));
  const covered = now === null ? ofWhom : element("div", null, ofWhom, element("p", null, now.words));
  const row = rowOf([code, called, unit, expected === 0 ? "" : sum, total ?? "", covered], [3, 4]);
  row.dataset.figure = figure;
  return row;
}

/**
 * Of how many units a sum is; those it lacks are told by the pointer, and by a press.
 * @param {number} units
 * @param {number} expected
 * @param {string[]} missing
 */
function coverage(units, expected, missing) {
  if (expected === 0) return "";
  if (missing.length === 0) return `${units}/${expected}`;
  const names = `缺：${missing.join("、")}`;
  return element("details", { className: "gap", title: names }, element("summary", null, `${units}/${expected}`), element("p", null, names));
}

/** @param {string} figure */
async function drawUnits(figure) {
  inHand = figure;
  const { name: called, unit, month, lines } = await backend.contributions(board.month, figure);
  if (!isShown(name)) return;
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#sums-table tr[data-figure]"))) {
    if (row.dataset.figure === figure) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  const place = byId("sums-units");
  place.hidden = false;
  place.replaceChildren(
    element("h3", null, `${called}：${month ?? "没有数"}${month ? ` ${unit}` : ""}`),
    element("section", { id: "sums-trend", ariaLabel: "各个月的数" }),
    tableOf(["填报单位", form.columns.month, "占比", "上月", form.columns.total, "在哪一格"], [1, 2, 3, 4], lines.map((line) => contribution(figure, line))),
  );
  await drawTrend(figure, null);
}

/**
 * @param {string} figure
 * @param {ContributionLine} line
 */
function contribution(figure, { member, name: called, month, total, last_month: last, share, report, lacks, file, cell, total_cell: totalCell }) {
  const place = cell || totalCell;
  const source = report === null ? lacks : element("button", { type: "button", title: `看“${file}”`, onclick: () => void showSource(report, place) }, place || "看原表");
  if (typeof source !== "string") source.setAttribute("aria-label", `${called}的数在 ${place || "原表"}，看“${file}”`);
  const unit = element("button", { type: "button", className: "link", title: `看${called}各个月报的`, onclick: () => void telling(() => drawTrend(figure, member)) }, called);
  return rowOf([unit, month ?? "—", share, last ?? "", total ?? "", source], [1, 2, 3, 4]);
}

/**
 * @param {(string | Node)[]} contents
 * @param {number[]} amounts the columns that stand at the right
 */
const rowOf = (contents, amounts) => element("tr", null, ...contents.map((content, column) =>
  element("td", { className: amounts.includes(column) ? "amount" : "" }, content)));

/**
 * @param {string[]} headings
 * @param {number[]} amounts
 * @param {HTMLTableRowElement[]} rows
 */
function tableOf(headings, amounts, rows) {
  const head = headings.map((heading, column) => element("th", { scope: "col", className: amounts.includes(column) ? "amount" : "" }, heading));
  return element("table", null, element("thead", null, element("tr", null, ...head)), element("tbody", null, ...rows));
}

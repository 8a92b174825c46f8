// The panel next to the form: the history of the figure in hand, and the findings of the checks.

import * as backend from "./backend.js";
import { differencesInWords } from "./differences.js";
import { jumpTo, openOpening } from "./jumps.js";
import * as month from "./month.js";
import { byId, element, find, setText } from "./page.js";
import { figureOf, inputOf, isLocked } from "./paper.js";
import { explain } from "./records.js";
import { isCollating } from "./sides.js";
import { codeOf, figureInHand, isLooking, listen, numbered, rowsOfForm, takeInHand, withUnit } from "./state.js";
import { awaitsTerm, termsOf } from "./sums.js";
import { TrendChart } from "./trend.js";

/** @import { Check, Entry, Figure, Row, Sheet, Trace } from "./types" */

/** @type {Map<string, { figure: Figure, row: Row }>} */
const figures = new Map();
/** The data from which the list of findings was drawn; the list is drawn again only if it changes. */
let checked = "";
/** How often a figure was asked for; only the last answer is shown. */
let asked = 0;
/** The open question; there is only one at a time. @type {Promise<unknown>} */
let asking = Promise.resolve();

/** Reads the names of the figures, and follows the cell in hand. */
export function preparePanel() {
  for (const row of rowsOfForm()) {
    for (const figure of row.figures) figures.set(figure.id, { figure, row });
  }
  const paper = byId("paper");
  paper.addEventListener("focusin", ({ target }) => {
    const sheet = month.currentSheet();
    if (sheet && target instanceof HTMLInputElement && figureOf(target)) void showFigure(sheet, figureOf(target));
  });
  // Before the cell that is left is saved, so that the answer already contains the next figure's history.
  paper.addEventListener("focusout", ({ relatedTarget }) => {
    const next = relatedTarget instanceof HTMLInputElement ? figureOf(relatedTarget) : "";
    if (next) takeInHand(next);
  }, true);
  listen("month", (trace) => {
    const sheet = month.currentSheet();
    if (!sheet) return;
    showChecks(sheet);
    const figure = figureInHand();
    if (figure) void showFigure(sheet, figure, trace);
  });
}

/**
 * Shows one figure: the parts of its total, and its history.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {Trace | null} [answered] its history, if it is known already
 */
async function showFigure(sheet, id, answered) {
  const known = figures.get(id);
  const cell = sheet.cells[id];
  if (!known || !cell) return;
  const { figure, row } = known;
  const panel = byId("figure-panel");
  panel.hidden = false;
  setText(panel, "#figure-name", numbered(row, withUnit(figure.name, figure.unit)));
  takeInHand(id);
  const { total, month: entry } = cell;
  const amount = entry.state === "value" ? entry.amount : "未填";
  const carried = total.opening_missing ? "（缺期初累计）" : "";
  const terms = figure.scope === "none" ? [`本月 ${amount}（不累计）`] : [
    `上月止 ${total.before ?? "无"}${carried}`,
    `＋ 本月 ${amount}`,
    total.adjustment ? signed(total.adjustment.amount) : null,
    `＝ 本月止 ${total.amount ?? "无"}`,
  ];
  setText(document, "#panel-sum", `${numbered(row, figure.name)}：${terms.filter(Boolean).join(" ")}`);
  byId("arithmetic").replaceChildren(...terms.flatMap((term) => (term === null ? [] : [piece(term), " "])));
  const sum = termsOf(entry);
  setText(panel, "#typed-sum", sum ? `本月 ${amount} ＝ ${sum}` : "");
  setText(panel, "#adjustment-reason", total.adjustment ? `调整的原因：${total.adjustment.reason}` : "");

  asked += 1;
  const mine = asked;
  if (answered?.figure === id) {
    drawTrace(answered, figure, entry);
    return;
  }
  // An open question about the month also brings the history of the figure in hand.
  await month.settled();
  // Figures that were passed meanwhile are not asked for.
  await asking;
  if (mine !== asked) return;
  const answer = backend.trace(sheet.month, id);
  asking = answer.catch(() => undefined);
  const trace = await answer;
  // Skipped if another figure or a newer text was shown meanwhile.
  if (mine === asked) drawTrace(trace, figure, entry);
}

/**
 * @param {Trace} trace
 * @param {Figure} figure
 * @param {Entry} inHand the entry of the shown month, which may be unsaved, or of an old revision
 */
function drawTrace(trace, figure, inHand) {
  const panel = byId("figure-panel");
  setText(panel, "#last-month", trace.last_month ?? "—");
  setText(panel, "#last-year", trace.last_year ?? "—");
  const points = trace.months.map((point) => ({
    label: `${Number(point.month.slice(5))}月`,
    text: point.entry.state === "value" ? point.entry.amount : null,
  }));
  const last = points.at(-1);
  if (last) last.text = inHand.state === "value" ? inHand.amount : null;
  const trend = find(panel, "#trend", TrendChart);
  // One or two months show no trend yet.
  trend.hidden = points.filter(({ text }) => text !== null).length < 3;
  trend.draw(points, figure.unit);
}

/**
 * An adjustment as a term of the sum.
 * @param {string} amount
 */
function signed(amount) {
  return amount.startsWith("-") ? `－ 调整 ${amount.slice(1)}` : `＋ 调整 ${amount}`;
}

/**
 * A part of a line that must not be broken.
 * @param {string} text
 */
const piece = (text) => element("span", null, text);

/**
 * Lists the findings of the checks; all blanks share one line, or they would hide the rest.
 * @param {Sheet} sheet
 */
function showChecks(sheet) {
  const about = JSON.stringify([sheet.month, sheet.checks, sheet.differences.length, sheet.state, isLooking()]);
  if (about === checked) return;
  checked = about;
  const findings = sheet.checks.filter((check) => check.level !== "blank");
  const blanks = sheet.checks.filter((check) => check.level === "blank");
  const items = findings.map((check) => withExplanation(item(sheet, check, sentenceIn(check, sheet)), check, isLocked(sheet) || isLooking()));
  const differs = isLocked(sheet) && sheet.differences.length ? `${differencesInWords(sheet.differences)}与报出的不一致` : "";
  if (differs) items.unshift(item(sheet, null, `${differs}，见表中“现为”`));
  const [first] = blanks;
  if (first) items.push(item(sheet, first, isCollating() ? `${blanks.length} 项没有单位报` : `还有 ${blanks.length} 项没有填`));
  const nothing = sheet.no_data ? "这个月标为当月无数据" : "没有发现问题";
  if (items.length === 0) items.push(item(sheet, null, nothing));
  setText(document, "#panel-checks", inOneLine(findings, differs, blanks.length) || nothing);
  byId("panel-checks").classList.toggle("late", findings.some((check) => check.level === "error"));
  byId("checks").replaceChildren(...items);
}

/**
 * The findings in one line, for the folded panel.
 * @param {Check[]} findings
 * @param {string} differs
 * @param {number} blanks
 */
function inOneLine(findings, differs, blanks) {
  const count = (/** @type {number} */ number, /** @type {string} */ what) => (number ? `${number} ${what}` : "");
  return [
    count(findings.filter(({ level }) => level === "error").length, "处要改"),
    count(findings.filter(({ level }) => level === "warning").length, "条提醒"),
    differs,
    count(blanks, isCollating() ? "项没有单位报" : "项没有填"),
  ].filter(Boolean).join("，");
}

/**
 * A text that is not a number has its explanation in its own row; here it is only named.
 * @param {Check} check
 * @param {Sheet} sheet
 */
function sentenceIn({ code, figure, sentence }, sheet) {
  const known = figure ? figures.get(figure) : undefined;
  const unreadable = code === "unreadable" && figure && sheet.cells[figure]?.month.state === "unreadable";
  if (!known || !unreadable) return sentence;
  const place = `${codeOf(known.row) ? `第 ${codeOf(known.row)} 行` : ""}“${known.figure.name}”`;
  const input = inputOf(figure);
  return input && awaitsTerm(input) ? `${place}的算式还没有写完` : `${place}要改，原因写在那一行`;
}

/**
 * Adds a button to answer a warning in writing, or the answer.
 * @param {HTMLLIElement} line
 * @param {Check} check
 * @param {boolean} locked
 */
function withExplanation(line, check, locked) {
  if (check.level !== "warning") return line;
  if (check.explanation) {
    line.append(element("p", null, `已说明：${check.explanation}`));
  }
  if (check.code === "opening_missing" && !isLooking()) {
    line.append(element("button", { type: "button", className: "explain go-fill", onclick: () => void openOpening() }, "去填"));
  }
  if (!locked) {
    const label = check.explanation ? "修改说明" : "数没有错，写明原因";
    line.append(element("button", { type: "button", className: "explain", onclick: () => void explain(check) }, label));
  }
  return line;
}

/**
 * @param {Sheet} sheet
 * @param {Check | null} check
 * @param {string} sentence
 */
function item(sheet, check, sentence) {
  const jump = check && jumpTo(sheet, check);
  const said = jump ? element("button", { type: "button", onclick: () => void jump() }, sentence) : sentence;
  return element("li", { className: check?.level ?? "" }, said);
}

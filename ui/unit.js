// The unit's particulars in the settings: every field is saved separately, like a cell.

import * as backend from "./backend.js";
import { fieldsOf } from "./field-saving.js";
import { monthBefore, monthName, monthsOf } from "./months.js";
import { ask, telling } from "./messages.js";
import { byId, copyOf, element, find, setText } from "./page.js";
import { reread as showOpening } from "./opening.js";
import { isCollating } from "./sides.js";
import { form, isShown, lastMonth, learn, listen, named, notice, overview, rowsOfForm } from "./state.js";

/** @import { Unit } from "./types" */

const NAMES = /** @type {const} */ (["name", "kind", "person", "phone", "first_month", "restart_each_year"]);

/** Those of an office that takes in the reports of others: the rest follows from what its units report. */
const OF_OFFICE = ["name", "person", "phone"];

const names = () => (isCollating() ? OF_OFFICE : [...NAMES]);

/** The names of the fields: those that the form has itself are called as there. @returns {Record<string, string>} */
const labels = () => ({
  name: named("unit"),
  kind: "单位类别",
  person: named("person"),
  phone: named("phone"),
  first_month: "已经报过哪些月",
  restart_each_year: "每年重新计算累计",
});

/** The saved particulars. @type {Unit | null} */
let recorded = null;
/** The values on which the shown opening balance depends. */
let openingOf = "";
/** @type {ReturnType<typeof fieldsOf>} */
let fields;

export function prepareUnit() {
  listen("overview", follow);
  const settings = byId("settings");
  settings.append(copyOf("settings-fields"));
  find(settings, "[data-unit-fields]", HTMLElement).replaceWith(unitFields());
  if (isCollating()) keepFieldsOfOffice(settings);
  fields = fieldsOf(settings, {
    store,
    recorded: (name) => String(recorded?.[/** @type {keyof Unit} */ (name)] ?? ""),
    called: (name) => labels()[name] ?? name,
    givenUp: () => void telling(async () => fields.show(names())),
    questions: { kind: askForKind, first_month: askForFirstMonth, restart_each_year: askForRestart },
  });
}

/** @param {HTMLElement} settings */
function keepFieldsOfOffice(settings) {
  for (const field of settings.querySelectorAll(".field")) {
    const input = field.querySelector("[name]");
    if (!input || !OF_OFFICE.includes(input.getAttribute("name") ?? "")) field.remove();
    // Whom to call may be said later.
    else if (input.getAttribute("name") !== "name") input.removeAttribute("required");
  }
  setText(settings, ".hint", "印在上报的表上，写在报送的邮件里。改了就自动保存；已经关账的表照关账时的样子，要改写，先重新打开那个月再关账。");
}

/** The fields that are also asked at the first start. */
export function unitFields() {
  const fields = copyOf("unit-fields");
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (fields.querySelectorAll("[data-label]"))) {
    label.textContent = labels()[label.dataset.label ?? ""] ?? "";
  }
  const first = form.campaign.first_month;
  const last = lastMonth();
  let before = "";
  const options = monthsOf(first, last).map((month) => {
    const reported = before === first ? monthName(first) : `${monthName(first)}至${shortAfter(first, before)}`;
    const option = new Option(before ? `报过${reported}，从${shortAfter(before, month)}填起` : `还没有报过，从${monthName(month)}填起`, month);
    before = month;
    return option;
  });
  find(fields, "select", HTMLSelectElement).append(...options);
  const problem = find(fields, "fieldset .problem", HTMLElement);
  for (const kind of notice.kinds) {
    // Where there is only one, there is nothing to choose.
    const choice = element("input", { type: "radio", name: "kind", value: kind.id, required: true, defaultChecked: notice.kinds.length === 1 });
    problem.before(element("label", null, choice, ` ${kind.full_name || kind.name}`));
  }
  return fields;
}

/**
 * A month after another one: 3月, or with its year if that is different.
 * @param {string} first
 * @param {string} month
 */
const shortAfter = (first, month) => (month.slice(0, 4) === first.slice(0, 4) ? `${Number(month.slice(5))}月` : monthName(month));

const LATER = "没有定稿的月份，累计马上重新计算；已经定稿、报送的表不变，和现在不一致的会列出来做更正。";

/**
 * Asks before a change that affects every total.
 * @param {string} name
 * @param {string} before
 * @param {string} after
 * @param {string[]} sentences the effects of the change
 */
const askToChange = (name, before, after, ...sentences) =>
  ask(`“${labels()[name]}”由“${before}”改成“${after}”？${sentences.join("")}`, "改", "不改", { loses: true });

/**
 * The rows that a kind of units leaves empty, by their places in the form.
 * @param {string} kind
 */
const leftBlankBy = (kind) => [...rowsOfForm().entries()].filter(([, row]) => row.left_blank_by.includes(kind)).map(([at]) => at);

/** What each kind of units leaves empty, those alike together: 镇乡、街道不填第 10 至 12 项. */
export function leftBlankInWords() {
  /** @type {Map<string, string[]>} */
  const alike = new Map();
  for (const kind of notice.kinds) {
    const rows = leftBlankBy(kind.id);
    if (rows.length > 0) alike.set(rowsInWords(rows), [...(alike.get(rowsInWords(rows)) ?? []), kind.name]);
  }
  return [...alike].map(([rows, kinds]) => `${kinds.join("、")}不填${rows}`);
}

/**
 * Rows by the numbers that the form prints, a run of them as one: 第 10 至 12 项; by their words where there is none.
 * @param {number[]} rows their places in the form
 */
function rowsInWords(rows) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === row) last[1] = row;
    else runs.push([row, row]);
  }
  const all = rowsOfForm();
  const called = (/** @type {number} */ at) => all[at]?.code ?? String(all[at]?.number ?? "");
  if (rows.some((at) => called(at) === "")) return rows.map((at) => `“${all[at]?.content ?? ""}”`).join("、");
  return `第 ${runs.map(([first, last]) => (first === last ? called(first) : `${called(first)} 至 ${called(last)}`)).join("、")} 项`;
}

/** @param {string} kind */
function askForKind(kind) {
  const called = (/** @type {string | undefined} */ one) => find(byId("settings"), `[name=kind][value="${one}"]`, Element).parentElement?.textContent?.trim() ?? "";
  const change = (/** @type {string[]} */ ...sentences) => askToChange("kind", called(recorded?.kind), called(kind), ...sentences);
  const more = leftBlankBy(recorded?.kind ?? "").filter((row) => !leftBlankBy(kind).includes(row));
  const fewer = leftBlankBy(kind).filter((row) => !leftBlankBy(recorded?.kind ?? "").includes(row));
  const effects = [
    more.length > 0 ? `${rowsInWords(more)}也要填，以前的月份也一样。` : "",
    fewer.length > 0 ? `${rowsInWords(fewer)}不再填，填过的数不印出来，也不算进累计（数还在，改回来就有）。` : "",
  ].filter(Boolean);
  return effects.length > 0 ? change(...effects, LATER) : change("要填的项目和各月的累计都不变。");
}

/** @param {string} first */
async function askForFirstMonth(first) {
  const before = recorded?.first_month ?? first;
  const { entries } = await backend.opening();
  const filled = Object.values(entries).filter(({ state }) => state === "value" || state === "unreadable").length;
  const through = first === form.campaign.first_month ? "一个月也没有报过的，请清空或改过来" : "请照那时的累计数改";
  const sentences = [
    filled ? `已填的 ${filled} 项期初累计，以后算作截至${monthName(monthBefore(first))}底的，${through}。` : "",
    first < before ? `${monthsOf(first, monthBefore(before)).map(monthName).join("、")}要补填，没有填的累计里缺。` : "",
  ];
  const option = (/** @type {string} */ month) => find(byId("settings"), `[name=first_month] [value="${month}"]`, HTMLOptionElement).text;
  return askToChange("first_month", option(before), option(first), ...sentences, LATER);
}

/** @param {string} restart */
function askForRestart(restart) {
  return restart === "true"
    ? askToChange("restart_each_year", "不勾选", "勾选", "每年 1 月起，所有项目的累计都从头算，不再加上年的数。", LATER)
    : askToChange("restart_each_year", "勾选", "不勾选", "每年 1 月起，累计接着上年的数往下加。", LATER);
}

/**
 * Saves one field together with the saved values of the others; their unsaved values are left out.
 * @param {string} name
 * @param {string} value
 */
async function store(name, value) {
  const { unit } = await backend.overview();
  if (!unit) return;
  const changed = { ...unit, [name]: name === "restart_each_year" ? value === "true" : value };
  await backend.setUnit(changed);
  recorded = changed;
  // The field is saved, even if reading the overview fails.
  await telling(learn);
}

/** Fills the settings with the saved values. */
export async function showSettings() {
  recorded = overview.unit;
  openingOf = dependsOn(recorded);
  fields.show(names());
  if (!isCollating()) await showOpening();
}

/** Updates the fields after the unit was saved, restored by undo, or changed by another program. */
async function follow() {
  recorded = overview.unit;
  if (!isShown("settings")) return;
  fields.show(names());
  // The opening balance and the reports depend on the kind, the first month and the way totals are counted.
  if (openingOf !== dependsOn(recorded)) await showSettings();
}

/** @param {Unit | null} unit */
const dependsOn = (unit) => JSON.stringify([unit?.kind, unit?.first_month, unit?.restart_each_year]);

export const save = () => fields.save();
export const giveUp = () => fields.giveUp();
export const left = () => fields.left();
export const goToLeft = () => fields.goToLeft();

// Data that several parts of the page use, and notifications when it has changed.

import * as backend from "./backend.js";
import { byId } from "./page.js";
import { selectTab } from "./tabs.js";

/** @import { Form, NoticeView, Overview, ProjectForm, Row, Trace } from "./types" */

/** The form that is filled in. @type {Form} */
export let form;
/** The form of the project list; only where the notice asks for one. @type {ProjectForm} */
export let projectForm;
/** The notice of the form. @type {NoticeView} */
export let notice;
/** The overview that is drawn around every page, as it was last received. @type {Overview} */
export let overview;

/** Reads the forms, which never change while the page is open; nothing is drawn before. */
export async function readForms() {
  const [monthly, list, its] = await Promise.all([backend.form(), backend.projectForm(), backend.notice()]);
  form = monthly;
  notice = its;
  if (list) projectForm = list;
}

/** The names of the fields around a table that a form need not have. */
const USUAL_NAMES = { unit: "单位名称", date: "报表日期", person: "经办人", phone: "电话" };

/**
 * How the form calls one of its fields, without the colon and what stands in brackets.
 * @param {keyof typeof USUAL_NAMES} is
 */
export function named(is) {
  const label = form.header.concat(form.footer).find((field) => field.is === is)?.label ?? "";
  return label.replace(/（[^）]*）|[：:\s]/g, "") || USUAL_NAMES[is];
}

/** Whether the notice asks for a list of projects. */
export const hasList = () => projectForm !== undefined;

/**
 * What stands in the column of a row's number; empty where the form prints nothing there.
 * @param {Row} row
 */
export const codeOf = ({ code, number }) => code ?? String(number);

/**
 * The row before the name of something in it; nothing where it has no printed number.
 * @param {Row} row
 */
export const rowInWords = (row) => (codeOf(row) ? `第${codeOf(row)}行 ` : "");

/**
 * A name behind the printed number of its row, if there is one.
 * @param {Row} row
 * @param {string} called
 */
export const numbered = (row, called) => (codeOf(row) ? `${codeOf(row)}．${called}` : called);

/**
 * The same for a row of which only the inner number is known.
 * @param {number} number
 * @param {string} called
 */
export function numberedIn(number, called) {
  const row = rowsOfForm().find((one) => one.number === number);
  return row ? numbered(row, called) : `${number}．${called}`;
}

/**
 * A name with its unit, if it has one.
 * @param {string} name
 * @param {string} unit
 */
export const withUnit = (name, unit) => (unit ? `${name}（${unit}）` : name);

/** Every row of the form, in order. @returns {Row[]} */
export const rowsOfForm = () => form.tables.flatMap((table) => table.sections).flatMap((section) => section.rows);

/** The last month that can be chosen: that of the campaign, or, while it has no end, the last one shown. */
export const lastMonth = () => form.campaign.last_month ?? overview?.months.at(-1)?.month ?? form.campaign.first_month;

/**
 * Data that is drawn in several places: the overview, the shown month, the list of projects; and all data together, when
 * it was replaced by other data.
 * @typedef {"overview" | "month" | "projects" | "data"} Subject
 */

/** @type {Record<Subject, ((trace?: Trace | null) => unknown)[]>} */
const listeners = { overview: [], month: [], projects: [], data: [] };

/**
 * @param {Subject} what
 * @param {(trace?: Trace | null) => unknown} run
 */
export const listen = (what, run) => void listeners[what].push(run);

/**
 * Notifies all listeners that data has changed.
 * @param {Subject} what
 * @param {Trace | null} [trace] the history of the figure in hand, if it came with the month
 */
export const changed = (what, trace) => Promise.all(listeners[what].map((run) => run(trace)));

/**
 * Takes over a new overview.
 * @param {Overview} [answered] the overview; without it, it is read from the program
 */
export async function learn(answered) {
  overview = answered ?? (await backend.overview());
  await changed("overview");
}

/** Whether the shown data may only be looked at. */
export const isLooking = () => overview !== undefined && overview.looking !== null;

/**
 * Shows one page; pages without a tab are shown without the line at the top.
 * @param {"form" | "to-do" | "projects" | "summary" | "matrix" | "history" | "settings" | "begin" | "blank-form" | "board" | "sums" | "register" | "clerk-begin" | "failed"} name
 */
export function showPage(name) {
  document.body.dataset.page = name;
  for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#pages > *"))) page.hidden = page.id !== `page-${name}`;
  byId("top").hidden = !selectTab(`page-${name}`);
}

/** @param {string} name */
export const isShown = (name) => document.body.dataset.page === name;

/** Whether a page about all units is shown: the line at the top is then the board's. */
export const isOfAllUnits = () => isShown("board") || isShown("sums");

/** The figure in hand, if one is. */
export const figureInHand = () => byId("figure-panel").dataset.figure ?? null;

/**
 * Makes a figure the one in hand: later questions are about it.
 * @param {string} id
 */
export function takeInHand(id) {
  byId("figure-panel").dataset.figure = id;
}

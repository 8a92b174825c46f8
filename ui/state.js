// What several parts of the page show and know, and who listens when that has changed.

import * as backend from "./backend.js";
import { byId } from "./page.js";
import { selectTab } from "./tabs.js";

/** @import { Form, Overview, ProjectForm, Trace } from "./types" */

/** The form that is filled in. @type {Form} */
export let form;
/** The form of the project list. @type {ProjectForm} */
export let projectForm;
/** What stands around every page, as it was last answered. @type {Overview} */
export let overview;

/** Reads what stays the same for as long as the program runs; nothing is drawn before. */
export async function readForms() {
  [form, projectForm] = await Promise.all([backend.form(), backend.projectForm()]);
}

/**
 * What is drawn in several places: what stands around every page, the month on the desk, the list of projects, and all of
 * it, where other data have come in the place of those that were open.
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
 * Something is another by now: whoever draws from it does so at once.
 * @param {Subject} what
 * @param {Trace | null} [trace] how the figure in hand went before, where that came with the month
 */
export const changed = (what, trace) => Promise.all(listeners[what].map((run) => run(trace)));

/**
 * Learns what stands around every page.
 * @param {Overview} [answered] without it, it is read anew
 */
export async function learn(answered) {
  overview = answered ?? (await backend.overview());
  await changed("overview");
}

/** Whether what is on the desk may only be looked at. */
export const isLooking = () => overview !== undefined && overview.looking !== null;

/**
 * Shows one page; those that have no tab stand alone, without the line at the top.
 * @param {"form" | "projects" | "summary" | "matrix" | "history" | "settings" | "begin" | "failed"} name
 */
export function showPage(name) {
  document.body.dataset.page = name;
  for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#pages > *"))) page.hidden = page.id !== `page-${name}`;
  byId("top").hidden = !selectTab(`page-${name}`);
}

/** @param {string} name */
export const isShown = (name) => document.body.dataset.page === name;

/** The figure in hand, if one is. */
export const figureInHand = () => byId("figure-panel").dataset.figure ?? null;

/**
 * A figure comes to hand: what is asked next is asked for it.
 * @param {string} id
 */
export function takeInHand(id) {
  byId("figure-panel").dataset.figure = id;
}

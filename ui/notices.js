// Which form is in hand: the button above the months with the list of all forms, and 待办, what is due in any of them. All
// of the page is drawn from the form in hand, so it is loaded anew after another one was taken.

import * as backend from "./backend.js";
import { listUnder } from "./button-list.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, element, find } from "./page.js";
import { go } from "./pages.js";
import { isShown, listen, overview, showPage } from "./state.js";

/** @import { FormChoice, ToDo } from "./types" */

const { show, close, listenToList } = listUnder("form-in-hand", "form-list");

export const closeList = close;

/** @type {FormChoice[]} */
let choices = [];

export const name = "to-do";

/** Where a message waits until the page is loaded anew. */
const AFTER_LOADING = "after-loading";

/**
 * What is told once the page was loaded anew, the page that it leads to, and the figure to go to before.
 * @typedef {{ sentence: string, label?: string, page?: string, figure?: string }} AfterLoading
 */

/**
 * Takes a form in hand and loads the page anew. What was typed is saved before, or the form is not changed.
 * @param {string} key
 * @param {string} [month] the month to open then
 * @param {AfterLoading} [after]
 */
export async function takeFormInHand(key, month = "", after) {
  await backend.chooseForm(key);
  if (after) sessionStorage.setItem(AFTER_LOADING, JSON.stringify(after));
  location.hash = month;
  location.reload();
}

/**
 * Takes the first form of a notice in hand.
 * @param {string} id
 */
export async function takeNoticeInHand(id) {
  const forms = await backend.formChoices();
  const form = forms.find(({ notice }) => notice === id);
  if (form) await takeFormInHand(form.key);
}

/** Tells what was to be told after the page was loaded anew. */
export async function tellAfterLoading() {
  const kept = sessionStorage.getItem(AFTER_LOADING);
  sessionStorage.removeItem(AFTER_LOADING);
  if (kept === null) return;
  /** @type {AfterLoading} */
  const { sentence, label = "", page = "", figure = "" } = JSON.parse(kept);
  if (figure && isShown("form")) await go("form", { figure });
  tell(sentence, { actions: label ? [{ label, run: () => go(page) }] : [], passing: false });
}

/** The month that the page was loaded for, once. */
export function monthWanted() {
  const month = location.hash.slice(1);
  if (month) history.replaceState(null, "", location.pathname);
  return overview.months.find((one) => one.month === month)?.month;
}

/** Reads which forms there are, and draws the button and the list; both are there only where there is a choice. */
export async function prepareNotices() {
  listenToList(() => telling(openList));
  listen("data", learnChoices);
  await telling(learnChoices);
}

async function learnChoices() {
  choices = await backend.formChoices();
  drawButton();
}

function drawButton() {
  const several = choices.length > 1;
  byId("form-choice").hidden = !several;
  buttonOf("tab-to-do").hidden = !several;
  byId("form-keys").hidden = !several;
  const inHand = choices.find((choice) => choice.in_hand);
  if (inHand) buttonOf("form-in-hand").replaceChildren(...wordsOf(inHand));
  const isLate = choices.some((choice) => choice.late && !choice.in_hand);
  buttonOf("form-in-hand").append(...(isLate ? [element("small", { className: "late" }, "别的表有逾期")] : []));
}

/** @param {FormChoice} choice */
const wordsOf = ({ name: called, mark }) => [element("span", { className: "called" }, called), element("small", null, mark)];

async function openList() {
  await learnChoices();
  byId("form-list").replaceChildren(...choices.map(item));
  show(true);
  const inHand = byId("form-list").querySelector("[aria-current]");
  if (inHand instanceof HTMLElement) inHand.focus();
}

/**
 * @param {FormChoice} choice
 * @param {number} at
 */
function item(choice, at) {
  const state = choice.late ? element("small", { className: "late" }, "逾期") : choice.begun ? null : element("small", null, "还没有登记");
  const key = at < 9 ? element("kbd", null, `Ctrl+${at + 1}`) : null;
  const made = element("button", { type: "button", title: `${choice.title}，${choice.number}，${choice.span}` }, ...wordsOf(choice), ...[state, key].filter((part) => part !== null));
  if (choice.in_hand) made.setAttribute("aria-current", "true");
  made.addEventListener("click", () => void telling(() => choose(choice)));
  return made;
}

/** @param {FormChoice} choice */
async function choose(choice) {
  close();
  if (!choice.in_hand) await takeFormInHand(choice.key);
}

/**
 * Takes the form with a number in the list in hand, for Ctrl+1 to Ctrl+9; false if there is none.
 * @param {number} number
 */
export function chooseByNumber(number) {
  const choice = choices.length > 1 ? choices[number - 1] : undefined;
  if (!choice) return false;
  void telling(() => choose(choice));
  return true;
}

/** Reads and shows 待办. */
export async function open() {
  await reread();
  showPage("to-do");
}

/** Reads 待办 again, after a change elsewhere. */
export async function reread() {
  const due = await backend.toDo();
  byId("to-do-none").hidden = due.length > 0;
  find(document, "#to-do-table", HTMLTableElement).hidden = due.length === 0;
  byId("to-do-rows").replaceChildren(...due.map(row));
}

/** Puts the cursor where one goes on. */
export const focus = () => find(document, "#to-do-rows button", HTMLButtonElement).focus();

/** @param {ToDo} due */
function row({ key, name: called, what, sentence, late, month }) {
  const button = element("button", { type: "button" }, what);
  button.addEventListener("click", () => {
    const here = key === choices.find((choice) => choice.in_hand)?.key;
    void (here ? go("form", month ? { month } : undefined) : telling(() => takeFormInHand(key, month ?? "")));
  });
  const line = element("tr", { className: late ? "late" : "" }, element("td", null, called), element("td", null, button), element("td", null, sentence));
  return line;
}

// What the program tells in passing, and what it asks before going on.

import { sentenceOf } from "./backend.js";
import { buttonOf, byId, copyOf, element, find, setText } from "./page.js";

/** A notice without an action goes by itself after this time; a problem stays until something succeeds. */
const SHOWN_FOR = 6000;

/** @typedef {{ label: string, run: () => unknown }} Action */

/**
 * Tells something below the page, with what can be done about it. It takes the place of what was told before: a
 * problem is of the past as soon as something else was done. A lasting one stays until it is closed, since it is about
 * more than what was done last.
 * @param {string} sentence
 * @param {{ problem?: boolean, action?: Action, actions?: Action[], passing?: boolean, lasting?: boolean, topic?: string }} [more]
 * a passing notice goes by itself, though it has an action; a problem with a topic goes when that is settled
 */
export function tell(sentence, { problem = false, action, actions = action ? [action] : [], passing = actions.length === 0, lasting = false, topic = "" } = {}) {
  const said = notices().find((one) => one.querySelector(".sentence")?.textContent === sentence);
  // To say the same again at every key would be noise, to the ear above all.
  if (said && passing && actions.length) return;
  for (const old of notices()) if (old === said || !("lasting" in old.dataset)) old.remove();
  const notice = find(copyOf("notice"), ".notice", HTMLElement);
  notice.classList.toggle("problem-notice", problem);
  notice.dataset.topic = topic;
  if (lasting) notice.dataset.lasting = "";
  setText(notice, ".sentence", sentence);
  const close = find(notice, ".close", HTMLButtonElement);
  close.addEventListener("click", () => notice.remove());
  for (const { label, run } of actions) {
    const act = element("button", { type: "button", className: "act", onclick: () => void run() }, label);
    if (passing || problem) act.addEventListener("click", () => notice.remove());
    close.before(act);
  }
  byId("notices").append(notice);
  if (!problem && passing) setTimeout(() => notice.remove(), SHOWN_FOR);
}

const notices = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#notices .notice"))];

/**
 * Says why nothing can be changed, and what to press instead.
 * @param {string} sentence
 * @param {string} button the button that helps
 */
export function refuse(sentence, button) {
  const remedy = buttonOf(button);
  tell(sentence, { action: { label: remedy.textContent, run: () => remedy.click() }, passing: true });
}

/** Where data are only looked at, in every table. */
export const tellLooking = () => refuse("现在只是查看，不能改。要改自己的数据，请先点“结束查看”", "end-looking");

/** Takes the notices away: what they said is of the past. */
export function clearNotices() {
  for (const notice of notices()) if (!("lasting" in notice.dataset)) notice.remove();
}

/**
 * Something has succeeded: what was refused before of its kind is of the past.
 * @param {string} topic
 */
export function settle(topic) {
  for (const notice of notices()) if (notice.dataset.topic === topic) notice.remove();
}

/**
 * Runs something and tells what it refused.
 * @param {() => Promise<unknown>} work
 * @param {string} [topic] what kind of thing it is: the next one that succeeds takes the refusal away
 */
export async function telling(work, topic = "") {
  try {
    await work();
    if (topic) settle(topic);
  } catch (thrown) {
    tell(sentenceOf(thrown), { problem: true, topic });
  }
}

/**
 * Closes a dialog, and waits until whoever opened it has heard of it.
 * @param {HTMLDialogElement} dialog
 */
function closed(dialog) {
  const gone = new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.close("no");
  return gone;
}

/**
 * Asks before going on. Esc means no.
 * @param {string} sentence
 * @param {string} yes
 * @param {string} no
 * @param {{ loses?: boolean }} [more] where yes gives something up, Enter does not mean it
 * @returns {Promise<boolean>}
 */
export async function ask(sentence, yes, no, { loses = false } = {}) {
  const dialog = find(document, "#ask", HTMLDialogElement);
  // A question that nobody has answered gives way to the newer one: the window may be closed over it.
  if (dialog.open) await closed(dialog);
  setText(dialog, "#ask-sentence", sentence);
  buttonOf("ask-yes").textContent = yes;
  buttonOf("ask-no").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  buttonOf("ask-yes").classList.toggle("strong", !loses);
  buttonOf("ask-no").classList.toggle("strong", loses);
  buttonOf(loses ? "ask-no" : "ask-yes").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

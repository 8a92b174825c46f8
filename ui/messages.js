// Messages of the program, and questions before going on.

import { sentenceOf } from "./backend.js";
import { buttonOf, byId, copyOf, element, find, setText } from "./page.js";

/** A message without an action disappears after this time; a problem stays until something succeeds. */
const SHOWN_FOR = 6000;

/** @typedef {{ label: string, run: () => unknown }} Action */

/** What should be known before an answer. @typedef {{ sentence: string, isGrave: boolean }} Point */

/**
 * Shows a message below the page, with the actions that it offers. It replaces the previous message: a problem
 * is over as soon as something else was done. A lasting message stays until it is closed, because it is not
 * only about the last action.
 * @param {string} sentence
 * @param {{ problem?: boolean, action?: Action, actions?: Action[], passing?: boolean, lasting?: boolean, topic?: string }} [more]
 * a passing message disappears although it has an action; a problem with a topic disappears when that topic is settled
 */
export function tell(sentence, { problem = false, action, actions = action ? [action] : [], passing = actions.length === 0, lasting = false, topic = "" } = {}) {
  const said = messages().find((one) => one.querySelector(".sentence")?.textContent === sentence);
  // Repeating the same message at every key would be noise, especially in a screen reader.
  if (said && passing && actions.length) return;
  for (const old of messages()) if (old === said || !("lasting" in old.dataset)) old.remove();
  const message = find(copyOf("message"), ".message", HTMLElement);
  message.classList.toggle("problem-message", problem);
  message.dataset.topic = topic;
  if (lasting) message.dataset.lasting = "";
  setText(message, ".sentence", sentence);
  const close = find(message, ".close", HTMLButtonElement);
  close.addEventListener("click", () => message.remove());
  for (const { label, run } of actions) {
    const act = element("button", { type: "button", className: "act", onclick: () => void run() }, label);
    if (passing || problem) act.addEventListener("click", () => message.remove());
    close.before(act);
  }
  byId("messages").style.minHeight = "";
  byId("messages").append(message);
  if (!problem && passing) setTimeout(() => fade(message), SHOWN_FOR);
}

/**
 * Removes a message whose time is over. Its room stays until the next press or key: nothing moves under a hand that is about to press.
 * @param {HTMLElement} message
 */
function fade(message) {
  if (!message.isConnected) return;
  const room = byId("messages");
  room.style.minHeight = `${room.getBoundingClientRect().height}px`;
  message.remove();
  const done = () => { room.style.minHeight = ""; };
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, done, { once: true, capture: true });
}

const messages = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#messages .message"))];

/**
 * Explains why nothing can be changed, and which button helps.
 * @param {string} sentence
 * @param {string} button the button that helps
 */
export function refuse(sentence, button) {
  const remedy = buttonOf(button);
  tell(sentence, { action: { label: remedy.textContent, run: () => remedy.click() }, passing: true });
}

/** Explains in every table that the data is only looked at. */
export const tellLooking = () => refuse("现在只是查看，不能改。要改自己的数据，请先点“结束查看”", "end-looking");

/** Removes the messages, which are about the past. */
export function clearMessages() {
  for (const message of messages()) if (!("lasting" in message.dataset)) message.remove();
  byId("messages").style.minHeight = "";
}

/**
 * After a success, removes an earlier problem with the same topic.
 * @param {string} topic
 */
export function settle(topic) {
  for (const message of messages()) if (message.dataset.topic === topic) message.remove();
}

/**
 * Runs something and shows its refusal.
 * @param {() => Promise<unknown>} work
 * @param {string} [topic] the kind of action: the next success with the same topic removes the problem
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
 * Closes a dialog, and waits until its opener has received the event.
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
 * @param {{ loses?: boolean, points?: Point[] }} [more] whether yes loses something; then Enter does not mean yes. What
 * should be known before, the grave first
 * @returns {Promise<boolean>}
 */
export async function ask(sentence, yes, no, { loses = false, points = [] } = {}) {
  const dialog = find(document, "#ask", HTMLDialogElement);
  // An unanswered question is replaced by the newer one: the window may be closed during it.
  if (dialog.open) await closed(dialog);
  setText(dialog, "#ask-sentence", sentence);
  const list = byId("ask-points");
  list.replaceChildren(...points.map(({ sentence: told, isGrave }) => element("li", { className: isGrave ? "grave" : "" }, told)));
  list.hidden = points.length === 0;
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

// What the program tells in passing, and what it asks before going on.

import { sentenceOf } from "./backend.js";
import { buttonOf, byId, copyOf, find, setText } from "./page.js";

/** A notice without an action goes by itself after this time; a problem stays until it is closed. */
const SHOWN_FOR = 6000;

/**
 * Tells something in the corner, with an action if there is one.
 * @param {string} sentence
 * @param {{ problem?: boolean, action?: { label: string, run: () => void }, passing?: boolean }} [more] a passing
 * notice goes by itself, though it has an action
 */
export function tell(sentence, { problem = false, action, passing = !action } = {}) {
  const notice = find(copyOf("notice"), ".notice", HTMLElement);
  notice.classList.toggle("problem-notice", problem);
  setText(notice, ".sentence", sentence);
  const act = find(notice, ".act", HTMLButtonElement);
  if (action) {
    act.hidden = false;
    act.textContent = action.label;
    act.addEventListener("click", action.run);
    act.addEventListener("click", () => passing && notice.remove());
  }
  find(notice, ".close", HTMLButtonElement).addEventListener("click", () => notice.remove());
  byId("notices").append(notice);
  if (!problem && passing) setTimeout(() => notice.remove(), SHOWN_FOR);
}

/** Takes every notice away: what they said is of the past. */
export function clearNotices() {
  byId("notices").replaceChildren();
}

/**
 * Runs something and tells what it refused.
 * @param {() => Promise<unknown>} work
 */
export async function telling(work) {
  try {
    await work();
  } catch (thrown) {
    tell(sentenceOf(thrown), { problem: true });
  }
}

/**
 * Asks before going on. Esc means no.
 * @param {string} sentence
 * @param {string} yes
 * @param {string} no
 * @returns {Promise<boolean>}
 */
export function ask(sentence, yes, no) {
  const dialog = find(document, "#ask", HTMLDialogElement);
  setText(dialog, "#ask-sentence", sentence);
  buttonOf("ask-yes").textContent = yes;
  buttonOf("ask-no").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  buttonOf("ask-yes").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

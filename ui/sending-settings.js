// How letters are written and how early is told what is due, in the settings.

import * as backend from "./backend.js";
import { tell, telling } from "./notice.js";
import { buttonOf, find, setText } from "./page.js";

/** @import { LetterTemplate, SendingSettings } from "./types" */

/** @type {SendingSettings | null} */
let settings = null;

export function prepareSendingSettings() {
  const letter = formOf("letter-settings");
  letter.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveTemplate(letter);
  });
  buttonOf("letter-usual").addEventListener("click", () => settings && fill(letter, settings.usual_template));
  days().addEventListener("change", () => void telling(async () => {
    settings = await backend.setRemindDays(Number(days().value));
    tell(settings.remind_days ? `以后提前 ${settings.remind_days} 天提醒` : "以后不提醒，左边的月份仍然写着期限");
  }));
}

/** Reads the settings and shows them. */
export async function showSendingSettings() {
  settings = await backend.sendingSettings();
  fill(formOf("letter-settings"), settings.template);
  setText(document, "#letter-placeholders", settings.placeholders.join("、"));
  const counts = Array.from({ length: settings.most_remind_days }, (_, at) => String(at + 1));
  days().replaceChildren(...counts.map((count) => new Option(count, count)), new Option("不提醒", "0"));
  days().value = String(settings.remind_days);
}

/** @param {HTMLFormElement} letter */
async function saveTemplate(letter) {
  const problem = find(letter, ".refused", HTMLElement);
  problem.hidden = true;
  try {
    settings = await backend.setLetterTemplate({ subject: subjectOf(letter).value, text: textOf(letter).value });
    fill(letter, settings.template);
    tell("邮件的写法已保存");
  } catch (thrown) {
    problem.textContent = backend.sentenceOf(thrown);
    problem.hidden = false;
  }
}

/**
 * @param {HTMLFormElement} letter
 * @param {LetterTemplate} template
 */
function fill(letter, { subject, text }) {
  subjectOf(letter).value = subject;
  textOf(letter).value = text;
}

/** @param {string} id */
const formOf = (id) => find(document, `#${id}`, HTMLFormElement);
/** @param {HTMLFormElement} letter */
const subjectOf = (letter) => find(letter, "[name=subject]", HTMLInputElement);
/** @param {HTMLFormElement} letter */
const textOf = (letter) => find(letter, "[name=text]", HTMLTextAreaElement);
const days = () => find(document, "#remind-days", HTMLSelectElement);

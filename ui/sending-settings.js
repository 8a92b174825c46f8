// The settings for letters and reminders.

import * as backend from "./backend.js";
import { fieldsOf } from "./field-saving.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, find, setText } from "./page.js";

/** @import { LetterTemplate, SendingSettings } from "./types" */

const NAMES = /** @type {const} */ (["subject", "text"]);

/** @type {SendingSettings | null} */
let settings = null;
/** @type {ReturnType<typeof fieldsOf>} */
let fields;

export function prepareSendingSettings() {
  fields = fieldsOf(byId("letter-settings"), {
    store: async (name, value) => {
      const { template } = await backend.sendingSettings();
      settings = await backend.setLetterTemplate({ ...template, [name]: value });
    },
    recorded: (name) => settings?.template[/** @type {keyof LetterTemplate} */ (name)] ?? "",
    called: (name) => (name === "subject" ? "邮件主题" : "邮件正文"),
    givenUp: () => void telling(async () => fields.show([...NAMES])),
  });
  buttonOf("letter-usual").addEventListener("click", () => {
    for (const name of NAMES) fields.fill(name, settings?.usual_template[name] ?? "");
    void fields.save();
  });
  days().addEventListener("change", () => void telling(async () => {
    try {
      settings = await backend.setRemindDays(Number(days().value));
      tell(settings.remind_days ? `以后提前 ${settings.remind_days} 天提醒` : "以后不提醒，左边的月份仍然写着期限");
    } finally {
      // The field shows the saved value, even after a refusal.
      days().value = String(settings?.remind_days ?? 0);
    }
  }));
}

/** Reads the settings and shows them. */
export async function showSendingSettings() {
  settings = await backend.sendingSettings();
  fields.show([...NAMES]);
  setText(document, "#letter-placeholders", settings.placeholders.join("、"));
  const counts = Array.from({ length: settings.most_remind_days }, (_, at) => String(at + 1));
  days().replaceChildren(...counts.map((count) => new Option(count, count)), new Option("不提醒", "0"));
  days().value = String(settings.remind_days);
}

const days = () => find(document, "#remind-days", HTMLSelectElement);

export const save = () => fields.save();
export const giveUp = () => fields.giveUp();
export const left = () => fields.left();
export const goToLeft = () => fields.goToLeft();

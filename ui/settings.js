// 设置 as a page: its parts are read when it is opened, and most of them are saved field by field.

import * as mail from "./mail.js";
import { showNotices } from "./notice-settings.js";
import { showBackups } from "./backups.js";
import { tell, telling } from "./messages.js";
import * as opening from "./opening.js";
import * as sendingSettings from "./sending-settings.js";
import { form, showPage } from "./state.js";
import * as unit from "./unit.js";

/** @import { Place } from "./pages.js" */

export const name = "settings";

/** The parts that are saved field by field or by a button. Unsaved texts of the opening balance are kept like the form's. */
const parts = [unit, sendingSettings, mail];

const leftIn = () => parts.filter((part) => part.left() !== "");

/**
 * @param {Place} [place] the cell of the opening balance to go to; without a figure, the first place that is
 *   not filled in
 */
export async function open(place) {
  await unit.showSettings();
  await showNotices();
  await showBackups();
  await sendingSettings.showSendingSettings();
  showPage("settings");
  // In parallel: a locked keyring waits for its owner, and nothing else here needs it.
  void telling(mail.readMail);
  if (place) opening.goToOpening(place.figure);
}

export const save = async () => [await unit.save(), await sendingSettings.save(), await mail.save()].every(Boolean);

export const left = () => leftIn().map((part) => part.left()).join("；");

export const goToLeft = () => leftIn()[0]?.goToLeft();

export function giveUp() {
  for (const part of leftIn()) part.giveUp();
}

export { reread } from "./opening.js";

export const shortcuts = { "Ctrl+p": () => tell(`这一页没有可打印的。要打印报表，请回到“${form.mark}”`) };

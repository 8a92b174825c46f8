// 设置 of 汇总: what of the settings is there on this side, over the clerk's own data.
//
// 期初累计 and 到期提醒 are about what an office reports itself; here the months are what the units' reports add up to, from the
// notice's first month on, so 单位资料 asks for nothing but the name and whom to call. A notice is changed where it is reported: the
// register and all that came in hang on it. 报送邮件 and 直接发送邮件 belong to the officer's own reports too.

import { showBackups } from "./backups.js";
import * as backend from "./backend.js";
import { learnFolder } from "./intake-folder.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, setText } from "./page.js";
import { drawSettingsIndex } from "./settings-index.js";
import { overview, showPage } from "./state.js";
import * as unit from "./unit.js";

export const name = "settings";

export function prepareClerkSettings() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".settings-parts > *"))) if (!("both" in part.dataset)) part.remove();
  unit.prepareUnit();
  setText(document, "#backed-up-when", "每次打开程序和每次关账都自动备份。");
  buttonOf("reveal-folder").addEventListener("click", () => void telling(backend.revealFolder));
  drawSettingsIndex();
}

export async function open() {
  setText(document, "#folder", overview.folder);
  await unit.showSettings();
  await showBackups();
  showPage("settings");
}

export const reread = async () => {
  await showBackups();
  await learnFolder();
};

export { giveUp, goToLeft, left, save } from "./unit.js";

export const focus = () => byId("settings-index").querySelector("button")?.focus();

export const shortcuts = { "Ctrl+p": () => tell("这一页没有可打印的") };

// Backups, restoring, handing over, and looking at other data.

import * as backend from "./backend.js";
import { clearMessages, tell, telling } from "./messages.js";
import { buttonOf, byId, copyOf, find, setText } from "./page.js";
import { leftAfterSaving } from "./pages.js";
import { changed, isShown, listen, overview } from "./state.js";
import { turns } from "./turns.js";

/** @import { Backup, BackedUp, Restored } from "./types" */

/** Up to this many backups are shown until somebody asks for all of them. */
const SHOWN = 5;

/** Listens to the buttons. */
export function prepareBackups() {
  listen("overview", () => showLooking(overview.looking));
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-backup-table]"))) {
    const table = copyOf("backup-table");
    find(table, "tbody", HTMLElement).id = place.dataset.backupTable ?? "";
    place.replaceWith(table);
  }
  /** @type {Record<string, () => Promise<unknown>>} */
  const buttons = {
    "back-up": async () => tellBackedUp(await backend.backUp()),
    "choose-backup-folder": async () => {
      const done = await backend.chooseBackupFolder();
      if (done) await tellBackedUp(done);
    },
    "forget-backup-folder": async () => {
      await backend.forgetBackupFolder();
      await showBackups();
    },
    "more-backups": () => showBackups(Infinity),
    examine,
    pack,
    "end-looking": async () => {
      await backend.endLooking();
      showLooking(null);
      await changed("data");
    },
  };
  for (const [id, run] of Object.entries(buttons)) whenPressed(buttonOf(id), run);
  for (const button of document.querySelectorAll("[data-choose-backup]")) whenPressed(button, restoreFromElsewhere);
  for (const button of document.querySelectorAll("[data-open-handover]")) whenPressed(button, openHandover);
}

/**
 * Runs the action of a button, never twice at the same time, and shows a refusal.
 * @param {Element} button
 * @param {() => Promise<unknown>} run
 */
function whenPressed(button, run) {
  if (!(button instanceof HTMLButtonElement)) return;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await telling(async () => {
      await leftAfterSaving();
      await run();
    });
    button.disabled = false;
  });
}

/**
 * Fills the card with the backups and their places.
 * @param {number} [most]
 */
export async function showBackups(most = SHOWN) {
  const { backups, second } = await backend.kept();
  const newest = backups[0];
  setText(document, "#last-backup", newest ? `最近一份是 ${newest.made} 的。` : "现在还没有备份。");
  const place = second ? `第二备份位置：${second.path}${second.there ? "" : "（现在不在，接好以后会自动补上）"}` : "";
  setText(document, "#second-place", place || "还没有第二备份位置。选一个 U 盘或另一个磁盘，电脑坏了数据也在。");
  buttonOf("forget-backup-folder").hidden = !second;
  drawBackups(byId("backups"), backups.slice(0, most), { canLook: true, restore: askAndRestore });
  const more = buttonOf("more-backups");
  more.hidden = backups.length <= most;
  more.textContent = `显示全部 ${backups.length} 份`;
}

/** At the first start: offers the backups of earlier data. */
export async function showBackupsAtBegin() {
  const { backups } = await backend.kept();
  byId("begin-backups").hidden = backups.length === 0;
  drawBackups(byId("begin-backup-rows"), backups.slice(0, SHOWN), { canLook: false, restore: askAndRestore });
}

/**
 * @param {HTMLElement} body
 * @param {Backup[]} backups
 * @param {{ canLook: boolean, restore: (path: string) => Promise<void> }} actions looking needs data of one's own to
 *   come back to
 */
function drawBackups(body, backups, { canLook, restore: bringBack }) {
  const rows = backups.map((backup) => {
    const row = find(copyOf("backup-row"), "tr", HTMLTableRowElement);
    setText(row, ".made", backup.made);
    setText(row, ".label", [backup.label, backup.second ? "第二位置" : ""].filter(Boolean).join("，"));
    setText(row, ".text", backup.content);
    row.classList.toggle("unreadable", !backup.readable);
    const look = find(row, ".look", HTMLButtonElement);
    const restore = find(row, ".restore", HTMLButtonElement);
    look.hidden = !canLook || !backup.readable;
    restore.hidden = !backup.readable;
    look.setAttribute("aria-label", `查看 ${backup.made} 的备份`);
    restore.setAttribute("aria-label", `恢复到 ${backup.made} 的备份`);
    whenPressed(look, () => lookAt(() => backend.look(backup.path)));
    whenPressed(restore, () => bringBack(backup.path));
    return row;
  });
  body.replaceChildren(...rows);
}

/** @param {BackedUp} done */
async function tellBackedUp({ sentence, problems }) {
  if (problems.length) tell([sentence, ...problems].filter(Boolean).join("。"), { problem: true, lasting: true });
  else if (sentence) tell(sentence);
  await showBackups();
}

/** Examines everything and lists the findings. */
async function examine() {
  const findings = await backend.doctor();
  const signs = { good: "✓", notice: "！", bad: "✗" };
  const lines = findings.map(({ health, sentence }) => {
    const line = document.createElement("li");
    line.dataset.health = health;
    line.textContent = `${signs[health]} ${sentence}`;
    return line;
  });
  byId("findings").replaceChildren(...lines);
  byId("findings").hidden = false;
}

/** Whether there is data of one's own to come back to. */
const isBegun = () => !isShown("begin") && !isShown("clerk-begin");

/**
 * Shows what a restore would change, and restores if the officer agrees.
 * @param {string} path
 */
async function askAndRestore(path) {
  const { backup, difference } = await backend.previewBackup(path);
  setText(document, "#restore-content", `${backup.made}：${backup.content}`);
  const sentences = [
    ...difference.months.map((month) => month.sentence),
    ...difference.others,
  ];
  const lines = (sentences.length ? sentences : ["和现在的数据相同"]).map((sentence) => {
    const line = document.createElement("li");
    line.textContent = sentence;
    return line;
  });
  byId("restore-differences").replaceChildren(...lines);
  const begun = isBegun();
  byId("restore-aside").hidden = !begun;
  buttonOf("restore-look").hidden = !begun;
  const answer = await answerOf("restore-dialog");
  if (answer === "yes") await tellRestored(await backend.restore(path));
  if (answer === "look") await lookAt(() => backend.look(path));
}

/**
 * Shows what was restored, and offers to undo it.
 * @param {Restored} restored
 */
async function tellRestored({ backup, set_aside: setAside, damaged, lost }) {
  clearMessages();
  await changed("data");
  if (damaged) {
    tell(`已恢复到 ${backup.made} 的备份。损坏的数据文件留在：${damaged}`, { action: { label: "打开文件夹", run: () => void backend.revealFolder() } });
  } else if (setAside) {
    tell(`已恢复到 ${backup.made} 的备份，恢复前的数据另存了一份`, {
      action: { label: "撤销恢复", run: () => telling(async () => tellRestored(await backend.restore(setAside))) },
    });
  } else {
    tell(`已恢复到 ${backup.made} 的备份`);
  }
  if (lost.length > 0) {
    tell(`数已恢复，但没有找到存档的文件：${lost.join("、")}。把备份旁边的“月报存档”文件夹也带来，再恢复一次，就能找回`, { problem: true });
  }
}

async function restoreFromElsewhere() {
  const path = await backend.chooseBackup();
  if (path === null) return;
  await (isShown("failed") ? rescue : askAndRestore)(path);
}

/** @param {string} path */
async function rescue(path) {
  await tellRestored(await backend.restore(path));
}

/**
 * Shows that the data cannot be opened, and offers the backups in its folder.
 * @param {unknown} thrown
 */
export async function describeFailure(thrown) {
  const code = backend.isProblem(thrown) ? thrown.code : "";
  const unusable = code === "unusable" || code === "lost";
  byId("rescue").hidden = !unusable;
  buttonOf("retry").classList.toggle("strong", !unusable);
  if (!unusable) return;
  const { backups } = await backend.keptBesideDamaged();
  const newest = backups.find((backup) => backup.readable);
  setText(
    document,
    "#rescue-sentence",
    newest
      ? `最近一份能打开的备份是 ${newest.made} 的。${code === "lost" ? "" : "恢复时，损坏的数据文件会原样留在数据文件夹里。"}`
      : "数据文件夹里没有能打开的备份。U 盘或另一个磁盘上如果有备份，请选它。",
  );
  drawBackups(byId("rescue-backups"), backups, { canLook: false, restore: rescue });
  const restores = [...byId("rescue-backups").querySelectorAll("button.restore:not([hidden])")];
  // No question is asked here: there is nothing to lose.
  for (const restore of restores) restore.textContent = "恢复";
  restores[0]?.classList.add("strong");
}

async function pack() {
  const fields = ["pack-passphrase", "pack-again"].map((id) => find(document, `#${id}`, HTMLInputElement));
  const refused = find(document, "#pack-dialog .refused", HTMLElement);
  refused.hidden = true;
  for (;;) {
    if ((await answerOf("pack-dialog")) !== "yes") break;
    const [passphrase = "", again = ""] = fields.map((field) => field.value);
    if (passphrase === again) {
      const packed = await backend.pack(passphrase || null);
      if (packed === null) break;
      if (packed.problem) tell(packed.problem, { problem: true });
      tell(`已打包：${packed.path}`, { action: { label: "在文件夹中显示", run: () => void backend.revealExport() } });
      break;
    }
    refused.textContent = "两次填的密码不一样，请再填一次";
    refused.hidden = false;
  }
  for (const field of fields) field.value = "";
}

/** One handover file after the other. */
const inTurn = turns();

const openHandover = () => inTurn(async () => {
  const name = await backend.chooseHandover();
  if (name !== null) await askAboutHandover(name);
});

/** Asks about the handover file that the program was started with, if there is one, when no other question is open. */
export const openAskedHandover = () => inTurn(() => telling(async () => {
  await noDialogOpen();
  const name = await backend.askedHandover();
  if (name === null) return;
  await leftAfterSaving();
  await askAboutHandover(name);
}));

/** Waits until whatever is asked is answered. */
async function noDialogOpen() {
  for (let dialog; (dialog = document.querySelector("dialog[open]"));) {
    const open = dialog;
    await new Promise((resolve) => open.addEventListener("close", resolve, { once: true }));
  }
}

/** @param {string} name */
async function askAboutHandover(name) {
  const backup = await unlocked(name);
  if (!backup) return;
  setText(document, "#handover-content", `${name}，${backup.made} 打包：${backup.content}`);
  // Without one's own data there is nothing to come back to, and nothing to replace.
  const begun = isBegun();
  buttonOf("handover-look").hidden = !begun;
  const answer = await answerOf("handover-dialog");
  if (answer === "replace") await tellRestored(await backend.replaceByHandover());
  if (answer === "look") await lookAt(backend.lookAtHandover);
}

/**
 * Opens the file, asking for its passphrase until it is right or the officer cancels.
 * @param {string} name
 */
async function unlocked(name) {
  const field = find(document, "#passphrase", HTMLInputElement);
  /** @type {string | null} */
  let passphrase = null;
  for (;;) {
    try {
      return await backend.openHandover(passphrase);
    } catch (thrown) {
      if (!backend.isProblem(thrown) || thrown.code !== "passphrase") throw thrown;
      setText(document, "#passphrase-sentence", `${name}：${thrown.sentence}`);
    }
    field.value = "";
    const answer = await answerOf("passphrase-dialog");
    if (answer !== "yes") return null;
    passphrase = field.value;
    field.value = "";
  }
}

/** @param {() => Promise<void>} open */
async function lookAt(open) {
  await open();
  await changed("data");
}

/**
 * Shows that the present data may only be looked at.
 * @param {string | null} content
 */
function showLooking(content) {
  byId("looking").hidden = content === null;
  setText(document, "#looking-content", content ?? "");
  document.body.classList.toggle("only-looking", content !== null);
}

/**
 * Shows a dialog and waits for the answer. Esc means no; Enter in a field means the strong button, not the first one.
 * @param {string} id
 * @returns {Promise<string>}
 */
function answerOf(id) {
  const dialog = find(document, `#${id}`, HTMLDialogElement);
  dialog.returnValue = "no";
  dialog.onkeydown = (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    find(dialog, "button.strong", HTMLButtonElement).click();
  };
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

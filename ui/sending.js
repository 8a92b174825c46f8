// The way from 定稿 to 已报送: its steps under the line that says how it stands, the scan, and the letter.

import * as backend from "./backend.js";
import { exporting } from "./leaving.js";
import * as month from "./month.js";
import { ask, tell, telling } from "./notice.js";
import { buttonOf, byId, isLooking } from "./page.js";

/** @import { NextStep, RailMonth } from "./types" */

/** The key that leaves out the step that comes next. */
const SKIP_KEY = "F8";

/** @type {RailMonth | undefined} */
let railMonth;
/** @type {() => Promise<void>} */
let whenChanged = async () => {};
/** The address of the picture of the scan, to be given back. */
let picture = "";

const way = document.createElement("div");

/**
 * What each step does when it is pressed.
 * @type {Record<string, () => unknown>}
 */
const steps = { print: printMonth, attach: chooseScan, export: exportMonth, send: showLetter };

/** @param {{ changed: () => Promise<void> }} callbacks */
export function prepareSending({ changed }) {
  whenChanged = changed;
  way.id = "way";
  way.className = "way";
  way.hidden = true;
  way.setAttribute("role", "group");
  way.setAttribute("aria-label", "从定稿到已报送");
  byId("standing").after(way);
  way.addEventListener("click", ({ target }) => {
    const step = target instanceof Element ? target.closest("button")?.dataset.step : undefined;
    if (step) void steps[step]?.();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== SKIP_KEY || byId("page-form").hidden || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void skip();
  });
  listenToDrops(byId("page-form"), (file) => telling(() => dropScan(file)));
}

/**
 * Takes files that are dropped on a part of the page; elsewhere a drop does nothing, least of all open the file.
 * @param {HTMLElement} place
 * @param {(file: File) => unknown} take
 */
export function listenToDrops(place, take) {
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.classList.add("drop-here");
  });
  place.addEventListener("dragleave", () => place.classList.remove("drop-here"));
  place.addEventListener("drop", (event) => {
    place.classList.remove("drop-here");
    const [file, more] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    if (more) tell("一次只能放一个文件，没有改动。请只拖一个文件进来", { problem: true });
    else void take(file);
  });
}

/**
 * Does the step that comes next, if it is one of the way.
 * @param {NextStep} step
 */
export async function doStep(step) {
  await steps[step]?.();
}

/**
 * Draws the steps of the month on the desk.
 * @param {RailMonth | undefined} shown
 */
export function drawWay(shown) {
  railMonth = shown;
  const hidden = !shown || shown.way.length === 0 || month.looksBack() || isLooking();
  way.hidden = hidden;
  if (hidden) return;
  const focused = way.contains(document.activeElement) ? document.activeElement : null;
  const step = focused instanceof HTMLElement ? focused.dataset.step : undefined;
  way.replaceChildren(...shown.way.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.step = one.step;
    button.dataset.state = one.done ? "done" : one.skipped ? "skipped" : one.step === shown.next_step ? "next" : "ahead";
    button.textContent = one.done ? `✓ ${one.label}` : one.skipped ? `${one.label}（跳过）` : one.label;
    return button;
  }), ...skipButton(shown));
  void telling(drawScan);
  const again = step ? way.querySelector(`[data-step="${step}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
}

/** @param {RailMonth} shown */
function skipButton(shown) {
  if (!shown.way.some((one) => one.step === shown.next_step)) return [];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "skip";
  button.id = "skip-step";
  button.title = SKIP_KEY;
  button.textContent = `跳过“${shown.next_label}”（${SKIP_KEY}）`;
  button.addEventListener("click", () => void skip());
  return [button];
}

async function skip() {
  const shown = railMonth;
  if (!shown?.way.some((one) => one.step === shown.next_step) || isLooking() || month.looksBack()) return;
  await telling(async () => {
    await backend.skipStep(shown.month, shown.next_step);
    await whenChanged();
    tell(`已跳过“${shown.next_label}”，以后还可以补做`);
  });
}

async function printMonth() {
  await month.printMonth();
  await telling(whenChanged);
}

async function exportMonth() {
  await month.exportMonth();
  await telling(whenChanged);
}

/** Shows the scan beside the steps: as a picture, or by its name. */
async function drawScan() {
  const shown = railMonth;
  if (!shown) return;
  const [line] = (await backend.revisions(shown.month)).slice(-1);
  const scan = line?.scan;
  if (railMonth !== shown || !scan || !line) return;
  const part = document.createElement("span");
  part.className = "scan";
  const name = linkTo(scan.name, () => openKept(shown.month, line.number, scan.name));
  name.id = "scan-name";
  const replace = linkTo("换一个", chooseScan);
  const remove = linkTo("取下", removeScan);
  remove.id = "remove-scan";
  part.append("扫描件：", name, replace, remove);
  way.querySelector(".scan")?.remove();
  way.append(part);
  const bytes = await backend.scanPicture(shown.month);
  if (picture) URL.revokeObjectURL(picture);
  picture = "";
  if (bytes.byteLength === 0 || !part.isConnected) return;
  picture = URL.createObjectURL(new Blob([bytes]));
  const image = document.createElement("img");
  image.src = picture;
  image.alt = "盖章页的扫描件";
  part.prepend(image);
}

/**
 * @param {string} label
 * @param {() => unknown} run
 */
function linkTo(label, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = label;
  button.addEventListener("click", () => void run());
  return button;
}

/**
 * Opens a file that is kept with a report.
 * @param {string} name
 * @param {number} revision
 * @param {string} file
 */
export async function openKept(name, revision, file) {
  await telling(async () => {
    if (!(await backend.openKept(name, revision, file))) {
      tell(`没有能打开“${file}”的程序，文件还在存档里。请在“报送记录”里导出，再换一台电脑打开`, { problem: true });
    }
  });
}

async function chooseScan() {
  const shown = railMonth;
  if (!shown) return;
  await telling(async () => {
    if (await backend.chooseScan(shown.month)) await attached();
  });
}

/** @param {File} file */
async function dropScan(file) {
  if (!railMonth || railMonth.way.length === 0) {
    tell("定稿以后、报送以前才能附扫描件，没有改动。请先定稿", { problem: true });
    return;
  }
  await backend.dropScan(railMonth.month, await file.arrayBuffer());
  await attached();
}

async function attached() {
  tell("已附上扫描件，报送时和报表一起发");
  await whenChanged();
}

async function removeScan() {
  const shown = railMonth;
  if (!shown || !(await ask(`取下${shown.name}的扫描件？`, "取下", "留着"))) return;
  await telling(async () => {
    await backend.removeScan(shown.month);
    await whenChanged();
  });
}

/** Shows the letter: to be saved as a draft, or copied piece by piece into a mail in the browser. */
async function showLetter() {
  const shown = railMonth;
  if (!shown) return;
  await telling(async () => {
    const letter = await backend.letter(shown.month);
    const dialog = document.createElement("dialog");
    dialog.id = "letter";
    dialog.className = "letter";
    dialog.setAttribute("aria-label", "报送邮件");
    dialog.append(
      field("recipient", "收件人", letter.address, 1),
      field("subject", "主题", letter.subject, 2),
      field("text", "正文", letter.text, 8),
    );
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = "用 Outlook、Foxmail 发：生成草稿，双击打开，看过再发。用网页邮箱发：逐项复制，再把附件拖进去。";
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      action("letter-close", "关闭", () => dialog.close()),
      action("letter-files", "取出附件…", () => leave(dialog, () => backend.saveSendingFiles(shown.month))),
      action("letter-save", "生成邮件草稿…", () => leave(dialog, () => backend.saveLetter(shown.month)), true),
    );
    dialog.append(hint, actions);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    buttonOf("letter-save").focus();
  });
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {() => Promise<string | null>} write
 */
async function leave(dialog, write) {
  await telling(async () => {
    let left = false;
    await exporting(async () => {
      const path = await write();
      left = path !== null;
      return path;
    });
    if (!left) return;
    dialog.close();
    await whenChanged();
  });
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} text
 * @param {number} lines
 */
function field(name, label, text, lines) {
  const part = document.createElement("div");
  part.className = "letter-field";
  const box = document.createElement("textarea");
  box.id = `letter-${name}`;
  box.readOnly = true;
  box.rows = lines;
  box.value = text;
  box.setAttribute("aria-label", label);
  const copy = action(`copy-${name}`, `复制${label}`, () => {
    box.select();
    const done = document.execCommand("copy");
    copy.textContent = done ? "已复制 ✓" : "请按 Ctrl+C";
  });
  part.append(box, copy);
  return part;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {() => unknown} run
 */
function action(id, label, run, strong = false) {
  const button = document.createElement("button");
  button.type = "button";
  button.id = id;
  button.className = strong ? "strong" : "";
  button.textContent = label;
  button.addEventListener("click", () => void run());
  return button;
}

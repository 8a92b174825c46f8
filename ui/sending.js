// The way from 定稿 to 已报送: its steps under the line that says how it stands, the scan, and the letter.

import * as backend from "./backend.js";
import { exporting } from "./leaving.js";
import { isOn, sendMonth } from "./mail.js";
import * as month from "./month.js";
import { ask, tell, telling } from "./notice.js";
import { buttonOf, byId, element, find, isLooking, setText } from "./page.js";

/** @import { NextStep, RailMonth, WayStep } from "./types" */

/** The key that leaves out the step that comes next. */
const SKIP_KEY = "F8";

/** @type {RailMonth | undefined} */
let railMonth;
/** @type {() => Promise<void>} */
let whenChanged = async () => {};
/** The picture of the scan that was read last, and whose it is. */
let picture = { digest: "", address: "" };

/**
 * What each step does when it is pressed.
 * @type {Record<string, () => unknown>}
 */
const steps = { print: printMonth, attach: chooseScan, export: exportMonth, send: showLetter };

/** @param {{ changed: () => Promise<void> }} callbacks */
export function prepareSending({ changed }) {
  whenChanged = changed;
  byId("way").addEventListener("click", ({ target }) => {
    const step = target instanceof Element ? target.closest("button")?.dataset.step : undefined;
    if (step) void steps[step]?.();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== SKIP_KEY || byId("page-form").hidden || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void skip();
  });
  listenToDrops(byId("page-form"), (file) => telling(() => dropScan(file)));
  listenToLetter();
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
 * The bytes of a file, and one more than is taken of one that is too large: the program then says so.
 * @param {File} file
 */
export async function bytesOf(file) {
  const { most_file_bytes: most } = await backend.sendingSettings();
  return file.slice(0, most + 1).arrayBuffer();
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
  const way = byId("way");
  way.hidden = !shown || shown.way.length === 0 || month.looksBack() || isLooking();
  if (!shown || way.hidden) return;
  const focused = way.contains(document.activeElement) ? document.activeElement : null;
  const step = focused instanceof HTMLElement ? focused.dataset.step : undefined;
  way.replaceChildren(...shown.way.map((one) => drawStep(one, one.step === shown.next_step)), ...skipButton(shown), ...drawDoubt(shown), ...drawScan(shown));
  const again = step ? way.querySelector(`[data-step="${step}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
}

/**
 * @param {WayStep} one
 * @param {boolean} isNext
 */
function drawStep(one, isNext) {
  const button = element("button", { type: "button" }, one.done ? `✓ ${one.label}` : one.skipped ? `${one.label}（跳过）` : one.label);
  button.dataset.step = one.step;
  button.dataset.state = one.done ? "done" : one.skipped ? "skipped" : isNext ? "next" : "ahead";
  return button;
}

/** @param {RailMonth} shown */
const drawDoubt = ({ doubt }) => (doubt ? [element("strong", { className: "late doubt" }, doubt)] : []);

/** @param {RailMonth} shown */
function skipButton(shown) {
  if (!shown.way.some((one) => one.step === shown.next_step)) return [];
  const label = `跳过“${shown.next_label}”（${SKIP_KEY}）`;
  return [element("button", { type: "button", className: "skip", id: "skip-step", title: SKIP_KEY, onclick: () => void skip() }, label)];
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

/**
 * The scan beside the steps: as a picture, or by its name.
 * @param {RailMonth} shown
 */
function drawScan(shown) {
  const { scan } = shown;
  if (!scan) return [];
  const image = element("img", { alt: "盖章页的扫描件", hidden: true });
  void telling(() => showPicture(image, shown.month, scan.digest));
  return [
    element(
      "span",
      { className: "scan" },
      image,
      "扫描件：",
      linkTo("scan-name", scan.name, () => openKept(shown.month, shown.revision, scan.name)),
      linkTo("replace-scan", "换一个", chooseScan),
      linkTo("remove-scan", "取下", removeScan),
    ),
  ];
}

/**
 * @param {string} id
 * @param {string} label
 * @param {() => unknown} run
 */
const linkTo = (id, label, run) => element("button", { type: "button", className: "link", id, onclick: () => void run() }, label);

/**
 * Fills in the picture; a scan that is a PDF has none.
 * @param {HTMLImageElement} image
 * @param {string} name
 * @param {string} digest
 */
async function showPicture(image, name, digest) {
  if (picture.digest !== digest) {
    const bytes = await backend.scanPicture(name);
    URL.revokeObjectURL(picture.address);
    picture = { digest, address: bytes.byteLength ? URL.createObjectURL(new Blob([bytes])) : "" };
  }
  image.src = picture.address;
  image.hidden = picture.address === "";
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
  if (month.looksBack() || !railMonth || railMonth.way.length === 0) {
    tell("定稿以后、报送以前才能附扫描件，没有改动。请先定稿", { problem: true });
    return;
  }
  await backend.dropScan(railMonth.month, await bytesOf(file));
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

const letterDialog = () => find(document, "#letter", HTMLDialogElement);

function listenToLetter() {
  const dialog = letterDialog();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (dialog.querySelectorAll("[data-copies]"))) {
    const label = button.textContent;
    button.addEventListener("click", () => {
      find(dialog, `#${button.dataset.copies}`, HTMLTextAreaElement).select();
      button.textContent = document.execCommand("copy") ? "已复制 ✓" : "请按 Ctrl+C";
    });
    dialog.addEventListener("close", () => (button.textContent = label));
  }
  buttonOf("letter-close").addEventListener("click", () => dialog.close());
  buttonOf("letter-attachments").addEventListener("click", () => void leave(backend.saveSendingFiles));
  buttonOf("letter-save").addEventListener("click", () => void leave(backend.saveLetter));
  buttonOf("letter-send").addEventListener("click", () => {
    const sheet = month.currentSheet();
    dialog.close();
    if (sheet) void sendMonth(sheet);
  });
}

/** Shows the letter: to be sent, to be saved as a draft, or copied piece by piece into a mail in the browser. */
async function showLetter() {
  const shown = railMonth;
  if (!shown) return;
  await telling(async () => {
    const letter = await backend.letter(shown.month);
    for (const [name, text] of [["recipient", letter.address], ["subject", letter.subject], ["text", letter.text]]) {
      find(document, `#letter-${name}`, HTMLTextAreaElement).value = text ?? "";
    }
    setText(document, "#letter-doubt", shown.doubt ? `${shown.name}${shown.doubt}。里面有，就按“记为已报送”，不要再发。` : "");
    setText(document, "#letter-hint", isOn() ? "" : "想不用邮件程序直接发，到“设置”里开启“直接发送邮件”。");
    buttonOf("letter-send").hidden = !isOn();
    buttonOf("letter-save").classList.toggle("strong", !isOn());
    letterDialog().showModal();
    buttonOf(isOn() ? "letter-close" : "letter-save").focus();
  });
  await telling(() => listFiles(shown));
}

/**
 * Lists what goes with the letter. The pages may have to be drawn first.
 * @param {RailMonth} shown
 */
async function listFiles(shown) {
  const hint = shown.scan ? "" : "。还没有附扫描件";
  const list = byId("letter-file-list");
  list.replaceChildren();
  setText(document, "#letter-files", `附件：正在准备……${hint}`);
  try {
    const { files, total } = await backend.letterFiles(shown.month);
    list.replaceChildren(...files.map(({ name, size }) => element("li", null, name, element("span", { className: "size" }, size))));
    setText(document, "#letter-files", `${total}${hint}`);
  } catch (thrown) {
    setText(document, "#letter-files", "附件：现在还准备不了");
    throw thrown;
  }
}

/** @param {(month: string) => Promise<string | null>} write */
async function leave(write) {
  const shown = railMonth;
  if (!shown) return;
  await telling(async () => {
    let left = false;
    await exporting(async () => {
      const path = await write(shown.month);
      left = path !== null;
      return path;
    });
    if (!left) return;
    letterDialog().close();
    await whenChanged();
  });
}

// The steps from 定稿 to 已报送 below the state of the month, with the scan and the letter.

import * as backend from "./backend.js";
import { exporting } from "./exporting.js";
import { isOn, sendMonth } from "./mail.js";
import * as month from "./month.js";
import { ask, tell, telling } from "./messages.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { isCollating } from "./sides.js";
import { isLooking, learn } from "./state.js";

/** @import { RailMonth, SendingStep } from "./types" */

/** The key that skips the next step. */
const SKIP_KEY = "F8";

let isStepping = false;

/** The last picture of a scan, and the digest of its scan. */
let picture = { digest: "", address: "" };

export function prepareSending() {
  listenToDrops(byId("page-form"), (file) => telling(() => dropScan(file)));
  listenToLetter();
}

/**
 * Accepts files that are dropped on a part of the page; on other parts a drop does nothing and never opens the file.
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
 * The bytes of a file; of a file that is too large, one byte more than the limit, so that the program refuses it.
 * @param {File} file
 */
export async function bytesOf(file) {
  const { most_file_bytes: most } = await backend.sendingSettings();
  return file.slice(0, most + 1).arrayBuffer();
}

/**
 * Draws the steps of the shown month. The main button is placed at the next step, or at the top if there are
 * no steps.
 * @param {RailMonth | undefined} shown
 * @param {HTMLButtonElement} next
 */
export function drawSendingSteps(shown, next) {
  const steps = byId("sending-steps");
  const focused = steps.contains(document.activeElement) || document.activeElement === next;
  const step = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.step : undefined;
  find(document, ".steps", HTMLElement).append(next);
  steps.hidden = !shown || shown.steps.length === 0 || month.looksBack() || isLooking();
  steps.replaceChildren();
  if (!shown || steps.hidden) return;
  const list = element("ol", null, ...shown.steps.map((one) => drawStep(one, one.step === shown.next_step ? next : null)));
  steps.append(list, drawHint(shown), ...drawDoubts(shown), ...drawScan(shown));
  if (!focused) return;
  const again = step ? steps.querySelector(`button[data-step="${step}"]`) : null;
  (again instanceof HTMLElement ? again : next).focus({ preventScroll: true });
}

/**
 * @param {SendingStep} one
 * @param {HTMLButtonElement | null} next the main button, if this is the next step
 */
function drawStep({ step, label, state, said }, next) {
  const button = next ?? element("button", { type: "button" }, label);
  if (!next) button.dataset.step = step;
  const stateText = state === "done" ? `✓ ${said}` : said;
  const item = element("li", null, button, ...(stateText ? [element("span", { className: "said" }, stateText)] : []));
  item.dataset.state = next ? "next" : state;
  return item;
}

/**
 * A hint about the next step, with a button to skip it.
 * @param {RailMonth} shown
 */
function drawHint(shown) {
  const draft = shown.draft && shown.next_step === "mark_sent" ? shown.draft : null;
  const acts = draft ? [act("open-draft", "打开草稿", openDraft), act("reveal-draft", "在文件夹中显示", revealDraft)] : [];
  const hint = element("p", { className: "next-hint", title: draft ?? "" }, shown.next_hint);
  return element("div", { className: "next-line" }, hint, ...acts, ...skipButton(shown));
}

/**
 * @param {string} id
 * @param {string} label
 * @param {() => unknown} run
 */
const act = (id, label, run) => element("button", { type: "button", id, onclick: () => void run() }, label);

async function openDraft() {
  const shown = month.railMonth();
  if (!shown) return;
  await telling(async () => {
    if (!(await backend.openDraft(shown.month))) return revealDraft();
    // The system starts a mail program or does nothing; the page cannot see which.
    tell("已请邮件程序打开草稿。看过就发，发出去以后按“记为已报送”；没有打开，就到文件夹里双击它", { action: { label: "在文件夹中显示", run: () => void revealDraft() }, passing: true });
  });
}

async function revealDraft() {
  const shown = month.railMonth();
  if (!shown) return;
  await telling(async () => {
    if (!(await backend.revealDraft(shown.month))) tell(`打不开文件管理器。草稿在 ${shown.draft ?? ""}`, { problem: true });
  });
}

/** @param {RailMonth} shown */
const drawDoubts = ({ doubt, stale }) => [doubt, stale].flatMap((told) => (told ? [element("strong", { className: "late doubt" }, told)] : []));

/** @param {RailMonth} shown */
function skipButton(shown) {
  if (!canSkip(shown)) return [];
  const label = `跳过“${shown.next_label}”（${SKIP_KEY}）`;
  return [element("button", { type: "button", className: "skip", id: "skip-step", title: SKIP_KEY, onclick: () => void skip() }, label)];
}

/**
 * Whether the next step may be skipped: every step except recording that the month was sent.
 * @param {RailMonth | undefined} shown
 */
const canSkip = (shown) => shown !== undefined && shown.next_step !== "mark_sent" && shown.steps.some((one) => one.step === shown.next_step);

/**
 * Takes one step at a time. What is pressed before it is done was meant for the step that was seen, and has no effect.
 * @param {() => Promise<unknown>} work
 */
export async function oneStep(work) {
  if (isStepping) return;
  isStepping = true;
  try {
    await work();
  } finally {
    isStepping = false;
  }
}

/** Skips the next step, if it is one of the sending steps. */
export async function skip() {
  await oneStep(async () => {
    const shown = month.railMonth();
    if (!shown || !canSkip(shown) || isLooking() || month.looksBack()) return;
    await telling(async () => {
      await backend.skipStep(shown.month, shown.next_step);
      void learn();
      tell(`已跳过“${shown.next_label}”，以后还可以补做`);
    });
  });
}

/** Prints the month; if the printer refuses, the step can still be skipped. */
export function printMonth() {
  const railMonth = month.railMonth();
  return month.printMonth(railMonth?.next_step === "print" ? [{ label: `跳过“${railMonth.next_label}”`, run: skip }] : []);
}

/**
 * The scan next to the steps: as a picture, or by its name.
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
 * Loads the picture; a scan that is a PDF has none.
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
 * Opens a kept file of a report.
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

export async function chooseScan() {
  const shown = month.railMonth();
  if (!shown) return;
  await telling(async () => {
    if (await backend.chooseScan(shown.month)) await attached();
  });
}

/** @param {File} file */
async function dropScan(file) {
  const railMonth = month.railMonth();
  if (month.looksBack() || !railMonth || railMonth.steps.length === 0) {
    const final = isCollating() ? "关账" : "定稿";
    tell(`${final}以后、报送以前才能附扫描件，没有改动。请先${final}`, { problem: true });
    return;
  }
  await backend.dropScan(railMonth.month, await bytesOf(file));
  await attached();
}

async function attached() {
  tell("已附上扫描件，报送时和报表一起发");
  await learn();
  tellStale("已附上扫描件");
}

/**
 * Warns that the written letter contains an outdated scan, or none.
 * @param {string} done
 */
function tellStale(done) {
  const stale = month.railMonth()?.stale;
  if (stale) tell(`${done}。${stale}`);
}

async function removeScan() {
  const shown = month.railMonth();
  if (!shown || !(await ask(`取下${shown.name}的扫描件？`, "取下", "留着"))) return;
  await telling(async () => {
    await backend.removeScan(shown.month);
    await learn();
    tellStale("已取下扫描件");
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
  buttonOf("letter-attachments").addEventListener("click", () => void leave(backend.saveSendingFiles, "附件已取出到"));
  buttonOf("letter-save").addEventListener("click", () => void leave(backend.saveLetter, "草稿已写好，还没有发出"));
  buttonOf("letter-send").addEventListener("click", () => {
    const sheet = month.currentSheet();
    dialog.close();
    if (sheet) void sendMonth(sheet);
  });
}

/** Shows the letter: to send it, to save it as a draft, or to copy its parts into a webmail page. */
export async function showLetter() {
  const shown = month.railMonth();
  if (!shown) return;
  await telling(async () => {
    const letter = await backend.letter(shown.month);
    for (const [name, text] of [["recipient", letter.address], ["subject", letter.subject], ["text", letter.text]]) {
      find(document, `#letter-${name}`, HTMLTextAreaElement).value = text ?? "";
    }
    setText(document, "#letter-title", `报送邮件：${shown.name}`);
    setText(document, "#letter-doubt", shown.doubt ? `${shown.name}${shown.doubt}。里面有，就按“记为已报送”，不要再发。` : "");
    // Above this office the notice names nobody to send to.
    setText(document, "#letter-hint", isOn() || isCollating() ? "" : "想不用邮件程序直接发，到“设置”里开启“直接发送邮件”。");
    buttonOf("letter-send").hidden = !isOn();
    buttonOf("letter-save").classList.toggle("strong", !isOn());
    letterDialog().showModal();
    buttonOf(isOn() ? "letter-close" : "letter-save").focus();
  });
  // The letter is there; its files are listed meanwhile.
  void telling(() => listFiles(shown));
}

/**
 * Lists the files of the letter. Their pages may have to be drawn first.
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

/**
 * @param {(month: string) => Promise<string | null>} write
 * @param {string} done
 */
async function leave(write, done) {
  const shown = month.railMonth();
  if (!shown) return;
  await telling(async () => {
    let left = false;
    await exporting(async () => {
      const path = await write(shown.month);
      left = path !== null;
      return path;
    }, "", done);
    if (!left) return;
    letterDialog().close();
    await learn();
  });
}

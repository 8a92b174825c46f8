// Taking in: files from the system's dialog or dropped anywhere on the window. First what would become of them is shown; nothing
// changes before 收下.

import * as backend from "./backend.js";
import { board, learnBoard } from "./collation-state.js";
import { folded } from "./folding.js";
import { tell, tellLooking, telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find } from "./page.js";
import { reread } from "./pages.js";
import { isLooking } from "./state.js";

/** @import { Intake, IntakeFile, Outcome } from "./types" */

/** Reading shows how far it is from this time on. */
const PROGRESS_FROM = 300;
const LOOK = 150;
/** What is dropped goes through the page; more of it comes in as a folder. */
const MOST_DROPPED = 200 << 20;

/** How many sentences about a file are read at a glance. */
const AT_A_GLANCE = 3;

/** What the clerk has to look at comes first, what changes nothing last. @type {Outcome[]} */
const ORDER = ["unplaced", "waiting", "superseded", "adopted", "scan", "duplicate"];

/** @type {(one: IntakeFile, other: IntakeFile) => number} */
const inOrder = (one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome);

/** By when the months of the files were due that only the typed day dates. @type {Intake["due"]} */
let due = [];

/** The months of what is new among the files that are shown, in their order. @type {string[]} */
let taken = [];

/** Whether files are chosen or read just now. */
let isAtWork = false;

const dialogOf = () => find(document, "#intake-dialog", HTMLDialogElement);
const progressOf = () => find(document, "#intake-progress", HTMLDialogElement);

export function prepareIntake() {
  buttonOf("intake-no").addEventListener("click", () => dialogOf().close());
  buttonOf("intake-yes").addEventListener("click", () => void bringIn());
  find(dialogOf(), "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void bringIn();
  });
  byId("intake-day").addEventListener("input", tellDay);
  buttonOf("intake-stop").addEventListener("click", () => void backend.cancelIntake());
  progressOf().addEventListener("cancel", (event) => {
    event.preventDefault();
    void backend.cancelIntake();
  });
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (!isLooking()) document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    // The scan of the sealed page is dropped on the form that goes up.
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (isLooking()) {
      tellLooking();
      return;
    }
    // The entries must be asked for now: after this event the list is empty.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const loose = entries.length ? [] : [...event.dataTransfer.files].map((file) => ({ path: file.name, file }));
    void read(() => handOver(entries, loose));
  });
}

export const takeIn = () => read(backend.chooseIntake);

export const takeInFolder = () => read(backend.chooseIntakeFolder);

/**
 * Reads again what was read before: what came in already is not listed.
 * @param {() => Promise<Intake | null>} work
 */
export const readAgain = (work) => read(work, true);

/**
 * @param {() => Promise<Intake | null>} work
 * @param {boolean} [again]
 */
async function read(work, again = false) {
  if (isAtWork || document.querySelector("dialog[open]")) return;
  isAtWork = true;
  const watched = watch();
  await telling(async () => {
    try {
      const intake = await work();
      watched.end();
      if (intake) show(intake, again);
    } finally {
      watched.end();
      isAtWork = false;
    }
  });
}

/** Shows how many files were read, from a while on, as long as files are read. */
function watch() {
  let since = 0;
  const timer = setInterval(() => void backend.intakeProgress().then((files) => {
    if (files === null || !isAtWork) return;
    since ||= performance.now();
    if (performance.now() - since < PROGRESS_FROM - LOOK) return;
    byId("intake-sofar").textContent = `正在读，已经读了 ${files} 个文件`;
    if (!progressOf().open) progressOf().showModal();
  }), LOOK);
  return {
    end() {
      clearInterval(timer);
      if (progressOf().open) progressOf().close();
    },
  };
}

/**
 * Hands what was dropped to the program, file by file.
 * @param {FileSystemEntry[]} entries
 * @param {{ path: string, file: File }[]} files those that have no entry
 */
async function handOver(entries, files) {
  for (const entry of entries) await collect(entry, files);
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size > MOST_DROPPED) throw /** @type {const} */ ({ code: "too_large", sentence: `拖进来的一共 ${Math.ceil(size / (1 << 20))} MB，太多了，没有收，什么都没有改动。请用“收文件夹”`, field: null });
  for (const [place, { path, file }] of files.entries()) await backend.handOver(path, await file.arrayBuffer(), place === 0);
  return files.length ? backend.planHandedOver() : null;
}

/**
 * Collects the files of an entry; a folder is walked.
 * @param {FileSystemEntry} entry
 * @param {{ path: string, file: File }[]} files
 */
async function collect(entry, files) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => /** @type {FileSystemFileEntry} */ (entry).file(found, failed));
    files.push({ path: entry.fullPath, file });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    // A reader hands out a folder in pieces.
    const piece = /** @type {FileSystemEntry[]} */ (await new Promise((found, failed) => reader.readEntries(found, failed)));
    if (piece.length === 0) return;
    for (const inside of piece) await collect(inside, files);
  }
}

/**
 * @param {Intake} intake
 * @param {boolean} again
 */
function show({ sentence, files, due: dates }, again) {
  byId("intake-sentence").textContent = sentence;
  const listed = again ? files.filter(({ outcome, is_new: isNew }) => isNew || outcome !== "duplicate") : files;
  byId("intake-files").replaceChildren(...[...listed].sort(inOrder).map(line));
  byId("intake-left").hidden = listed.length === files.length;
  byId("intake-left").textContent = `重复的 ${files.length - listed.length} 个没有列出来。`;
  const day = find(document, "#intake-day", HTMLInputElement);
  day.defaultValue = board.today;
  day.value = board.today;
  byId("intake-problem").hidden = true;
  due = dates;
  taken = [...new Set(files.flatMap(({ is_new: isNew, places }) => (isNew ? places.map(([, month]) => month) : [])))].sort();
  tellDay();
  const nothing = files.every(({ is_new: isNew }) => !isNew);
  buttonOf("intake-yes").disabled = nothing;
  buttonOf("intake-yes").textContent = nothing ? "没有新的" : "收下";
  dialogOf().showModal();
  // Where the day makes them late, it is looked at first.
  if (!nothing && !byId("intake-late").hidden) day.select();
  else buttonOf(nothing ? "intake-no" : "intake-yes").focus();
}

/** Says what the typed day does to the files, before they are taken in. */
function tellDay() {
  const day = find(document, "#intake-day", HTMLInputElement).value.trim();
  const late = /^\d{4}-\d\d-\d\d$/.test(day) ? due.filter(([, last]) => day > last) : [];
  const several = due.length > 1 ? `单个的文件有 ${due.length} 个月的，都记作这一天收到；不是同一天收到的，请分几次收。` : "";
  const told = late.map(([month, last]) => `${monthName(month)}的要在 ${last} 前报，按这一天算迟报。`);
  const remedy = late.length ? "实际收到得早的，请改成收到的那一天。" : "";
  byId("intake-late").textContent = `${several}${told.join("")}${remedy}`;
  byId("intake-late").hidden = !several && late.length === 0;
}

/** @param {IntakeFile} file */
function line({ name, within, outcome, label, places, sentences }) {
  const where = places.map(([unit, month]) => `${unit} ${monthName(month)}`).join("、");
  const about = [within.length ? `在“${within.join("” → “")}”里` : "", ...sentences].filter(Boolean);
  // One sentence more takes no more room than the line that would hide it.
  const shown = about.length > AT_A_GLANCE + 1 ? AT_A_GLANCE : about.length;
  const rest = about.slice(shown);
  const small = (/** @type {string} */ text) => element("small", null, text);
  const row = element(
    "tr",
    null,
    element("td", null, label),
    element("td", null, name, ...about.slice(0, shown).map(small), ...(rest.length ? [folded(`还有 ${rest.length} 处`, ...rest.map(small))] : [])),
    element("td", null, where),
  );
  row.dataset.outcome = outcome;
  return row;
}

async function bringIn() {
  const yes = buttonOf("intake-yes");
  if (yes.disabled) return;
  yes.disabled = true;
  const problem = byId("intake-problem");
  /** @type {string[]} */
  let closed;
  try {
    closed = await backend.takeIn(find(document, "#intake-day", HTMLInputElement).value.trim() || null);
  } catch (thrown) {
    problem.textContent = backend.sentenceOf(thrown);
    problem.hidden = false;
    return;
  } finally {
    yes.disabled = false;
  }
  const other = taken.length && !taken.includes(board.month) ? taken[taken.length - 1] : undefined;
  const sentence = byId("intake-sentence").textContent ?? "";
  find(document, "#intake-day", HTMLInputElement).defaultValue = find(document, "#intake-day", HTMLInputElement).value;
  dialogOf().close();
  await telling(async () => {
    if (other) await learnBoard(other);
    await reread();
  });
  tell([`已收下。${sentence}`, ...(other ? [`都不是刚才那个月的，换到${monthName(other)}`] : []), ...closed].join("。"), { action: { label: "撤销", run: () => void takeBack() }, passing: true });
}

const takeBack = () => telling(async () => {
  const undone = await backend.undo();
  await reread();
  if (undone) tell(undone.sentence);
});

// The month on the desk: showing it, typing in it, saving it. What is typed lives here until it is on the disk; the
// program behind the page is asked what it comes to.

import * as backend from "./backend.js";
import { halfWordSentence, isComposedIn, isComposing, listenToComposition } from "./composition.js";
import { exporting, printing } from "./exporting.js";
import { monthName } from "./months.js";
import { settle, tell, telling } from "./notice.js";
import { buttonOf, byId, find, setText, write } from "./page.js";
import { figureOf, fillPaper, goTo, isLocked, markSaving, textOf } from "./paper.js";
import { savingOf } from "./saving.js";
import { changed, figureInHand, learn, overview } from "./state.js";

/** @import { Action } from "./notice.js" */
/** @import { SavedMonth, Sheet, Trace } from "./types" */

/** @type {Sheet | null} */
let shown = null;
/**
 * A cell of a month: what is typed belongs to the month it was typed in, whatever is on the desk by the time it is saved.
 * @typedef {string} CellKey
 */

/** @type {(month: string, figure: string) => CellKey} */
const keyOf = (month, figure) => `${month} ${figure}`;

/** @param {CellKey} key */
function cellOf(key) {
  const [month = "", figure = ""] = key.split(" ");
  return { month, figure };
}

/** The texts that are not on the disk yet, by cell. @type {ReturnType<typeof savingOf<CellKey, SavedMonth>>} */
const unsaved = savingOf({
  save: async (texts, instead) => {
    const [[key]] = texts;
    const figures = /** @type {[string, string][]} */ (texts.map(([one, text]) => [cellOf(one).figure, text]));
    const answer = await backend.setFigures(cellOf(key).month, figures, figureInHand(), instead);
    // What is typed next is typed over this.
    if (shown?.month === answer.sheet.month && past === null) shown = answer.sheet;
    return answer;
  },
  together: (one, other) => cellOf(one).month === cellOf(other).month,
  preview: async () => {
    if (!shown || past !== null) return;
    const { month } = shown;
    const { sheet, trace } = await backend.previewFigures(month, [...unsavedOf(month)], figureInHand());
    if (shown?.month === month && past === null) show(sheet, null, trace);
  },
  saved: ({ sheet, trace, overview: around }) => {
    // Where something is unsaved still, the month was shown with it just now.
    if (shown?.month === sheet.month && past === null && unsavedOf(sheet.month).size === 0) show(sheet, null, trace);
    if (unsaved.texts.size === 0) say("已自动保存");
    settle("edit");
    void learn(around);
  },
  mark: (key, saving) => {
    const { month, figure } = cellOf(key);
    if (month === shown?.month) markSaving(figure, saving);
  },
  say,
  // What may only be looked at, or was made final elsewhere, has no cell to save to.
  hopeless: ["only_looking", "locked"],
  called: (key) => {
    const { month, figure } = cellOf(key);
    return `${monthName(month)} ${document.getElementById(`figure-${figure}`)?.getAttribute("aria-label") ?? figure}`;
  },
  givenUp: () => void telling(reread),
});

/**
 * The texts of one month that are not on the disk yet, by figure.
 * @param {string} month
 */
function unsavedOf(month) {
  const mine = [...unsaved.texts].filter(([key]) => cellOf(key).month === month);
  return new Map(mine.map(([key, text]) => [cellOf(key).figure, text]));
}

/** The number of the old revision that is looked at in place of the month. @type {number | null} */
let past = null;

/** The month on the desk; empty before there is one. */
export const currentMonth = () => shown?.month ?? "";

/** Whether an old revision is looked at. */
export const looksBack = () => past !== null;

/** The month as it was last answered. */
export const currentSheet = () => shown;

/** How it stands with the month on the desk, among all of them. */
export const railMonth = () => overview.months.find(({ month }) => month === shown?.month);

/**
 * Puts a month on the desk.
 * @param {string} month
 */
export async function openMonth(month) {
  // What could not be saved stays on the desk, with the reason, until it is.
  if (!(await save())) {
    if (dateTyped) dateInput().focus();
    return;
  }
  for (const mark of document.querySelectorAll(".entry[data-saving]")) {
    if (mark instanceof HTMLElement) mark.dataset.saving = "";
  }
  showSheet(await backend.sheet(month));
  say("");
}

/**
 * Puts an old revision on the desk, to be looked at.
 * @param {string} month
 * @param {number} number
 */
export async function openRevision(month, number) {
  if (!(await save())) return;
  show(await backend.revision(month, number), number);
  say("");
}

/** Reads the month anew, when another program or an undo has changed it. */
export async function reread() {
  if (!shown) return;
  const { month } = shown;
  if (past === null && unsavedOf(month).size > 0) {
    await unsaved.follow();
    return;
  }
  const { sheet, trace } = await backend.previewFigures(month, [], figureInHand());
  show(sheet, null, trace);
}

/** Reads the month anew after a change to many cells, and marks those that have another text now as saved. */
async function rereadSaved() {
  const old = shown?.cells ?? {};
  unsaved.forgetBefore();
  await reread();
  for (const [figure, { month: entry }] of Object.entries(shown?.cells ?? {})) {
    if (JSON.stringify(old[figure]?.month) !== JSON.stringify(entry)) markSaving(figure, "saved");
  }
}

/**
 * Shows a month as it was just answered.
 * @param {Sheet} sheet
 */
export const showSheet = (sheet) => show(sheet, null);

/**
 * @param {Sheet} sheet
 * @param {number | null} number
 * @param {Trace | null} [trace] the figure in hand, where it came with the sheet
 */
function show(sheet, number, trace) {
  shown = sheet;
  past = number;
  const date = dateInput().value;
  fillPaper(byId("paper"), sheet, number === null ? unsavedOf(sheet.month) : new Map());
  if (dateTyped) dateInput().value = date;
  setText(document, "#month-name", sheet.month_name);
  const errors = sheet.checks.filter((check) => check.level === "error").length;
  const progress = sheet.no_data ? "当月无数据" : `已填 ${sheet.filled}/${sheet.to_fill}`;
  setText(document, "#progress", errors ? `${progress}，${errors} 处要改` : progress);
  // On a locked month is offered what does something there: an undo would change another month, or another page.
  for (const id of ["undo", "redo", "fill-zero", "no-data"]) buttonOf(id).hidden = isLocked(sheet);
  buttonOf("fill-zero").disabled = sheet.no_data || sheet.filled === sheet.to_fill;
  buttonOf("no-data").textContent = sheet.no_data ? "取消“当月无数据”" : "当月无数据";
  // What could be taken back until then is told no more.
  if (isLocked(sheet)) say("");
  void changed("month", trace);
}

/**
 * @param {string} sentence
 * @param {boolean} [failed]
 */
function say(sentence, failed = false) {
  const line = byId("saving");
  write(line, sentence);
  line.classList.toggle("failed", failed);
}

/**
 * A key was struck in a cell: show what it does, and save it when the typing pauses.
 * @param {HTMLInputElement} input
 */
export function typed(input) {
  if (!shown) return;
  const figure = figureOf(input);
  const key = keyOf(shown.month, figure);
  const entry = shown.cells[figure]?.month;
  unsaved.struck(key, input.value, entry ? textOf(entry) : "");
}

/**
 * A cell is left: what was typed in it is saved at once.
 * @param {HTMLInputElement} input
 */
export const leave = (input) => unsaved.leave(keyOf(currentMonth(), figureOf(input)));

/** Waits until nothing is being asked about what is typed. */
export const { settled } = unsaved;

/** Saves what was typed, if anything was, and says whether nothing is left to save. */
export async function save() {
  const saved = [await unsaved.save(), await saveFilledOn()];
  return saved.every(Boolean);
}

/** Forgets what was typed and not saved: it belongs to data that is no longer there. */
export function giveUp() {
  unsaved.giveUp();
  dateTyped = null;
}

export const left = () => (dateTyped ? "填报时间没有保存，原因写在表上方" : "有内容没有保存，原因写在那一页上");

/** Saves at once and says so, for hands that are used to it. */
export async function saveNow() {
  if (await save()) say("已自动保存，不用按保存");
}

/**
 * Whether something stands in a cell that is not on the disk yet.
 * @param {HTMLInputElement} input
 */
export const isUnsaved = (input) => unsaved.texts.has(keyOf(currentMonth(), figureOf(input)));

/**
 * Whether a cell has another text than when it came to hand.
 * @param {HTMLInputElement} input
 */
export const isTypedIn = (input) => unsaved.isChanged(keyOf(currentMonth(), figureOf(input)), input.value);

/**
 * Gives a cell back what stood in it before: at once, since the next key is struck before any answer.
 * @param {HTMLInputElement} input
 */
export async function restore(input) {
  const { before, isOnDisk } = unsaved.takeBack(keyOf(currentMonth(), figureOf(input)));
  input.value = before;
  input.select();
  if (isOnDisk) await telling(reread);
}

/**
 * Half a word was left in a cell; what stood there before stands there again.
 * @param {HTMLInputElement} input
 * @param {string} letters
 */
export function tellHalfWord(input, letters) {
  say(halfWordSentence(letters, { called: input.ariaLabel ?? "", text: input.value }), true);
}

/**
 * Pastes over the cells from one on.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export async function pasteFrom(input, text) {
  if (!shown) return;
  const { month } = shown;
  await telling(async () => {
    const count = await backend.paste(month, figureOf(input), text);
    await rereadSaved();
    // Who went on typing must not overwrite a digit with the next.
    if (!isUnsaved(input)) input.select();
    say(`已粘贴 ${count} 格，已自动保存；粘错了按 Ctrl+Z 撤销`);
    void learn();
  }, "edit");
}

/** Takes back the newest change; or, while a cell is being typed in, what was typed. */
export async function undo() {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && isUnsaved(focused)) {
    await restore(focused);
    return;
  }
  await reverse(backend.undo, "没有可以撤销的了");
}

/** Makes again what undo took back. */
export const redo = () => reverse(backend.redo, "没有可以重做的了");

/**
 * @param {typeof backend.undo} work
 * @param {string} nothing
 */
async function reverse(work, nothing) {
  await telling(async () => {
    const undone = await work();
    unsaved.forgetBefore();
    if (undone?.month && undone.month !== currentMonth()) await openMonth(undone.month);
    else await reread();
    if (undone?.figure) goTo(undone.figure);
    say(undone ? undone.sentence : nothing);
    // What was taken back on another page is not seen from here.
    if (undone && !undone.month) tell(undone.sentence);
    void learn();
  }, "edit");
}

/** Fills the blanks of the month with 0. The caller has asked. */
export async function fillZero() {
  await telling(async () => {
    const count = await backend.fillZero(currentMonth());
    await rereadSaved();
    say(`已给 ${count} 格补 0，已自动保存；按 Ctrl+Z 撤销`);
    void learn();
  }, "edit");
}

/** Marks the month 当月无数据, or takes the mark away. */
export async function switchNoData() {
  await telling(async () => {
    if (!shown) return;
    showSheet(await backend.setNoData(shown.month, !shown.no_data));
    void learn();
  }, "edit");
}

/** 填报时间 that was typed and is not on the disk. @type {{ month: string, text: string } | null} */
let dateTyped = null;

const dateInput = () => find(byId("paper"), ".header-date input", HTMLInputElement);

/** 填报时间 is saved when it is left, and before anything else is shown. */
export function listenToFilledOn() {
  const input = dateInput();
  listenToComposition(find(byId("paper"), ".header-date", HTMLElement), {
    cellOf: (target) => (target === input ? input : null),
    typed: () => {
      if (shown) dateTyped = { month: shown.month, text: input.value };
    },
    left: saveFilledOn,
    halfWord: (_, letters) => say(halfWordSentence(letters, { called: "填报时间", text: input.value }), true),
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (isComposing(event) || !dateTyped) return;
    if (event.key === "Enter") void saveFilledOn();
    if (event.key !== "Escape") return;
    event.preventDefault();
    dateTyped = null;
    tellFilledOn("");
    input.value = shown?.filled_on_name ?? "";
    input.select();
  });
}

/** Says whether nothing of it is left to save; what is refused stays in its field, with the reason. */
async function saveFilledOn() {
  if (!dateTyped) return true;
  const { month, text } = dateTyped;
  try {
    const sheet = await backend.setFilledOn(month, text);
    if (dateTyped?.text === text) dateTyped = null;
    tellFilledOn("");
    // What was struck meanwhile, or is being composed, stands.
    if (!dateTyped && !isComposedIn(dateInput())) dateInput().value = sheet.filled_on_name;
    if (unsaved.texts.size > 0) void unsaved.follow();
    else if (shown?.month === month && past === null) showSheet(sheet);
    say("已自动保存");
    return true;
  } catch (thrown) {
    tellFilledOn(backend.sentenceOf(thrown));
    return false;
  }
}

/** @param {string} problem */
function tellFilledOn(problem) {
  const input = dateInput();
  if (input.nextElementSibling) write(input.nextElementSibling, problem);
  if (problem) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/**
 * Exports the month and offers to show the file.
 * @param {(month: string, revision: number | null) => Promise<string | null>} write
 */
async function exportWith(write) {
  await telling(async () => {
    // What is told of the month is told of what is saved.
    if (!(await save()) || !shown) return;
    const { month, checks } = shown;
    const blank = checks.filter((check) => check.level === "blank").length;
    await exporting(() => write(month, past), blank ? `，其中还有 ${blank} 项空白` : "");
    void learn();
  });
}

/** Exports the month as a workbook. */
export const exportMonth = () => exportWith(backend.exportWorkbook);

/** Exports the month as PDF. */
export const exportPdf = () => exportWith(backend.exportPdf);

/** Draws the month as it is being typed, or the old revision that is looked at. */
export const preview = () => (shown ? backend.preview(shown.month, past, [...unsavedOf(shown.month)]) : null);

/**
 * Prints the month and tells what became of it.
 * @param {Action[]} [instead] what else can be done where it is refused
 */
export async function printMonth(instead = []) {
  await telling(async () => {
    if (!shown) return;
    const { month } = shown;
    await printing(say, () => backend.print(month, past), [{ label: "导出 PDF", run: exportPdf }, ...instead]);
    void learn();
  });
}

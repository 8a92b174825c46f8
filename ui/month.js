// The shown month: drawing it, typing in it, saving it. A typed text is kept here until it is on the disk;
// the program behind the page computes its effect.

import * as backend from "./backend.js";
import { halfWordSentence, isComposedIn, listenToComposition } from "./composition.js";
import { exporting, printing } from "./exporting.js";
import { monthName } from "./months.js";
import { settle, tell, telling } from "./messages.js";
import { buttonOf, byId, find, setText, write } from "./page.js";
import { dateOn, drawPaper, figureOf, fillPaper, fit, goTo, isLocked, judge, markSaving } from "./paper.js";
import { savingOf } from "./saving.js";
import { isCollating } from "./sides.js";
import { changed, figureInHand, form, isLooking, learn, named, overview } from "./state.js";
import { showResult, showTerms, typedTextOf } from "./sums.js";
import { typedTexts } from "./typed-texts.js";

/** @import { Action } from "./messages.js" */
/** @import { Form, SavedMonth, Sheet, Trace } from "./types" */

/** @type {Sheet | null} */
let shown = null;
/**
 * A cell of a month. A typed text belongs to its own month, even if another one is shown when it is saved.
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
    // The next text is typed over this sheet.
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
    // If something is still unsaved, the preview has just shown the month with it.
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
  // Data that is only looked at, or a month that was made final elsewhere, has no cell to save to.
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

/** The number of the old revision that is shown instead of the month. @type {number | null} */
let past = null;

/** The shown month; empty before there is one. */
export const currentMonth = () => shown?.month ?? "";

/** Whether an old revision is shown. */
export const looksBack = () => past !== null;

/** The sheet of the month as it was last received. */
export const currentSheet = () => shown;

/** The shown month as an entry of the overview. */
export const railMonth = () => overview.months.find(({ month }) => month === shown?.month);

/**
 * Shows a month.
 * @param {string} month
 */
export async function openMonth(month) {
  // A text that could not be saved keeps its month on the screen, with the reason.
  if (!(await save())) {
    if (dateTyped) dateInput()?.focus();
    return;
  }
  for (const mark of document.querySelectorAll(".entry[data-saving]")) {
    if (mark instanceof HTMLElement) mark.dataset.saving = "";
  }
  await showSheet(await backend.sheet(month));
  say("");
}

/**
 * Shows an old revision.
 * @param {string} month
 * @param {number} number
 */
export async function openRevision(month, number) {
  if (!(await save())) return;
  await showAsReported(await backend.revision(month, number), number);
  say("");
}

/** Reads the month again, after another program or an undo has changed it. */
export async function reread() {
  if (!shown) return;
  const { month } = shown;
  if (past === null && unsavedOf(month).size > 0) {
    await unsaved.follow();
    return;
  }
  const { sheet, trace } = await backend.previewFigures(month, [], figureInHand());
  await showAsReported(sheet, null, trace);
}

/** Reads the month again after a change of many cells, and marks the changed cells as saved. */
async function rereadSaved() {
  const old = shown?.cells ?? {};
  unsaved.forgetBefore();
  await reread();
  for (const [figure, { month: entry }] of Object.entries(shown?.cells ?? {})) {
    if (JSON.stringify(old[figure]?.month) !== JSON.stringify(entry)) markSaving(figure, "saved");
  }
}

/**
 * Shows a month as it was just received.
 * @param {Sheet} sheet
 */
export const showSheet = (sheet) => showAsReported(sheet, null);

/** The edition of the notice from which the paper is drawn. */
let edition = 0;

/**
 * Draws the empty form, of the present edition or of the one that a report was drawn from.
 * @param {Form} of
 */
export function drawForm(of) {
  ({ edition } = of);
  drawPaper(byId("paper"), of);
  listenToFilledOn();
}

/**
 * Shows a sheet in the words and rows of its edition.
 * @param {Sheet} sheet
 * @param {number | null} number
 * @param {Trace | null} [trace]
 */
async function showAsReported(sheet, number, trace) {
  if (sheet.edition !== edition) drawForm(sheet.edition === form.edition ? form : await backend.formOfEdition(sheet.edition));
  show(sheet, number, trace);
}

/**
 * @param {Sheet} sheet
 * @param {number | null} number
 * @param {Trace | null} [trace] the history of the figure in hand, if it came with the sheet
 */
function show(sheet, number, trace) {
  shown = sheet;
  past = number;
  const date = dateInput()?.value ?? "";
  fillPaper(byId("paper"), sheet, number === null ? unsavedOf(sheet.month) : new Map());
  const field = dateInput();
  if (dateTyped && field) field.value = date;
  texts.fill(isLocked(sheet) || isLooking());
  setText(document, "#month-name", sheet.month_name);
  const errors = sheet.checks.filter((check) => check.level === "error").length;
  const progress = sheet.no_data ? "当月无数据" : `${isCollating() ? "有数" : "已填"} ${sheet.filled}/${sheet.to_fill}`;
  setText(document, "#progress", errors ? `${progress}，${errors} 处要改` : progress);
  // A locked month offers no undo, which would change another month or another page.
  for (const id of ["undo", "redo", "fill-zero", "no-data"]) buttonOf(id).hidden = isLocked(sheet) || isCollating();
  buttonOf("fill-zero").disabled = sheet.no_data || sheet.filled === sheet.to_fill;
  buttonOf("no-data").textContent = sheet.no_data ? "取消“当月无数据”" : "当月无数据";
  // The offer to undo something is no longer valid.
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
 * Handles a key in a cell: shows its effect, and saves when typing pauses.
 * @param {HTMLInputElement} input
 */
export function typed(input) {
  if (!shown) return;
  const figure = figureOf(input);
  const key = keyOf(shown.month, figure);
  const entry = shown.cells[figure]?.month;
  unsaved.struck(key, input.value, entry ? typedTextOf(entry) : "");
}

/**
 * A cell comes to hand: a sum is shown as it was typed.
 * @param {HTMLInputElement} input
 */
export function enter(input) {
  showTerms(input);
  fit(input, input.value);
}

/**
 * A cell was left: a sum shows its result, and the text is saved at once.
 * @param {HTMLInputElement} input
 */
export function leave(input) {
  const figure = figureOf(input);
  const entry = showResult(input);
  fit(input, input.value);
  // A sum that was left before its last term is a mistake now.
  if (entry) judge(figure, entry);
  return unsaved.leave(keyOf(currentMonth(), figure));
}

/** Waits until no question about typed texts is open. */
export const { settled } = unsaved;

/** Saves what was typed, and returns whether everything is saved. */
export async function save() {
  const saved = [await unsaved.save(), await saveFilledOn(), await texts.save()];
  return saved.every(Boolean);
}

/** Drops unsaved texts, which belong to data that is no longer open. */
export function giveUp() {
  unsaved.giveUp();
  texts.giveUp();
  dateTyped = null;
}

export const left = () => texts.left() || (dateTyped ? `${named("date")}没有保存，原因写在那一栏旁边` : "有内容没有保存，原因写在那一页上");

/** Saves at once and says so, for people who are used to pressing Ctrl+S. */
export async function saveNow() {
  if (await save()) say("已自动保存，不用按保存");
}

/**
 * Whether a cell contains a text that is not on the disk yet.
 * @param {HTMLInputElement} input
 */
export const isUnsaved = (input) => unsaved.texts.has(keyOf(currentMonth(), figureOf(input)));

/**
 * Whether the text of a cell has changed since it came to hand.
 * @param {HTMLInputElement} input
 */
export const isTypedIn = (input) => unsaved.isChanged(keyOf(currentMonth(), figureOf(input)), input.value);

/**
 * Restores the former text of a cell, without waiting for an answer, because the next key may be pressed at once.
 * @param {HTMLInputElement} input
 */
export async function restore(input) {
  const { before, isOnDisk } = unsaved.takeBack(keyOf(currentMonth(), figureOf(input)));
  input.value = before;
  input.select();
  if (isOnDisk) await telling(reread);
}

/**
 * Reports that an unfinished word was dropped and the former text of the cell was restored.
 * @param {HTMLInputElement} input
 * @param {string} letters
 */
export function tellHalfWord(input, letters) {
  say(halfWordSentence(letters, { called: input.ariaLabel ?? "", text: input.value }), true);
}

/**
 * Pastes over the cells from a given one on.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export async function pasteFrom(input, text) {
  if (!shown) return;
  const { month } = shown;
  await telling(async () => {
    const count = await backend.paste(month, figureOf(input), text);
    await rereadSaved();
    // If somebody has gone on typing, the next digit must not replace the text.
    if (!isUnsaved(input)) input.select();
    say(`已粘贴 ${count} 格，已自动保存；粘错了按 Ctrl+Z 撤销`);
    void learn();
  }, "edit");
}

/** Undoes the newest change; or, while a cell is being typed in, its text. */
export async function undo() {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && isUnsaved(focused)) {
    await restore(focused);
    return;
  }
  if (texts.isUnsaved(focused)) {
    texts.giveUp();
    return;
  }
  await reverse(backend.undo, "没有可以撤销的了");
}

/** Repeats what was undone. */
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
    // A change on another page is not visible from here.
    if (undone && !undone.month) tell(undone.sentence);
    void learn();
  }, "edit");
}

/** Fills the blank cells of the month with 0, after the caller has asked. */
export async function fillZero() {
  await telling(async () => {
    const count = await backend.fillZero(currentMonth());
    await rereadSaved();
    say(`已给 ${count} 格补 0，已自动保存；按 Ctrl+Z 撤销`);
    void learn();
  }, "edit");
}

/** Sets or removes the mark 当月无数据 of the month. */
export async function switchNoData() {
  await telling(async () => {
    if (!shown) return;
    await showSheet(await backend.setNoData(shown.month, !shown.no_data));
    void learn();
  }, "edit");
}

/** The texts that are no figures. */
const texts = typedTexts(byId("paper"), {
  shown: () => shown,
  saved: async (sheet) => {
    if (shown?.month === sheet.month && past === null) {
      if (unsaved.texts.size > 0) shown = { ...shown, texts: sheet.texts };
      else await showSheet(sheet);
    }
    say("已自动保存");
    void learn();
  },
  givenUp: () => void telling(reread),
});

/** A typed day of the report that is not on the disk yet. @type {{ month: string, text: string } | null} */
let dateTyped = null;

const dateInput = () => dateOn(byId("paper"));

/** Saves the day of the report when the field is left, and before anything else is shown. */
function listenToFilledOn() {
  const input = dateInput();
  const field = input?.parentElement;
  if (!input || !field) return;
  listenToComposition(field, {
    cellOf: (target) => (target === input ? input : null),
    typed: () => {
      if (shown) dateTyped = { month: shown.month, text: input.value };
    },
    left: saveFilledOn,
    halfWord: (_, letters) => say(halfWordSentence(letters, { called: named("date"), text: input.value }), true),
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (!dateTyped) return;
    if (event.key === "Enter") void saveFilledOn();
    if (event.key !== "Escape") return;
    event.preventDefault();
    dateTyped = null;
    tellFilledOn("");
    input.value = shown?.filled_on_name ?? "";
    input.select();
  });
}

/** Saves the day of the report and returns whether it is saved; a refused text stays in its field, with the reason. */
async function saveFilledOn() {
  if (!dateTyped) return true;
  const { month, text } = dateTyped;
  try {
    const sheet = await backend.setFilledOn(month, text);
    if (dateTyped?.text === text) dateTyped = null;
    tellFilledOn("");
    // A text that was typed during the call, or is being composed, stays.
    const input = dateInput();
    if (!dateTyped && input && !isComposedIn(input)) input.value = sheet.filled_on_name;
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
  if (!input) return;
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
    // The message about the month must be about its saved state.
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

/** Draws the month with its unsaved texts, or the old revision that is shown. */
export const preview = () => (shown ? backend.preview(shown.month, past, [...unsavedOf(shown.month)]) : null);

/**
 * Prints the month and reports the result.
 * @param {Action[]} [instead] what else can be done if printing is refused
 */
export async function printMonth(instead = []) {
  await telling(async () => {
    if (!shown) return;
    const { month } = shown;
    await printing(say, () => backend.print(month, past), [{ label: "导出 PDF", run: exportPdf }, ...instead]);
    void learn();
  });
}

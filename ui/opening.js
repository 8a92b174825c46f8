// The opening balance in the settings, saved cell by cell like the form. A change can contradict earlier
// reports, which are then named.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { buttonOf, byId, find, setText, write } from "./page.js";
import { go } from "./pages.js";
import { cellOfFigure, cellsOf, drawOpening, figuresWithTotal, fillOpening, goTo, goToOpen, judge, markSaving } from "./opening-table.js";
import { savingOf } from "./saving.js";
import { form, learn, overview } from "./state.js";
import { typedTextOf } from "./sums.js";

/** @import { Entry, Opening, SavedOpening } from "./types" */

const root = () => byId("opening-grid");

const NOTHING_TO_UNDO = "没有可以撤销的期初累计";

/** @type {Opening | null} */
let shown = null;

/** The texts that are not on the disk yet, by figure. @type {ReturnType<typeof savingOf<string, SavedOpening>>} */
const unsaved = savingOf({
  save: backend.fillOpening,
  preview: async () => {
    const asked = Object.fromEntries(unsaved.texts);
    const entries = await backend.readOpening(overview.unit?.kind ?? "township", asked);
    for (const [figure, entry] of Object.entries(entries)) {
      // Another key was pressed since; its own answer will follow.
      if (unsaved.texts.has(figure) && unsaved.texts.get(figure) === asked[figure]) judge(root(), figure, entry);
    }
  },
  saved: ({ opening }) => void telling(() => changed(opening, "已自动保存，各月累计数已重新计算")),
  mark: (figure, saving) => markSaving(root(), figure, saving),
  say,
  hopeless: ["only_looking"],
  called: (figure) => cellOfFigure(root(), figure).getAttribute("aria-label") ?? figure,
  givenUp: () => void telling(reread),
});

export function prepareOpening() {
  const typed = (/** @type {string} */ figure, /** @type {string} */ text) => {
    const entry = shown?.entries[figure];
    unsaved.struck(figure, text, entry ? typedTextOf(entry) : "");
    drawUndo();
  };
  drawOpening(root(), { typed, left: unsaved.leave, restore, paste, last: save, key });
  buttonOf("opening-undo").addEventListener("click", () => void undo());
  find(byId("settings-to-correct"), "button", HTMLButtonElement).addEventListener("click", () => void go("history"));
}

/** Reads and shows the opening balance, and the reports that contradict it. */
export async function reread() {
  show(await backend.opening());
  await showToCorrect();
}

/** @param {Opening} opening */
function show(opening) {
  shown = opening;
  setText(document, "#opening-through", throughSentence(opening.through_name));
  const asked = figuresAsked(opening.entries);
  byId("opening").hidden = asked.size === 0;
  fillOpening(root(), opening.entries, unsaved.texts, asked);
  drawUndo();
}

/**
 * The figures of which the form prints a total, and those that have a text from before: it counts, and can be taken out.
 * @param {Record<string, Entry>} entries
 */
function figuresAsked(entries) {
  const asked = figuresWithTotal();
  for (const [figure, entry] of Object.entries(entries)) if (typedTextOf(entry) !== "") asked.add(figure);
  return asked;
}

function drawUndo() {
  const button = buttonOf("opening-undo");
  button.disabled = !shown?.can_undo && unsaved.texts.size === 0;
  button.title = button.disabled ? `${NOTHING_TO_UNDO}（Ctrl+Z）` : "撤销期初累计的上一次改动（Ctrl+Z）";
}

/** @param {string} through */
export const throughSentence = (through) => `填截至${through}底的累计数，上一张表的“${form.columns.total}”一栏里有；没有的填 0，暂时不知道的留空。可以整列复制粘贴。`;

/** Names the months whose reports differ from the records. */
async function showToCorrect() {
  const changed = (await backend.differences()).filter((one) => one.state === "final" || one.state === "sent");
  const line = byId("settings-to-correct");
  line.hidden = changed.length === 0;
  setText(line, "span", `${changed.map((one) => one.name).join("、")}报出的累计数和现在的不同，要做更正。`);
}

/**
 * @param {Opening} opening
 * @param {string} sentence
 * @param {string} [figure] the cell to go to, before another key is pressed
 */
async function changed(opening, sentence, figure) {
  show(opening);
  if (figure) goTo(cellOfFigure(root(), figure));
  say(sentence);
  await showToCorrect();
  await learn();
}

/**
 * @param {string} sentence
 * @param {boolean} [failed]
 */
function say(sentence, failed = false) {
  write(byId("opening-saving"), sentence);
  byId("opening-saving").classList.toggle("failed", failed);
}

/** Saves what was typed, and returns whether everything is saved. */
export const save = () => unsaved.save();

/** Drops unsaved texts, which belong to data that is no longer open. */
export const giveUp = () => unsaved.giveUp();

/** The message before the window closes with something unsaved. */
export const left = () => "期初累计有没有保存的数，原因写在“设置”里";

/**
 * Restores the saved amount of a cell, and returns whether there was anything to restore.
 * @param {string} figure
 */
function restore(figure) {
  const cell = cellOfFigure(root(), figure);
  const typing = unsaved.isChanged(figure, cell.value);
  if (typing) {
    cell.value = unsaved.takeBack(figure).before;
    if (shown) show(shown);
  }
  cell.select();
  return typing;
}

/**
 * @param {string} figure
 * @param {string} text
 */
async function paste(figure, text) {
  await telling(async () => {
    const before = shown?.entries ?? {};
    const count = await backend.pasteOpening(figure, text);
    unsaved.forgetBefore();
    const opening = await backend.opening();
    show(opening);
    for (const [one, entry] of Object.entries(opening.entries)) {
      if (JSON.stringify(before[one]) !== JSON.stringify(entry)) markSaving(root(), one, "saved");
    }
    // A text that was typed during the call is not selected, or the next key would replace it.
    if (!unsaved.texts.has(figure)) cellOfFigure(root(), figure).select();
    await changed(opening, `已粘贴 ${count} 格，已自动保存；粘错了按 Ctrl+Z 撤销`);
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {string} figure
 */
function key(event, figure) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  /** @type {Record<string, (() => unknown) | undefined>} */
  const shortcuts = {
    z: () => (event.shiftKey ? redo() : unsaved.texts.has(figure) ? restore(figure) : undo()),
    y: () => redo(),
    s: async () => void ((await save()) && say("已自动保存，不用按保存")),
  };
  const run = shortcuts[event.key.toLowerCase()];
  if (!run) return false;
  void run();
  return true;
}

const undo = () => reverse(backend.undo, ({ can_undo }) => can_undo, NOTHING_TO_UNDO);
const redo = () => reverse(backend.redo, ({ can_redo }) => can_redo, "没有可以重做的期初累计");

/**
 * Undoes or repeats a change of the opening balance. If the newest change is on another page, it can only be
 * undone there.
 * @param {typeof backend.undo} work
 * @param {(opening: Opening) => boolean} may
 * @param {string} nothing
 */
async function reverse(work, may, nothing) {
  if (!(await save())) return;
  await telling(async () => {
    const before = await backend.opening();
    if (!may(before)) {
      show(before);
      say(nothing);
      return;
    }
    const undone = await work();
    unsaved.forgetBefore();
    for (const cell of cellsOf(root())) cell.parentElement?.removeAttribute("data-saving");
    await changed(await backend.opening(), undone?.sentence ?? nothing, undone?.figure ?? undefined);
  });
}

/**
 * Goes to the cell of a figure, or without one to the first place that is not filled in.
 * @param {string} [figure]
 */
export const goToOpening = (figure) => (figure ? goTo(cellOfFigure(root(), figure)) : goToOpen(root()));

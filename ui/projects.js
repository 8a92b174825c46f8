// The project list as a page: drawing it, typing in it, saving it. A typed text is kept here until it is on
// the disk; the program behind the page computes its effect.

import * as backend from "./backend.js";
import { listenToCells } from "./cells.js";
import { halfWordSentence } from "./composition.js";
import { listenToDrag } from "./drag.js";
import { exporting, printing } from "./exporting.js";
import { ask, settle, tell, tellLooking, telling } from "./messages.js";
import { buttonOf, byId, find, setText, write } from "./page.js";
import * as table from "./project-table.js";
import { listenToLength, offerKnown, tellTooLong } from "./project-cells.js";
import { prepareImport, showDifference, showImport } from "./project-dialogs.js";
import { savingOf } from "./saving.js";
import { reveal } from "./sight.js";
import { changed, hasList, learn, projectForm, showPage } from "./state.js";
import { closeSuggestions, keyInSuggestions } from "./suggestions.js";

/** @import { Shortcuts } from "./pages.js" */
/** @import { Overview, ProjectSheet, SavedProject } from "./types" */
/** @import { Cell } from "./cells.js" */

/** @type {ProjectSheet | null} */
let shown = null;
/** The texts that are not on the disk yet, by cell. @type {ReturnType<typeof savingOf<Cell, SavedProject>>} */
const unsaved = savingOf({
  save: async ([[cell, text]], instead) => {
    const answer = await backend.saveProject(table.idOf(cell), table.fieldOf(cell), text, instead);
    if (answer.id !== null) table.adopt(cell, answer.id);
    // The next text is typed over this sheet.
    shown = answer.sheet;
    return answer;
  },
  preview: async () => {
    const [last] = [...unsaved.texts.keys()].slice(-1);
    const line = last?.closest("tr");
    if (!last || !line) return;
    const texts = [...unsaved.texts].filter(([cell]) => cell.closest("tr") === line);
    const row = await backend.previewProject(table.idOf(last), texts.map(([cell, text]) => [table.fieldOf(cell), text]));
    table.showRemark(line, row);
  },
  saved: ({ sheet, overview }) => {
    show(sheet, overview);
    say("已自动保存");
    settle("edit");
  },
  mark: table.markSaving,
  say,
  // The project was deleted by another program, or the data may only be looked at.
  hopeless: ["project", "only_looking"],
  called: (cell) => cell.getAttribute("aria-label") ?? "",
  givenUp: () => void telling(reread),
});

export const name = "projects";

export function prepareProjects() {
  if (!hasList()) return;
  const paper = byId("projects-paper");
  table.drawTable(paper);
  prepareImport();
  listenToCells(paper, {
    cellOf: table.cellOf,
    typed: (cell) => {
      if (shown) offerKnown(cell, shown, typed);
      return typed(cell);
    },
    left: (cell) => {
      closeSuggestions();
      return unsaved.leave(cell);
    },
    step: (cell, by, begun) => {
      const next = table.neighbour(cell, by, table.fieldOf(begun));
      if (next && !table.isWaiting(next)) next.focus();
      else void save();
    },
    restore: (cell) => {
      const typing = unsaved.isChanged(cell, cell.value);
      if (typing) void restore(cell);
      return typing;
    },
    halfWord: (cell, letters) => {
      table.grow(cell);
      say(halfWordSentence(letters, { called: cell.ariaLabel ?? "", text: cell.value }), true);
    },
    refused: tellLooking,
    paste: (cell, text) => {
      // A single cell without a line break is inserted at the cursor, as in every field.
      if (!/[\t\n\r]/.test(text)) {
        tellTooLong(cell, text);
        return false;
      }
      void pasteFrom(cell, text);
      return true;
    },
    key: (event, cell) => keyInSuggestions(event) || inRow(event, cell),
  });
  listenToLength(paper);
  paper.addEventListener("pointerdown", (event) => {
    const cell = table.cellOf(event.target);
    if (!cell || !table.isWaiting(cell)) return;
    event.preventDefault();
    table.openBlank(table.fieldOf(cell))?.focus();
  });
  paper.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.classList.contains("done")) void setDone(target);
  });
  paper.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".delete")) void remove(target);
  });
  listenToDrag(paper, {
    isRow: (line) => table.idOf(line) !== null,
    dropped: (line, place) => void moveTo(line, place),
  });
  listenToButtons();
}

function listenToButtons() {
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    "projects-undo": undo,
    "projects-redo": redo,
    "projects-sort": () => changing(backend.sortProjects, "已按完成时限排序，已自动保存；按 Ctrl+Z 撤销"),
    "projects-import": importFile,
    "projects-diff": () => shown && showDifference(shown),
    "projects-send": send,
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
  const beside = find(document, "#projects-beside", HTMLInputElement);
  beside.addEventListener("change", () => void telling(async () => {
    try {
      await backend.setProjectsBesideMonth(beside.checked);
    } catch (refused) {
      // The box shows the saved setting.
      beside.checked = !beside.checked;
      throw refused;
    }
  }));
}

/** Shows the list; it brings the overview with it. */
export async function open() {
  showPage("projects");
  // Not after the list has arrived: by then there may be a newer message.
  say("");
  show(await backend.projectSheet());
  find(document, "#projects-beside", HTMLInputElement).checked = await backend.projectsBesideMonth();
}

/** Puts the cursor where the next project is typed. */
export const focus = () => table.openBlank("by")?.focus();

/** Reads the list again, after a change elsewhere. */
export async function reread() {
  show(await backend.projectSheet());
}

/**
 * @param {ProjectSheet} sheet
 * @param {Overview} [overview] the overview, if it came with the list
 */
function show(sheet, overview) {
  shown = sheet;
  table.fillTable(byId("projects-paper"), sheet, unsaved.texts);
  const counts = /** @type {[number, string][]} */ ([
    [sheet.overdue, "逾期"],
    [sheet.done, "已完成"],
    [sheet.incomplete, "有空白"],
  ]);
  const parts = counts.filter(([count]) => count > 0).map(([count, what]) => `${what} ${count} 项`);
  const draft = sheet.incomplete > 0 ? "（印出来带“草稿”二字）" : "";
  setText(document, "#projects-progress", [`共 ${sheet.rows.length} 项`, ...parts].join("，") + draft);
  byId("projects-progress").classList.toggle("late", sheet.overdue > 0);
  setText(document, "#projects-sent", sentSentence(sheet));
  buttonOf("projects-diff").disabled = sheet.sent === null;
  buttonOf("projects-send").disabled = sheet.rows.length === 0 || sheet.sent?.unchanged === true;
  void changed("projects");
  void learn(overview);
}

/** @param {ProjectSheet} sheet */
function sentSentence({ sent, difference }) {
  if (!sent) return "还没有报送过";
  if (sent.unchanged) return `第 ${sent.number} 次报送于 ${sent.on}，以后没有改动`;
  const changed = difference.length > 0 ? `以后有 ${difference.length} 项变化` : "以后只变了顺序";
  return `第 ${sent.number} 次报送于 ${sent.on}，${changed}`;
}

/**
 * @param {string} sentence
 * @param {boolean} [failed]
 */
function say(sentence, failed = false) {
  const line = byId("projects-saving");
  write(line, sentence);
  line.classList.toggle("failed", failed);
}

/**
 * Handles a key in a cell: shows its effect on the row, and saves when typing pauses.
 * @param {Cell} cell
 */
function typed(cell) {
  unsaved.struck(cell, cell.value, savedText(cell));
  table.grow(cell);
  table.arrangeBlanks();
}

/** Saves what was typed, and returns whether everything is saved. */
export const save = () => unsaved.save();

/** Drops unsaved texts, which belong to data that is no longer open. */
export const giveUp = () => unsaved.giveUp();

/** The message before the window closes with something unsaved. */
export const left = () => `${projectForm.mark}有内容没有保存，原因写在那一页上`;

/**
 * The saved text of a cell, as it was last received.
 * @param {Cell} cell
 */
function savedText(cell) {
  const row = shown?.rows.find(({ id }) => id === table.idOf(cell));
  return row ? row[table.fieldOf(cell)] : "";
}

/**
 * Restores the former text of a cell, without waiting for an answer, because the next key may be pressed at once.
 * @param {Cell} cell
 */
async function restore(cell) {
  const { before, isOnDisk } = unsaved.takeBack(cell);
  cell.value = before;
  table.grow(cell);
  cell.select();
  if (isOnDisk) await telling(reread);
}

/**
 * Pastes over the cells from a given one on.
 * @param {Cell} cell
 * @param {string} text
 */
async function pasteFrom(cell, text) {
  await telling(async () => {
    const count = await backend.pasteProjects(table.idOf(cell), table.fieldOf(cell), text);
    unsaved.forgetBefore();
    show(await backend.projectSheet());
    say(`已粘贴 ${count} 格，已自动保存；粘错了按 Ctrl+Z 撤销`);
  }, "edit");
}

/**
 * Alt with an arrow moves the row, Ctrl+Delete deletes it.
 * @param {KeyboardEvent} event
 * @param {Cell} cell
 */
function inRow(event, cell) {
  const by = /** @type {Record<string, number | undefined>} */ ({ ArrowUp: -1, ArrowDown: 1 })[event.key];
  if (by && event.altKey) {
    const place = table.placeOf(cell) + by;
    if (table.idOf(cell) !== null && place >= 0 && place < (shown?.rows.length ?? 0)) void moveTo(cell, place);
    return true;
  }
  if (event.key === "Delete" && event.ctrlKey) {
    void remove(cell);
    return true;
  }
  return false;
}

/** @type {Shortcuts} */
export const shortcuts = {
  "Ctrl+s": async () => void ((await save()) && say("已自动保存，不用按保存")),
  "Ctrl+e": () => exportWorkbook(),
  "Ctrl+p": printList,
  "Ctrl+z": ({ shiftKey }) => (shiftKey ? redo() : undo()),
  "Ctrl+y": () => redo(),
};

/**
 * Changes the list, shows it and reports what was done.
 * @param {() => Promise<ProjectSheet>} work
 * @param {string} done
 */
async function changing(work, done) {
  await telling(async () => {
    show(await work());
    say(done);
  }, "edit");
}

/**
 * @param {Element} element
 * @param {number} place
 */
async function moveTo(element, place) {
  await changing(async () => {
    const id = table.idOf(element);
    return id === null ? backend.projectSheet() : backend.moveProject(id, place);
  }, `已移到第 ${place + 1} 项，已自动保存`);
  const cell = table.cellOf(element);
  if (cell) reveal(cell);
}

/** @param {HTMLInputElement} box */
async function setDone(box) {
  const id = table.idOf(box);
  if (id === null) {
    box.checked = false;
    return;
  }
  await changing(() => backend.setProjectDone(id, box.checked), box.checked ? "已记为完成" : "已去掉完成标记");
  // After a refusal the box shows the saved state.
  box.checked = shown?.rows.some((row) => row.id === id && row.done_on !== null) ?? false;
}

/** @param {Element} element */
async function remove(element) {
  const id = table.idOf(element);
  const row = shown?.rows.find((project) => project.id === id);
  if (id === null || !row) return;
  const cell = table.cellOf(element);
  const next = cell ? (table.neighbour(cell, 1) ?? cell) : null;
  // Unsaved texts in a deleted row are dropped.
  for (const typed of [...unsaved.texts.keys()]) if (table.idOf(typed) === id) unsaved.forget(typed);
  await telling(async () => {
    show(await backend.removeProject(id));
    const name = row.by || row.scale || "空白项目";
    tell(`已删除第 ${row.number} 项“${name}”`, { action: { label: "撤销", run: () => void undo() }, passing: true });
    say("已自动保存");
    next?.focus();
  });
}

/** Undoes the newest change; or, while a cell is being typed in, its text. */
async function undo() {
  const cell = table.cellOf(document.activeElement);
  if (cell && unsaved.texts.has(cell)) {
    await restore(cell);
    return;
  }
  await reverse(backend.undo, "没有可以撤销的了");
}

const redo = () => reverse(backend.redo, "没有可以重做的了");

/**
 * @param {typeof backend.undo} work
 * @param {string} nothing
 */
async function reverse(work, nothing) {
  await telling(async () => {
    const undone = await work();
    unsaved.forgetBefore();
    show(await backend.projectSheet());
    const changed = undone?.project ? table.firstCell(undone.project) : null;
    changed?.focus();
    if (changed) reveal(changed);
    say(undone ? undone.sentence : nothing);
  }, "edit");
}

async function importFile() {
  await telling(async () => {
    const plan = await backend.planImport();
    if (plan === null || !(await showImport(plan))) return;
    const count = await backend.importProjects();
    show(await backend.projectSheet());
    say(`已导入 ${count} 项，已自动保存；导错了按 Ctrl+Z 撤销`);
  });
}

async function send() {
  if (!shown || !(await save())) return;
  const left = shown.incomplete > 0 ? `还有 ${shown.incomplete} 项有空白。` : "";
  const sentence = `${left}清单将照现在的样子存下来，以后可以看出和它有什么不同。报送以后再记。`;
  if (await ask(sentence, "记为已报送", "先不记")) {
    await changing(backend.sendProjects, "已记为已报送");
  }
}

/** Exports the list as a workbook. */
export const exportWorkbook = () => exportWith(backend.exportProjects);

/** Exports the list as PDF. */
export const exportPdf = () => exportWith(backend.exportProjectsPdf);

/** @param {() => Promise<string | null>} write */
async function exportWith(write) {
  await telling(async () => {
    // The message about the list must be about its saved state.
    if (!(await save()) || !shown) return;
    await exporting(write, shown.incomplete > 0 ? `，其中 ${shown.incomplete} 项有空白` : "");
  });
}

/** Prints the list and reports the result. */
export async function printList() {
  await telling(async () => {
    await printing(say, backend.printProjects, [{ label: "导出 PDF", run: exportPdf }]);
  });
}

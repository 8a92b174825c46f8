// The project list on the desk: showing it, typing in it, saving it. What is typed lives here until it is on the disk; the
// program behind the page is asked what it comes to.

import * as backend from "./backend.js";
import { listenToCells } from "./cells.js";
import { halfWordSentence } from "./composition.js";
import { listenToDrag } from "./drag.js";
import { exporting, printing } from "./exporting.js";
import { ask, settle, tell, tellLooking, telling } from "./notice.js";
import { buttonOf, byId, find, setText, write } from "./page.js";
import * as table from "./project-table.js";
import { listenToLength, offerKnown, tellTooLong } from "./project-cells.js";
import { prepareImport, showDifference, showImport } from "./project-dialogs.js";
import { savingOf } from "./saving.js";
import { reveal } from "./sight.js";
import { changed, learn, showPage } from "./state.js";
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
    // What is typed next is typed over this.
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
  // The row is gone, by another program's hand; or what is on the desk may only be looked at.
  hopeless: ["project", "only_looking"],
  called: (cell) => cell.getAttribute("aria-label") ?? "",
  givenUp: () => void telling(reread),
});

export const name = "projects";

export function prepareProjects() {
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
      // One cell without a line break goes where the cursor is, as in every field.
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
      // What is shown is what is saved.
      beside.checked = !beside.checked;
      throw refused;
    }
  }));
}

/** Puts the list on the desk; what is shown brings what stands around it. */
export async function open() {
  showPage("projects");
  // Not when the list is there: by then something else may have been said.
  say("");
  show(await backend.projectSheet());
  find(document, "#projects-beside", HTMLInputElement).checked = await backend.projectsBesideMonth();
}

/** Puts the cursor where the next project is typed. */
export const focus = () => table.openBlank("by")?.focus();

/** Reads the list anew, when something else has changed it. */
export async function reread() {
  show(await backend.projectSheet());
}

/**
 * @param {ProjectSheet} sheet
 * @param {Overview} [overview] what stands around it, where it came with the list
 */
function show(sheet, overview) {
  shown = sheet;
  table.fillTable(byId("projects-paper"), sheet, unsaved.texts);
  const counts = /** @type {[number, string][]} */ ([
    [sheet.overdue, "逾期"],
    [sheet.done, "已完成"],
    [sheet.incomplete, "有空白"],
  ]);
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${what} ${count} 项`);
  const draft = sheet.incomplete > 0 ? "（印出来带“草稿”二字）" : "";
  setText(document, "#projects-progress", [`共 ${sheet.rows.length} 项`, ...told].join("，") + draft);
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
 * A key was struck in a cell: show what it does to its row, and save it when the typing pauses.
 * @param {Cell} cell
 */
function typed(cell) {
  unsaved.struck(cell, cell.value, savedText(cell));
  table.grow(cell);
  table.arrangeBlanks();
}

/** Saves what was typed, if anything was, and says whether nothing is left to save. */
export const save = () => unsaved.save();

/** Forgets what was typed and not saved: it belongs to data that is no longer there. */
export const giveUp = () => unsaved.giveUp();

/** What is said of it before the window closes over it. */
export const left = () => "附件3有内容没有保存，原因写在那一页上";

/**
 * What the list says of a cell, as it was last answered.
 * @param {Cell} cell
 */
function savedText(cell) {
  const row = shown?.rows.find(({ id }) => id === table.idOf(cell));
  return row ? row[table.fieldOf(cell)] : "";
}

/**
 * Gives a cell back what stood in it before: at once, since the next key is struck before any answer.
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
 * Pastes over the cells from one on.
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
 * Changes the list, shows it and says so.
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
  // Where it was refused, the mark says what is saved.
  box.checked = shown?.rows.some((row) => row.id === id && row.done_on !== null) ?? false;
}

/** @param {Element} element */
async function remove(element) {
  const id = table.idOf(element);
  const row = shown?.rows.find((project) => project.id === id);
  if (id === null || !row) return;
  const cell = table.cellOf(element);
  const next = cell ? (table.neighbour(cell, 1) ?? cell) : null;
  // What is typed in a row that is being deleted goes with it.
  for (const typed of [...unsaved.texts.keys()]) if (table.idOf(typed) === id) unsaved.forget(typed);
  await telling(async () => {
    show(await backend.removeProject(id));
    const name = row.by || row.scale || "空白项目";
    tell(`已删除第 ${row.number} 项“${name}”`, { action: { label: "撤销", run: () => void undo() }, passing: true });
    say("已自动保存");
    next?.focus();
  });
}

/** Takes back the newest change; or, while a cell is being typed in, what was typed. */
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
    // What is told of the list is told of what is saved.
    if (!(await save()) || !shown) return;
    await exporting(write, shown.incomplete > 0 ? `，其中 ${shown.incomplete} 项有空白` : "");
  });
}

/** Prints the list and tells what became of it. */
export async function printList() {
  await telling(async () => {
    await printing(say, backend.printProjects, [{ label: "导出 PDF", run: exportPdf }]);
  });
}

// The start of the page: which of its parts is shown, and what the parts tell each other.

import * as backend from "./backend.js";
import { prepareHistory, showHistory } from "./history.js";
import * as begin from "./begin.js";
import * as dialogs from "./dialog.js";
import { describeFailure, prepareKeeping, showBackupsAtBegin, showKeeping, showLooking } from "./keeping.js";
import { keepTheBrowserOut } from "./guard.js";
import { listenToKeys } from "./keys.js";
import { prepareLicences } from "./licences.js";
import { prepareJumps } from "./jumps.js";
import { listenToHelp } from "./manual.js";
import * as mail from "./mail.js";
import { prepareMatrix, showMatrix } from "./matrix.js";
import * as month from "./month.js";
import { ask, clearNotices, tell, telling } from "./notice.js";
import { prepareMore } from "./more.js";
import * as projects from "./projects.js";
import { buttonOf, byId, placeParts, setText } from "./page.js";
import { prepareOldWorkbooks } from "./old-workbooks.js";
import * as opening from "./opening.js";
import { figureInHand, preparePanel, showFigure, takeInHand } from "./panel.js";
import { drawPaper, figureOf, goTo, inputs } from "./paper.js";
import { preparePreview, refreshPreview } from "./preview.js";
import { drawDue, drawRail, listenToRail } from "./rail.js";
import { drawAdjust, drawNextStep, drawStanding, explain, markSent, prepareRecords } from "./records.js";
import { foldPanel, prepareRoom } from "./room.js";
import { prepareSending } from "./sending.js";
import * as sendingSettings from "./sending-settings.js";
import { drawSettingsIndex } from "./settings-index.js";
import { prepareSent, remind, showSent } from "./sent.js";
import * as summary from "./summary.js";
import { listenToTabs, selectTab } from "./tabs.js";
import * as unit from "./unit.js";
import { prepareZoom } from "./zoom.js";

/** @import { Overview } from "./types" */

/** @type {Overview} */
let overview;

/**
 * Shows one page; those that have no tab stand alone, without the line at the top.
 * @param {"form" | "projects" | "summary" | "matrix" | "history" | "settings" | "begin" | "failed"} name
 */
function showPage(name) {
  document.body.dataset.page = name;
  for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#pages > *"))) page.hidden = page.id !== `page-${name}`;
  byId("top").hidden = !selectTab(`page-${name}`);
}

/**
 * Shows what stands around the form.
 * @param {Overview} [answered] without it, it is read anew
 */
async function refresh(answered) {
  overview = answered ?? (await backend.overview());
  drawOverview();
  if (overview.unit) await unit.followUnit(overview.unit);
}

function drawOverview() {
  if (!overview.unit) return;
  showLooking(overview.looking);
  setText(document, "#unit-name", overview.unit.name);
  setText(document, "#folder", overview.folder);
  foldPanel(overview.panel_folded);
  drawAround(month.currentMonth());
}

/** Shows the form once everything around it is drawn, so that nothing of the month before is seen beside it. */
async function showForm() {
  overview = await backend.overview();
  showPage("form");
  drawOverview();
}

/**
 * Draws what stands around the form, for the month on the desk.
 * @param {string} shown
 */
function drawAround(shown) {
  drawRail(overview, shown, openMonth);
  const over = overview.over ? { due: overview.over, late: false } : undefined;
  drawDue(onProjects() ? (overview.also_due.find(({ name }) => name === projectForm.mark) ?? over) : overview.months.find((one) => one.month === shown));
  drawReversible("撤销", ["undo", "projects-undo", "summary-undo"], overview.undo, "Ctrl+Z");
  drawReversible("重做", ["redo", "projects-redo", "summary-redo"], overview.redo, "Ctrl+Y");
  drawNextStep(overview, shown);
}

/**
 * A button that takes something back says what, and is off where there is nothing.
 * @param {string} verb
 * @param {string[]} ids
 * @param {string | null} what
 * @param {string} key
 */
function drawReversible(verb, ids, what, key) {
  for (const id of ids) {
    buttonOf(id).disabled = what === null;
    buttonOf(id).title = what === null ? `没有可以${verb}的（${key}）` : `${verb}${what}（${key}）`;
  }
}

/** What in 更多 depends on the month on the desk: what is a step on its way there is not offered twice. */
function drawMore() {
  const onTheWay = !onProjects() && !byId("way").hidden;
  for (const id of ["print", "export"]) buttonOf(id).hidden = onTheWay;
  drawAdjust();
}

/** @param {string} name */
function openMonth(name) {
  void telling(async () => {
    clearNotices();
    await month.openMonth(name);
    byId("paper").scrollTop = 0;
    // What could not be saved keeps its month on the desk.
    drawAround(month.currentMonth());
    if (month.currentMonth() === name) focusFirst();
  });
}

/**
 * Goes from the matrix to a cell of the form.
 * @param {string} name
 * @param {string} figure
 */
function openCell(name, figure) {
  void telling(async () => {
    await month.openMonth(name);
    await showForm();
    goTo(figure);
  });
}

/**
 * Looks at a month as it was reported.
 * @param {string} name
 * @param {number} number
 */
function openRevision(name, number) {
  void telling(async () => {
    await month.openRevision(name, number);
    await showForm();
  });
}

/** The first blank cell, or the first cell: where the officer will type. */
function focusFirst() {
  const cells = inputs();
  const cell = cells.find(({ value }) => value === "") ?? cells[0];
  cell?.focus({ preventScroll: true });
}

/** The cell that was in hand when the form was left. */
function focusAgain() {
  const figure = figureInHand();
  if (figure) goTo(figure);
  else focusFirst();
}

async function openForm() {
  overview = await backend.overview();
  // Before anything is drawn: what is only looked at is drawn without a cell to type in.
  showLooking(overview.looking);
  if (!overview.unit) {
    showPage("begin");
    await showBackupsAtBegin();
    begin.focusBegin();
    return;
  }
  await month.openMonth(overview.current);
  await showForm();
  focusFirst();
  // Beside it: a keyring may take its time, and nothing on the desk waits for it.
  void telling(mail.readMail);
}

/** Opens the data, or says why it cannot be opened and offers to try again. */
async function start() {
  try {
    await openForm();
  } catch (thrown) {
    setText(document, "#failed-sentence", backend.sentenceOf(thrown));
    showPage("failed");
    await describeFailure(thrown);
  }
  performance.mark("ready");
  await backend.ready();
}

/** What of the settings is saved field by field, or by a button. */
const settings = [unit, sendingSettings, { ...mail, save: mail.saveMailbox }];

/** What holds texts of the records. */
const records = [month, projects, summary, opening];

/** Everything that something can be typed into, in the order it is told. */
const keepers = [...records, ...settings, begin, dialogs];

/**
 * Saves what was typed, and says of what could not be saved why.
 * @param {{ save: () => Promise<unknown>, left: () => string }[]} of
 */
async function leftAfterSaving(of = keepers) {
  /** @type {string[]} */
  const left = [];
  for (const keeper of of) if (!(await keeper.save())) left.push(keeper.left());
  return left;
}

/** What was typed on any page is saved before another one is shown. False if something could not be saved. */
const saveAll = async () => (await leftAfterSaving()).length === 0;

/**
 * Another page is to be shown: what the settings could not save is given up only when the officer says so. What the
 * other pages could not save they keep, and go on trying.
 */
async function mayGoOn() {
  await saveAll();
  if (byId("page-settings").hidden) return true;
  const open = settings.filter((part) => part.left() !== "");
  if (open.length === 0) return true;
  if (!(await ask(`${open.map((part) => part.left()).join("；")}。离开这一页，没有保存的就没有了。`, "放弃", "留下", { loses: true }))) {
    open[0]?.goToLeft();
    return false;
  }
  for (const part of open) part.giveUp();
  return true;
}

let isAsking = false;

/** The window is to close: what was typed is saved first, and if that cannot be, the officer decides. */
async function leave() {
  const left = isAsking ? [] : await leftAfterSaving();
  if (!isAsking && left.length === 0) return backend.leave();
  await backend.stay();
  if (!isAsking) await askToLeave(left.join("；"));
}

/** @param {string} left */
async function askToLeave(left) {
  isAsking = true;
  const wanted = await ask(`${left}。现在退出，没有保存的就没有了。`, "仍要退出", "留下", { loses: true }).finally(() => (isAsking = false));
  if (wanted) await backend.quit();
}

async function openSummary() {
  showPage("summary");
  await summary.openSummary(overview.current.slice(0, 4));
}

async function openProjects() {
  showPage("projects");
  // What is shown brings what stands around it.
  await projects.openProjects();
}

async function openSettings() {
  if (overview.unit) await unit.showSettings(overview.unit);
  await showKeeping();
  await sendingSettings.showSendingSettings();
  showPage("settings");
  // Beside it: a keyring that is locked waits for its owner, and nothing else here waits with it.
  void telling(mail.readMail);
}

/** @param {string} [figure] the cell to go to; without it, where something is still to be filled in */
async function openOpening(figure) {
  await saveAll();
  await openSettings();
  opening.goToOpening(figure);
}

async function openMatrix() {
  await showMatrix();
  showPage("matrix");
}

async function openHistory() {
  await showHistory(overview);
  showPage("history");
}

/** A report has changed: the month and what stands around it are read anew. */
async function afterReport() {
  await month.reread();
  await refresh();
}

async function backToForm() {
  await month.reread();
  await showForm();
}

const onProjects = () => !byId("page-projects").hidden;

function listenToButtons() {
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    // What leaves is what is on the desk: the month or the list of projects.
    export: () => (onProjects() ? projects.exportWorkbook() : month.exportMonth()),
    "export-pdf": () => (onProjects() ? projects.exportPdf() : month.exportPdf()),
    print: () => (onProjects() ? projects.printList() : month.printMonth()),
    "to-table": () => (onProjects() ? projects.focusBlank() : focusFirst()),
    undo: month.undo,
    redo: month.redo,
    "fill-zero": async () => {
      const left = month.currentSheet()?.checks.filter((check) => check.level === "blank").length ?? 0;
      if (left && (await ask(`把还没有填的 ${left} 项都填 0？已填的不变，填错了可以撤销。`, `填 0（${left} 项）`, "不填"))) {
        await month.fillZero();
      }
    },
    "no-data": month.switchNoData,
    "reveal-folder": () => telling(backend.revealFolder),
    "reveal-failed": () => telling(backend.revealFolder),
    retry: start,
  };
  for (const [id, run] of Object.entries(buttons)) {
    // A press must not take the focus from the cell being typed in: undo and 补零 act on it.
    buttonOf(id).addEventListener("click", () => void run());
  }
  /** @type {(open: () => Promise<unknown>, type?: () => unknown) => (pressed: boolean) => Promise<void>} */
  const going = (open, type) => (pressed) => telling(async () => {
    if (!(await mayGoOn())) return;
    await open();
    // Whoever presses a tab with the mouse types next, unless they are somewhere else already; whoever walks along the
    // tabs walks on.
    if (pressed && document.activeElement?.matches("body, [role=tab]")) type?.();
  });
  listenToTabs({
    "tab-form": going(backToForm, focusAgain),
    "tab-projects": going(openProjects, projects.focusBlank),
    "tab-summary": going(openSummary),
    "tab-matrix": going(openMatrix),
    "tab-history": going(openHistory),
    "tab-settings": going(openSettings),
  });
}

function listenToPaper() {
  const paper = byId("paper");
  listenToKeys(paper);
  paper.addEventListener("focusin", ({ target }) => {
    const sheet = month.currentSheet();
    if (sheet && target instanceof HTMLInputElement && figureOf(target)) void showFigure(sheet, figureOf(target));
  });
  // Before the cell that is left is saved: the answer brings what the panel shows of the next one.
  paper.addEventListener("focusout", ({ relatedTarget }) => {
    const next = relatedTarget instanceof HTMLInputElement ? figureOf(relatedTarget) : "";
    if (next) takeInHand(next);
  }, true);
  month.listenToFilledOn();
}

function listenToProgram() {
  void backend.listen("changed", () => void telling(async () => {
    await month.reread();
    await projects.rereadProjects();
    await summary.rereadSummary();
    await refresh();
  }));
  void backend.listen("warning", (sentence) => tell(String(sentence), { problem: true, lasting: true }));
  void backend.listen("second-start", () => tell("山城月报已经打开了，已切换到这个窗口"));
  void backend.listen("closing", () => void telling(leave));
}

backend.onSaveFirst(async () => (await leftAfterSaving(records)).join("；"));

const [definition, projectForm] = await Promise.all([backend.form(), backend.projectForm(), placeParts()]);
drawPaper(byId("paper"), definition);
prepareRoom((folded) => telling(() => backend.setPanelFolded(folded)));
preparePanel(definition, (check) => void explain(check), month.settled);
prepareRecords(definition, { changed: afterReport });
summary.prepareSummary(definition, { changed: refresh });
keepTheBrowserOut();
listenToHelp();
prepareMore(drawMore);
prepareLicences();
prepareMatrix(openCell);
prepareHistory(definition, showSent);
prepareSending({ changed: afterReport, sent: markSent });
sendingSettings.prepareSendingSettings();
prepareSent(openRevision);
projects.prepareProjects(projectForm);
preparePreview([
  { page: "page-form", button: "preview-switch", name: () => month.currentSheet()?.month_name ?? "", draw: month.preview },
  { page: "page-projects", button: "projects-preview", name: () => "项目清单", draw: backend.previewProjects },
]);
begin.prepareBegin(definition, { begun: openForm });
unit.prepareUnit(definition, { changed: refresh });
opening.prepareOpening(definition, { changed: refresh, toCorrect: () => buttonOf("tab-history").click() });
mail.prepareMail(definition, { changed: afterReport });
prepareJumps({ openOpening: (figure) => void telling(() => openOpening(figure)), openMonth });
drawSettingsIndex();
dialogs.guardDialogs();
prepareKeeping({
  saved: saveAll,
  replaced: async () => {
    const refused = settings.map((part) => part.left()).filter(Boolean).join("；");
    for (const keeper of [...records, ...settings]) keeper.giveUp();
    await start();
    if (refused) tell(`${refused}。数据换了，这些没有带过来`, { problem: true });
  },
});
prepareOldWorkbooks(definition, {
  changed: async () => {
    await afterReport();
    if (!byId("page-settings").hidden) await openSettings();
  },
});
month.onSaved((answered) => void refresh(answered));
projects.onShown((answered) => {
  refreshPreview("page-projects");
  void refresh(answered);
});
month.onShown((sheet, past) => {
  drawStanding(sheet, past);
  mail.offerSending(sheet, past);
  refreshPreview("page-form");
});
listenToButtons();
listenToRail();
listenToPaper();
listenToProgram();
await prepareZoom();
await start();
await remind();

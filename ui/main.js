// The start of the page: prepares its parts and its pages, and listens to the program.

import * as backend from "./backend.js";
import * as begin from "./begin.js";
import * as blankForm from "./blank-form.js";
import * as clerkBegin from "./clerk-begin.js";
import { openCollation, prepareCollation } from "./collation.js";
import * as dialogs from "./dialog.js";
import { keepTheMenuOut } from "./guard.js";
import * as history from "./history.js";
import { describeFailure, openAskedHandover, prepareBackups } from "./backups.js";
import { listenToKeys } from "./keys.js";
import { prepareLicences } from "./licences.js";
import * as mail from "./mail.js";
import { help } from "./manual.js";
import * as matrix from "./matrix.js";
import * as month from "./month.js";
import * as monthPage from "./month-page.js";
import { prepareMore } from "./more.js";
import { ask, tell, telling } from "./messages.js";
import * as notices from "./notices.js";
import { prepareHandFilled } from "./hand-filled.js";
import * as opening from "./opening.js";
import { buttonOf, byId, placeParts, setText } from "./page.js";
import { giveUpAll, go, holdPages, leave, leftAfterSaving, reread } from "./pages.js";
import { preparePanel } from "./panel.js";
import { preparePreview } from "./preview.js";
import * as projects from "./projects.js";
import { prepareRail } from "./rail.js";
import { prepareRecords } from "./records.js";
import { prepareRoom } from "./room.js";
import { prepareSending } from "./sending.js";
import { prepareNoticeAdding } from "./notice-adding.js";
import { prepareNoticeSettings } from "./notice-settings.js";
import { prepareSendingSettings } from "./sending-settings.js";
import { prepareSent, remind } from "./sent.js";
import * as settings from "./settings.js";
import { learnSides, prepareSides, prepareWhichSide } from "./sides.js";
import { drawSettingsIndex } from "./settings-index.js";
import { form, hasList, isShown, learn, listen, overview, projectForm, readForms, showPage } from "./state.js";
import * as summary from "./summary.js";
import { listenToTabs } from "./tabs.js";
import { prepareUnit } from "./unit.js";
import { prepareZoom } from "./zoom.js";

/** Draws everything around the pages, except the rail and the next step, which draw themselves. */
function drawAround() {
  if (!overview.unit) return;
  setText(document, "#unit-name", overview.unit.name);
  setText(document, "#folder", overview.folder);
  drawReversible("撤销", ["undo", "projects-undo", "summary-undo"], overview.undo, "Ctrl+Z");
  drawReversible("重做", ["redo", "projects-redo", "summary-redo"], overview.redo, "Ctrl+Y");
}

/**
 * A button for undo or redo says what it will reverse, and is disabled if there is nothing.
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

/** Shows the data, or the first start if there is none. */
async function openData() {
  // Comes first, because data that is only looked at is drawn without cells for typing.
  await learn();
  if (!overview.unit) {
    await begin.open();
    return;
  }
  await monthPage.open({ month: notices.monthWanted() ?? overview.current });
  // In parallel: the keyring may take time, and nothing on the page depends on it.
  void telling(mail.readMail);
}

/** Names the pages as the notice calls what stands on them. */
function nameThePages() {
  setText(document, "#tab-form", form.mark);
  byId("form-desk").setAttribute("aria-label", form.title);
  buttonOf("tab-projects").hidden = !hasList();
  if (!hasList()) return;
  setText(document, "#tab-projects", projectForm.mark);
  byId("projects-desk").setAttribute("aria-label", projectForm.title);
  setText(document, "#projects-beside-choice span", `导出${form.mark}时，把本清单放在第二张表`);
}

/** Opens the data, or says why it cannot be opened and offers to try again. */
async function start() {
  try {
    await (side === "collation" ? openCollation() : openData());
  } catch (thrown) {
    setText(document, "#failed-sentence", backend.sentenceOf(thrown));
    showPage("failed");
    await describeFailure(thrown);
  }
  performance.mark("ready");
  await backend.ready();
}

/** Starts again after the data was replaced by other data. */
async function startAnew() {
  const refused = side === "reporting" ? settings.left() : "";
  giveUpAll();
  await start();
  if (refused) tell(`${refused}。数据换了，这些没有带过来`, { problem: true });
}

function listenToButtons() {
  const onProjects = () => isShown("projects");
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    // Exports what is shown: the month or the list of projects.
    export: () => (onProjects() ? projects.exportWorkbook() : month.exportMonth()),
    "export-pdf": () => (onProjects() ? projects.exportPdf() : month.exportPdf()),
    print: () => (onProjects() ? projects.printList() : month.printMonth()),
    "to-table": () => (onProjects() ? projects.focus() : monthPage.focusFirst()),
    "reveal-folder": () => telling(backend.revealFolder),
    "also-collate": () => go("clerk-begin"),
    help,
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
}

function listenToFailed() {
  buttonOf("reveal-failed").addEventListener("click", () => void telling(backend.revealFolder));
  buttonOf("retry").addEventListener("click", () => void start());
}

function listenToProgram() {
  void backend.listen("changed", () => void telling(reread));
  void backend.listen("warning", (sentence) => tell(String(sentence), { problem: true, lasting: true }));
  void backend.listen("second-start", () => tell("山城月报已经打开了，已切换到这个窗口"));
  void backend.listen("handover", () => void openAskedHandover());
  void backend.listen("closing", () => void telling(leave));
}

/** Everything that holds texts of the records. */
const records = [monthPage, projects, summary, opening];

/** Prepares the pages of an officer's own reports. */
function prepareReporting() {
  holdPages([monthPage, notices, projects, summary, matrix, history, settings, begin, blankForm, clerkBegin], [...records, settings, begin, blankForm, clerkBegin, dialogs]);
  backend.onDoubtfulTime((sentence) => ask(sentence, "时间没错，照做", "先不做", { loses: true }));
  backend.onSaveFirst(async () => (await leftAfterSaving(records)).join("；"));
  listen("overview", drawAround);
  listen("data", startAnew);
  monthPage.prepareMonth();
  projects.prepareProjects();
  summary.prepareSummary();
  matrix.prepareMatrix();
  history.prepareHistory();
  begin.prepareBegin();
  prepareRail();
  prepareRoom();
  preparePanel();
  prepareRecords();
  prepareSending();
  prepareSent();
  prepareUnit();
  opening.prepareOpening();
  mail.prepareMail();
  prepareSendingSettings();
  prepareNoticeAdding();
  prepareNoticeSettings();
  prepareHandFilled();
  drawSettingsIndex();
  preparePreview([
    { page: "form", of: "month", button: "preview-switch", name: () => month.currentSheet()?.month_name ?? "", draw: month.preview },
    { page: "projects", of: "projects", button: "projects-preview", name: () => projectForm.name, draw: backend.previewProjects },
  ]);
  prepareWhichSide((wanted) => go(wanted === "collation" ? "clerk-begin" : overview.unit ? "form" : "begin"));
  clerkBegin.prepareClerkBegin("reporting");
  listenToButtons();
}

await Promise.all([readForms(), placeParts()]);
const side = await learnSides();
nameThePages();
prepareSides();
prepareBackups();
prepareLicences();
if (side === "collation") prepareCollation(startAnew);
else prepareReporting();
prepareMore();
keepTheMenuOut();
dialogs.guardDialogs();
listenToKeys();
listenToTabs((page, pressed) => go(page, undefined, pressed));
listenToFailed();
listenToProgram();
await prepareZoom();
if (side === "reporting") await notices.prepareNotices();
await start();
if (side === "reporting") {
  await remind();
  await telling(notices.tellAfterLoading);
}
await openAskedHandover();

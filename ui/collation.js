// The start of the page where 汇总 is in hand: its pages, their keys and their buttons.

import * as backend from "./backend.js";
import * as board from "./board.js";
import { prepareBulletin } from "./bulletin.js";
import * as clerkBegin from "./clerk-begin.js";
import * as log from "./clerk-log.js";
import * as report from "./clerk-report.js";
import * as settings from "./clerk-settings.js";
import { forgetBoard } from "./collation-state.js";
import * as dialogs from "./dialog.js";
import { prepareFilling } from "./filling.js";
import { prepareIntake } from "./intake.js";
import { learnFolder, prepareIntakeFolder } from "./intake-folder.js";
import { prepareCorrections } from "./late-corrections.js";
import { help } from "./manual.js";
import { ask } from "./messages.js";
import * as month from "./month.js";
import { closeMonth } from "./month-closing.js";
import { buttonOf, setText } from "./page.js";
import { holdPages, leftAfterSaving, pageShown } from "./pages.js";
import * as register from "./register.js";
import { prepareRemind } from "./remind.js";
import { prepareReturnNotes } from "./return-notes.js";
import { prepareRoom } from "./room.js";
import { prepareWhichSide } from "./sides.js";
import { isShown, learn, listen, overview } from "./state.js";
import * as files from "./sums-files.js";
import * as sums from "./sums-page.js";

/** The tabs of this side. */
const TABS = ["tab-board", "tab-sums", "tab-form", "tab-register", "tab-history", "tab-settings"];

/** @param {() => Promise<unknown>} startAnew after other data was put in the place of this, or is looked at */
export function prepareCollation(startAnew) {
  for (const tab of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[role=tab]"))) tab.hidden = !TABS.includes(tab.id);
  holdPages([board, sums, report, register, log, settings, clerkBegin], [report, register, settings, clerkBegin, dialogs]);
  backend.onDoubtfulTime((sentence) => ask(sentence, "时间没错，照做", "先不做", { loses: true }));
  backend.onSaveFirst(async () => (await leftAfterSaving([report])).join("；"));
  listen("data", startAnew);
  listen("overview", () => { if (overview.unit) setText(document, "#unit-name", overview.unit.name); });
  prepareRoom();
  prepareIntake();
  prepareIntakeFolder(board.drawNext);
  board.prepareBoard();
  sums.prepareSums();
  report.prepareClerkReport();
  register.prepareRegister();
  log.prepareClerkLog();
  settings.prepareClerkSettings();
  prepareRemind(closeMonth);
  prepareReturnNotes();
  prepareBulletin();
  prepareFilling();
  prepareCorrections();
  clerkBegin.prepareClerkBegin("collation");
  prepareWhichSide(() => undefined);
  listenToButtons();
}

function listenToButtons() {
  const onSums = () => isShown("sums");
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    export: () => (onSums() ? files.exportWorkbook() : month.exportMonth()),
    "export-pdf": () => (onSums() ? files.exportPdf() : month.exportPdf()),
    print: () => (onSums() ? files.print() : month.printMonth()),
    "to-table": () => pageShown()?.focus?.(),
    help,
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
}

/** Shows the board, or the first start where 汇总 was not begun. */
export async function openCollation() {
  await learn();
  if (!overview.unit) {
    await clerkBegin.open();
    return;
  }
  await learnFolder();
  forgetBoard();
  await board.open();
}

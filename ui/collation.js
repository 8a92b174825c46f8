// The start of the page where 汇总 is in hand: its pages, their keys and their buttons.

import * as backend from "./backend.js";
import * as board from "./board.js";
import * as clerkBegin from "./clerk-begin.js";
import { learnBoard } from "./collation-state.js";
import * as dialogs from "./dialog.js";
import { prepareIntake } from "./intake.js";
import { help } from "./manual.js";
import { ask } from "./messages.js";
import { buttonOf, setText } from "./page.js";
import { holdPages } from "./pages.js";
import { prepareRoom } from "./room.js";
import { prepareWhichSide } from "./sides.js";
import { learn, listen, overview } from "./state.js";
import * as sums from "./sums-page.js";

/** The tabs of this side. */
const TABS = ["tab-board", "tab-sums"];

export function prepareCollation() {
  for (const tab of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[role=tab]"))) tab.hidden = !TABS.includes(tab.id);
  holdPages([board, sums, clerkBegin], [clerkBegin, dialogs]);
  backend.onDoubtfulTime((sentence) => ask(sentence, "时间没错，照做", "先不做", { loses: true }));
  // Other data was put in the place of this.
  listen("data", () => location.reload());
  prepareRoom();
  prepareIntake();
  board.prepareBoard();
  sums.prepareSums();
  clerkBegin.prepareClerkBegin();
  prepareWhichSide(() => undefined);
  buttonOf("help").addEventListener("click", () => void help());
}

/** Shows the board, or the first start where 汇总 was not begun. */
export async function openCollation() {
  await learn();
  if (!overview.unit) {
    await clerkBegin.open();
    return;
  }
  setText(document, "#unit-name", overview.unit.name);
  await learnBoard(null);
  await board.open();
}

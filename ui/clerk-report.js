// The form of all units as it goes up: the page of a month as on the other side, without typing figures. The month is that of the
// board, and the board follows it.

import { formCoverage } from "./backend-collation.js";
import { board, learnBoard } from "./collation-state.js";
import { lacksContact } from "./contact.js";
import * as month from "./month.js";
import * as monthPage from "./month-page.js";
import { telling } from "./messages.js";
import { byId, element, setText } from "./page.js";
import { go } from "./pages.js";
import { preparePanel } from "./panel.js";
import { isLocked } from "./paper.js";
import { preparePreview } from "./preview.js";
import { prepareRail } from "./rail.js";
import { prepareRecords } from "./records.js";
import { prepareSending } from "./sending.js";
import { isShown, learn, listen, overview } from "./state.js";

/** @import { Place } from "./pages.js" */
/** @import { Sheet } from "./types" */

export const name = "form";

/** How many names stand on the page at the most; more are there after a press. */
const MOST = 8;

export { focus, giveUp, left, save, shortcuts } from "./month-page.js";

export function prepareClerkReport() {
  setText(document, "#tab-form", "上报的表");
  monthPage.prepareMonth();
  prepareRail();
  preparePanel();
  prepareRecords();
  prepareSending();
  preparePreview([{ page: "form", of: "month", button: "preview-switch", name: () => month.currentSheet()?.month_name ?? "", draw: month.preview }]);
  listen("month", () => {
    const shown = month.currentMonth();
    if (isShown(name) && shown !== board.month) void telling(() => learnBoard(shown));
    void telling(drawOfWhom);
  });
}

/**
 * What is blank around the table, and the way to fill it in.
 * @param {Sheet} sheet
 */
function contact(sheet) {
  const lacking = lacksContact(sheet.unit);
  if (lacking.length === 0) return [];
  const isAsked = lacksContact(overview.unit).length > 0;
  const settings = element("button", { type: "button", onclick: () => void go("settings") }, "去填写");
  const again = isLocked(sheet) ? "要写上，填好以后重新打开这个月，再关账。" : "";
  return [element("p", { className: "gap" }, `表上的${lacking.join("、")}是空的。${again}`, ...(isAsked ? [settings] : []))];
}

/** How often it was asked of whom a month is; only the last answer is shown. */
let asked = 0;

/** Says of how many units the form is, which it has no place for itself, and what is blank around its table. */
async function drawOfWhom() {
  asked += 1;
  const own = asked;
  const sheet = month.currentSheet();
  const place = byId("of-whom");
  if (!sheet || month.looksBack()) {
    place.hidden = true;
    return;
  }
  const { brief, words, missing, exempt } = await formCoverage(sheet.month);
  if (own !== asked) return;
  const names = missing.length + exempt.length;
  const ofWhom = names <= MOST ? element("p", null, words) : element("details", null, element("summary", null, brief), element("p", null, words));
  ofWhom.className = missing.length ? "gap" : "";
  place.replaceChildren(ofWhom, ...contact(sheet));
  place.hidden = false;
}

/**
 * Shows a month, or an old revision of it; without a place, the month of the board.
 * @param {Place} [place]
 */
export async function open(place = {}) {
  // What was decided on the board is known before the month is drawn.
  await learn();
  await monthPage.open({ ...place, month: place.month ?? board.month });
}

export async function reread() {
  await month.reread();
  await learnBoard();
}

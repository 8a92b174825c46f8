// The form of all units as it goes up: the page of a month as on the other side, without typing figures. The month is that of the
// board, and the board follows it.

import { board, learnBoard } from "./collation-state.js";
import * as month from "./month.js";
import * as monthPage from "./month-page.js";
import { telling } from "./messages.js";
import { setText } from "./page.js";
import { preparePanel } from "./panel.js";
import { preparePreview } from "./preview.js";
import { prepareRail } from "./rail.js";
import { prepareRecords } from "./records.js";
import { prepareSending } from "./sending.js";
import { isShown, learn, listen } from "./state.js";

/** @import { Place } from "./pages.js" */

export const name = "form";

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
  });
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

// 报送记录: what has to be corrected; the sent reports are drawn by sent.js, the change log by log.js.

import * as backend from "./backend.js";
import { tellNoPrint } from "./exporting.js";
import { offerMonths, prepareLog, rowOf, showLog } from "./log.js";
import { telling } from "./messages.js";
import { buttonOf, byId } from "./page.js";
import { correct } from "./records.js";
import { showSent } from "./sent.js";
import { form, numberedIn, showPage, withUnit } from "./state.js";

/** @import { ChangedMonth } from "./types" */

export const name = "history";

export const shortcuts = { "Ctrl+p": tellNoPrint };

export function prepareHistory() {
  prepareLog();
  buttonOf("correct-all").addEventListener("click", () => void telling(async () => {
    await correct();
    await showReports();
  }));
}

/** Reads and shows everything on the page. */
export async function open() {
  offerMonths();
  await showReports();
  await showLog();
  showPage("history");
}

async function showReports() {
  const changed = (await backend.differences()).filter((one) => one.state === "final" || one.state === "sent");
  byId("to-correct").hidden = changed.length === 0;
  byId("differences").replaceChildren(...changed.flatMap(differenceRows));
  byId("verdict").replaceChildren();
  await showSent();
}

/** @param {ChangedMonth} changed */
function differenceRows(changed) {
  return changed.differences.map((one) =>
    rowOf([
      changed.name,
      numberedIn(one.row, withUnit(one.name, one.unit)),
      one.quantity === "month" ? form.columns.month : form.columns.total,
      one.reported ?? "空白",
      one.now ?? "空白",
    ]),
  );
}

// 修改记录 of 汇总, as a page: what was taken in and decided, with the reasons.

import { telling } from "./messages.js";
import { byId, setText } from "./page.js";
import { offerMonths, prepareLog, showLog } from "./log.js";
import { tellNoPrint } from "./exporting.js";
import { learn, showPage } from "./state.js";

export const name = "history";

export function prepareClerkLog() {
  setText(document, "#tab-history", "修改记录");
  // What is sent upward is shown where the sums are.
  for (const id of ["to-correct", "sent-record", "verify"]) byId(id).remove();
  prepareLog({ ofFigures: false });
}

export async function open() {
  await learn();
  offerMonths();
  await showLog();
  showPage("history");
}

export const reread = () => telling(showLog);

export const focus = () => byId("log-month").focus();

export const shortcuts = { "Ctrl+p": tellNoPrint };

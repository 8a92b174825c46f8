// 报送记录 of 汇总, as a page: each form of all units that was closed, with its corrections, and what was taken in and decided.

import { telling } from "./messages.js";
import { byId, setText } from "./page.js";
import { offerMonths, prepareLog, showLog } from "./log.js";
import { tellNoPrint } from "./exporting.js";
import { prepareSentRecord, showSent } from "./sent.js";
import { learn, showPage } from "./state.js";

export const name = "history";

export function prepareClerkLog() {
  // What is to be corrected is shown where the sums are.
  for (const id of ["to-correct", "verify"]) byId(id).remove();
  for (const [column, words] of /** @type {const} */ ([[2, "各单位的期限"], [4, "关账"]])) setText(document, `#sent-record th:nth-child(${column})`, words);
  prepareSentRecord();
  prepareLog({ ofFigures: false });
}

export async function open() {
  await learn();
  offerMonths();
  await showRecords();
  showPage("history");
}

async function showRecords() {
  await showSent();
  await showLog();
}

export const reread = () => telling(showRecords);

export const focus = () => byId("log-month").focus();

export const shortcuts = { "Ctrl+p": tellNoPrint };

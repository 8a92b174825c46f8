// The sent reports: every month with its reports and files, verifying files, and the daily reminder.

import * as backend from "./backend.js";
import { exporting } from "./exporting.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, element } from "./page.js";
import { go } from "./pages.js";
import { bytesOf, listenToDrops, openKept } from "./sending.js";

/** @import { SentLine, Verdict } from "./types" */

/** How often due things are checked; the reminder itself is shown once a day. */
const HOUR = 3_600_000;

/** The record alone, without what is compared with it. */
export const prepareSentRecord = () => buttonOf("sent-export").addEventListener("click", () => void telling(() => exporting(backend.exportSent)));

export function prepareSent() {
  prepareSentRecord();
  buttonOf("verify-choose").addEventListener("click", () => void telling(async () => {
    const found = await backend.chooseAndVerify();
    if (found) drawVerdict(found);
  }));
  listenToDrops(byId("page-history"), (file) => telling(async () => drawVerdict(await backend.verifyDropped(await bytesOf(file)))));
  setInterval(() => void remind(), HOUR);
}

/** Shows what is due soon as a desktop notification and on the page. */
export async function remind() {
  try {
    const sentence = await backend.remind();
    if (sentence) tell(sentence);
  } catch {
    // The rail shows what is due anyway, so a failed reminder is not reported.
  }
}

/** Reads and shows the record, newest first. */
export async function showSent() {
  byId("sent").replaceChildren(...(await backend.sent()).reverse().map(drawLine));
}

/** @param {SentLine} line */
function drawLine(line) {
  const sent = [line.sent || "未报送", line.how, line.recipient].filter(Boolean).join(" ");
  const late = line.late ? [element("strong", { className: "late" }, ` ${line.late}`)] : [];
  const files = line.scan ? [...line.files, line.scan] : line.files;
  const cells = [
    [line.month_name],
    [line.due],
    [line.reason ? `${line.report}：${line.reason}` : line.report],
    [line.finalized],
    [sent, ...late],
    files.map((file) => element("div", null, linkTo(file.name, `校验码（SHA-256）${file.digest}`, () => openKept(line.month, line.revision ?? 0, file.name)))),
    line.revision === null ? [] : actsOn(line, line.revision),
  ];
  return element("tr", null, ...cells.map((content) => element("td", null, ...content)));
}

/**
 * @param {string} label
 * @param {string} title
 * @param {() => unknown} run
 */
const linkTo = (label, title, run) => element("button", { type: "button", className: "link", title, onclick: () => void run() }, label);

/**
 * @param {SentLine} line
 * @param {number} revision
 */
function actsOn(line, revision) {
  /** @type {[string, () => unknown][]} */
  const acts = [
    ["查看", () => go("form", { month: line.month, revision })],
    ["导出", () => telling(() => exporting(() => backend.exportWorkbook(line.month, revision)))],
  ];
  return acts.map(([label, run]) =>
    element("button", { type: "button", ariaLabel: `${label}${line.month_name}${line.report}`, onclick: () => void run() }, label),
  );
}

/** @param {Verdict} found */
function drawVerdict(found) {
  const sentence = element("p", { className: "verdict" }, `${found.finding === "genuine" ? "✓" : "!"} ${found.sentence}`);
  sentence.dataset.finding = found.finding;
  const changes = element("ul", null, ...found.changes.map((text) => element("li", null, text)));
  byId("verdict").replaceChildren(sentence, changes);
  byId("verdict").scrollIntoView({ block: "nearest" });
}

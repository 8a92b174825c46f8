// 报送记录: every month with its reports and files, files held against the record, and how letters and reminders go.

import * as backend from "./backend.js";
import { exporting } from "./leaving.js";
import { tell, telling } from "./notice.js";
import { byId } from "./page.js";
import { listenToDrops, openKept } from "./sending.js";

/** @import { SentLine, Verdict } from "./types" */

/** How often it is looked what is due; it is told once a day. */
const HOUR = 3_600_000;

const HEADINGS = ["月份", "报送期限", "报表", "定稿", "报送", "存档的文件（点开看）"];

const record = section("sent-record", "各月报送情况", [["sent-export", "导出表格"]]);
const checked = section("verify", "核对文件", [["verify-choose", "选择文件…"]]);
const body = document.createElement("tbody");
const verdict = document.createElement("div");

/** Puts the two parts on the page of the record. */
export function prepareSent() {
  const page = byId("page-history");
  const table = document.createElement("table");
  table.className = "lines";
  const head = document.createElement("tr");
  for (const text of HEADINGS) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    head.append(cell);
  }
  const top = document.createElement("thead");
  top.append(head);
  body.id = "sent";
  table.append(top, body);
  record.append(table);
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = "从这里导出的 xlsx 文件，拖到这一页上或点“选择文件”，就能看出是哪个月哪一次的、数有没有改过。改了名字也认得。";
  verdict.id = "verdict";
  verdict.setAttribute("role", "status");
  checked.append(hint, verdict);
  // Below what has to be corrected, above the list of reports.
  byId("to-correct").after(record, checked);
  byId("sent-export").addEventListener("click", () => void telling(() => exporting(backend.exportSent)));
  byId("verify-choose").addEventListener("click", () => void telling(async () => {
    const found = await backend.chooseAndVerify();
    if (found) drawVerdict(found);
  }));
  listenToDrops(page, (file) => telling(async () => drawVerdict(await backend.verifyDropped(await file.arrayBuffer()))));
  setInterval(() => void remind(), HOUR);
}

/** Tells the desktop what is due soon, and says it here too. */
export async function remind() {
  try {
    const sentence = await backend.remind();
    if (sentence) tell(sentence);
  } catch {
    // What is due stands in the rail all the same; a reminder that fails is no problem of the officer's.
  }
}

/**
 * @param {string} id
 * @param {string} title
 * @param {[string, string][]} buttons
 */
function section(id, title, buttons) {
  const part = document.createElement("section");
  part.className = "card wide";
  part.id = id;
  const line = document.createElement("div");
  line.className = "heading-line";
  const heading = document.createElement("h2");
  heading.textContent = title;
  line.append(heading);
  for (const [name, label] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = name;
    button.textContent = label;
    line.append(button);
  }
  part.append(line);
  return part;
}

/** Reads the record and shows it, newest first. */
export async function showSent() {
  verdict.replaceChildren();
  body.replaceChildren(...(await backend.sent()).reverse().map(drawLine));
}

/** @param {SentLine} line */
function drawLine(line) {
  const row = document.createElement("tr");
  const sent = [line.sent || "未报送", line.how, line.recipient].filter(Boolean).join(" ");
  for (const text of [line.month_name, line.due, line.report, line.finalized]) row.insertCell().textContent = text;
  const state = row.insertCell();
  state.textContent = sent;
  if (line.late) {
    const late = document.createElement("strong");
    late.className = "late";
    late.textContent = ` ${line.late}`;
    state.append(late);
  }
  const files = row.insertCell();
  for (const file of line.scan ? [...line.files, line.scan] : line.files) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = file.name;
    button.title = `校验码（SHA-256）${file.digest}`;
    button.addEventListener("click", () => void openKept(line.month, line.revision ?? 0, file.name));
    const part = document.createElement("div");
    part.append(button);
    files.append(part);
  }
  return row;
}

/** @param {Verdict} found */
function drawVerdict(found) {
  const sentence = document.createElement("p");
  sentence.className = "verdict";
  sentence.dataset.finding = found.finding;
  sentence.textContent = `${found.finding === "genuine" ? "✓" : "!"} ${found.sentence}`;
  const changes = document.createElement("ul");
  changes.append(...found.changes.map((text) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
  verdict.replaceChildren(sentence, changes);
  verdict.scrollIntoView({ block: "nearest" });
}

// What is known of the unit in hand, beside the tiles, and what can be decided about its month. Each decision asks for a reason.

import * as backend from "./backend.js";
import { board, learnBoard, tiles } from "./collation-state.js";
import { askFor } from "./dialog.js";
import { tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { byId, element } from "./page.js";
import { showReturnNotes } from "./return-notes.js";
import { showSource } from "./source.js";
import { isLooking } from "./state.js";

/** @import { BoardQuestion, ReceivedScanLine, UnitInHand, Version } from "./types" */

/** @type {UnitInHand | null} */
let shown = null;

/**
 * Reads and draws a unit of the month that is shown.
 * @param {number} unit
 */
export async function drawUnit(unit) {
  const { month } = board;
  const known = await backend.unitInHand(month, unit);
  if (month !== board.month) return;
  shown = known;
  draw(known);
}

/** Puts the cursor on the first thing that can be done. */
export const focusUnit = () => byId("board-panel").querySelector("button")?.focus();

/** @param {UnitInHand} known */
function draw(known) {
  const { name, kind, aliases, person, phone, label, reason, told, questions, versions, scans } = known;
  const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.act : undefined;
  const register = [person, phone].filter(Boolean).join("　");
  byId("board-panel").replaceChildren(
    element("h2", null, name, " ", element("small", null, kind)),
    element("p", { className: "stands" }, label),
    ...(reason ? [element("p", null, `原因：${reason}`)] : []),
    ...(told ? [element("p", null, `电话记录：${told}`)] : []),
    drawActs(known),
    ...(questions.length ? [element("h3", null, "要看的"), element("ul", { className: "checks" }, ...questions.map(drawQuestion))] : []),
    element("h3", null, versions.length ? `收到 ${versions.length} 份` : "还没有收到"),
    element("ul", { className: "versions" }, ...versions.map(drawVersion)),
    ...(scans.length ? [element("h3", null, `扫描件 ${scans.length} 份`), element("ul", { className: "versions" }, ...scans.map(drawScan))] : []),
    element("h3", null, "名册"),
    element("p", null, register || "没有填报人和电话"),
    ...(aliases.length ? [element("p", null, `又名：${aliases.join("、")}`)] : []),
  );
  const again = at && byId("board-panel").querySelector(`[data-act="${at}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {UnitInHand} known */
function drawActs({ unit, name, versions, standing, questions }) {
  const any = versions.some(({ excluded }) => excluded === null);
  const acts = [
    ...(any ? [decision("accept", "采用（A）", () => accept(unit)), decision("return", "退回（R）", () => sendBack(unit))] : []),
    ...(standing === "returned" || (standing === "waiting" && questions.length) ? [act("note", "退回说明…", () => showReturnNotes(name))] : []),
    standing === "exempt" ? decision("expect", "取消免报", () => expectReport(unit)) : decision("exempt", "免报", () => exempt(unit)),
    decision("phone", "电话记录", () => notePhone(unit)),
  ];
  return element("div", { className: "acts", role: "group", ariaLabel: "处理这个单位的表" }, ...acts);
}

/**
 * @param {string} key
 * @param {string} label
 * @param {() => unknown} run
 */
function act(key, label, run) {
  const button = element("button", { type: "button", onclick: () => void run() }, label);
  button.dataset.act = key;
  return button;
}

/** The same for what changes something: not while other data is looked at. @type {typeof act} */
function decision(key, label, run) {
  const button = act(key, label, run);
  button.disabled = isLooking();
  return button;
}

/** @param {BoardQuestion} question */
function drawQuestion({ label, grade, report, sheet, cell, sentence }) {
  const place = [sheet, cell].filter(Boolean).join("!");
  const words = `${label}　${place ? `${place}：` : ""}${sentence}`;
  const content = report === null || cell === "" ? words : element("button", { type: "button", title: "看原来的表", onclick: () => void showSource(report, cell) }, words);
  const item = element("li", null, content);
  item.dataset.grade = grade;
  return item;
}

/**
 * @param {string[]} within
 * @param {string} sender
 */
const wayOf = (within, sender) => [within.length ? `在“${within.join("” → “")}”里` : "", sender && `发件人 ${sender}`].filter(Boolean).join("，");

/** @param {ReceivedScanLine} scan */
function drawScan({ report, file, within, sender, received_on: received, sha256, may_be_sealed: sealed, excluded }) {
  const way = wayOf(within, sender);
  const lines = [
    `${received}收到${sealed ? "" : "，是导出的 PDF，没有盖章"}`,
    ...(way ? [way] : []),
    ...(excluded === null ? [] : [`排除的原因：${excluded}`]),
  ];
  const acts = [
    act(`open-${report}`, "打开", () => openScan(report, file)),
    decision(`assign-${report}`, "指定…", () => assign(report, file, readHere())),
    ...(excluded === null ? [decision(`exclude-${report}`, "排除…", () => exclude(report, file))] : []),
  ];
  for (const button of acts) button.ariaLabel = `${button.textContent}：${file}`;
  return element(
    "li",
    { title: `SHA-256 ${sha256}` },
    element("strong", null, file),
    ...lines.map((line) => element("p", null, line)),
    element("div", null, ...acts),
  );
}

/**
 * @param {string} report
 * @param {string} file
 */
const openScan = (report, file) => telling(async () => {
  if (!(await backend.openReceivedScan(report))) tell(`没有能打开“${file}”的程序，文件还在。请用 yuebao collate scan 取出来，再换一台电脑打开`, { problem: true });
});

/** @param {Version} version */
function drawVersion(version) {
  const { report, file, within, sheet, sender, received_on: received, label, counts, excluded, sha256 } = version;
  const called = sheet ? `${file} · ${sheet}` : file;
  const way = wayOf(within, sender);
  const lines = [
    `${label}，${received}收到`,
    ...(way ? [way] : []),
    ...(excluded === null ? [] : [`排除的原因：${excluded}`]),
  ];
  const acts = [
    act(`source-${report}`, "看原表", () => showSource(report, "")),
    ...(counts || excluded !== null || !shown ? [] : [decision(`accept-${report}`, "采用这一份", () => shown && accept(shown.unit, report))]),
    decision(`assign-${report}`, "指定…", () => assign(report, called, readHere())),
    ...(excluded === null ? [decision(`exclude-${report}`, "排除…", () => exclude(report, called))] : []),
  ];
  for (const button of acts) button.ariaLabel = `${button.textContent}：${called}`;
  return element(
    "li",
    { className: counts ? "counts" : "", title: `SHA-256 ${sha256}` },
    element("strong", null, called),
    ...lines.map((line) => element("p", null, line)),
    element("div", null, ...acts),
  );
}

/**
 * Asks for the reason of a decision, makes it, and draws what has changed.
 * @param {string} sentence
 * @param {string} yes
 * @param {(reason: string) => Promise<unknown>} work
 * @param {string} [label]
 */
async function decide(sentence, yes, work, label = "原因") {
  const unit = shown?.unit;
  const done = await askFor(sentence, yes, [{ name: "reason", label }], ({ reason = "" }) => work(reason));
  if (done) await refreshed(unit);
}

/** @param {number | undefined} unit */
const refreshed = (unit) => telling(async () => {
  await learnBoard();
  if (unit !== undefined) await drawUnit(unit);
});

const ofMonth = () => `${shown?.name ?? ""}${monthName(board.month)}`;

/**
 * @param {number} unit
 * @param {string | null} [report]
 */
export async function accept(unit, report = null) {
  await learnUnit(unit);
  const open = shown?.questions.filter(({ grade }) => grade === "verify").length ?? 0;
  const asked = open ? `有 ${open} 处要核实，请写清核实了什么、结果怎样。` : "请写明为什么采用。";
  await decide(`采用${ofMonth()}的表。${asked}`, "采用", (reason) => backend.acceptReport(board.month, unit, report, reason));
}

/** @param {number} unit */
export async function sendBack(unit) {
  await learnUnit(unit);
  await decide(`退回${ofMonth()}的表，请单位更正后再报。`, "退回", (reason) => backend.returnReport(board.month, unit, reason));
}

/** @param {number} unit */
const exempt = (unit) => decide(`${ofMonth()}免报，不算应报的单位。`, "免报", (reason) => backend.exemptUnit(board.month, unit, reason));

/** @param {number} unit */
const expectReport = (unit) => decide(`${ofMonth()}不再免报，算应报的单位。`, "取消免报", (reason) => backend.expectUnit(board.month, unit, reason));

/** @param {number} unit */
const notePhone = (unit) =>
  decide(`${ofMonth()}：记下电话里说的。不算数，等纸质的表。`, "记下", (told) => backend.notePhone(board.month, unit, told), "电话里说了什么");

/** The unit in hand is read before it is decided about: a key may be faster than the panel. @param {number} unit */
const learnUnit = async (unit) => (shown?.unit === unit && shown.month === board.month ? undefined : drawUnit(unit));

/**
 * @param {string} report
 * @param {string} called
 */
export const exclude = (report, called) => decide(`排除“${called}”，它不算进汇总。`, "排除", (reason) => backend.excludeReport(report, reason));

/** What the program read of the reports of the unit in hand. */
const readHere = () => ({ unit: shown?.name ?? null, month: board.month });

/**
 * Says of which unit or month a report is. What was read of it stands there already.
 * @param {string} report
 * @param {string} called
 * @param {{ unit: string | null, month: string | null }} read
 */
export async function assign(report, called, read) {
  const unit = shown?.unit;
  const fields = [
    { name: "unit", label: "是哪个单位的（名册里的名称；不改就空着）", value: read.unit ?? "", suggestions: tiles().map(({ name }) => name) },
    { name: "month", label: "是哪个月的（如 3月、2022-03；不改就空着）", value: read.month === null ? "" : monthName(read.month) },
    { name: "reason", label: "原因" },
  ];
  const work = ({ unit: named = "", month = "", reason = "" }) => backend.assignReport(report, named.trim() || null, month.trim() || null, reason);
  if (await askFor(`“${called}”是哪个单位、哪个月的？表上写的名称以后就按这个单位的别名认。`, "指定", fields, work)) await refreshed(unit);
}

// What is known of the unit in hand, beside the tiles, and what can be decided about its month. Each decision asks for a reason.

import * as backend from "./backend.js";
import * as clerk from "./backend-collation.js";
import { board, learnBoard, tiles } from "./collation-state.js";
import { askFor } from "./dialog.js";
import { folded } from "./folding.js";
import { tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { byId, element } from "./page.js";
import { showReturnNotes } from "./return-notes.js";
import { showSource } from "./source.js";
import { isLooking } from "./state.js";

/** @import { BoardQuestion, Counting, ReceivedScanLine, ToldChange, UnitInHand, Version } from "./types" */

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
  const isOther = shown?.unit !== unit;
  shown = known;
  draw(known);
  if (isOther) byId("board-panel").scrollTop = 0;
}

/** Puts the cursor on the first thing that can be done. */
export function focusUnit() {
  // Where it lies below the tiles, it begins at the top.
  byId("board-panel").scrollIntoView({ block: document.body.dataset.room === "small" ? "start" : "nearest" });
  /** @type {HTMLButtonElement | null} */ (byId("board-panel").querySelector(".acts button"))?.focus({ preventScroll: true });
}

/** @param {UnitInHand} known */
function draw(known) {
  const { name, kind, aliases, person, phone, standing, label, reason, told, questions, faults, versions, scans } = known;
  const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.act : undefined;
  const came = versions.length ? `收到 ${versions.length} 份` : `还没有收到${scans.length ? "表，只收到扫描件" : ""}`;
  const register = [person, phone].filter(Boolean).join("　");
  byId("board-panel").replaceChildren(
    element("button", { type: "button", className: "back" }, "回到各单位（Esc）"),
    element("h2", null, name, " ", element("small", null, kind)),
    element("p", { className: "stands" }, label),
    ...(reason ? [element("p", null, `${standing === "returned" ? "退回的原因" : "原因"}：${reason}`)] : []),
    ...(told ? [element("p", null, `电话记录：${told}`)] : []),
    ...(standing === "returned" ? [element("p", { className: "quiet" }, UNTOLD)] : []),
    drawActs(known),
    ...(questions.length ? [element("h3", null, "要看的"), drawQuestions(questions)] : []),
    ...(faults.length ? [element("h3", null, "退回说明里要写的"), drawQuestions(faults)] : []),
    element("h3", null, came),
    element("ul", { className: "versions" }, ...versions.map(drawVersion)),
    ...(scans.length ? [element("h3", null, `扫描件 ${scans.length} 份`), element("ul", { className: "versions" }, ...scans.map(drawScan))] : []),
    element("h3", null, "名册"),
    element("p", null, register || "没有填报人和电话"),
    ...(aliases.length ? [element("p", null, `又名：${aliases.join("、")}`)] : []),
  );
  const again = at && byId("board-panel").querySelector(`[data-act="${at}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/**
 * What can be decided, and why something cannot.
 * @param {UnitInHand} known
 */
function drawActs(known) {
  const { unit, name, versions, standing, questions, refusal, closed, is_exempt: isExempt, has_note: hasNote } = known;
  const came = versions.some(({ excluded }) => excluded === null);
  const unsound = refusal === null ? undefined : versions.find(({ report }) => questions.some((asked) => asked.grade === "forced" && asked.report === report));
  const exempting = isExempt ? decision("expect", "取消免报", () => expectReport(unit)) : decision("exempt", "免报", () => exempt(unit));
  const acts = [
    ...(standing === "waiting" && refusal === null ? [decision("accept", "采用（A）", () => accept(unit))] : []),
    ...(came && !closed ? [decision("return", "退回（R）", () => sendBack(unit))] : []),
    ...(unsound ? [decision("exclude", "排除…", () => exclude(unsound.report, calledOf(unsound)))] : []),
    ...(hasNote ? [act("note", "退回说明…", () => showReturnNotes(name))] : []),
    ...(closed ? [] : [exempting]),
    decision("phone", "电话记录", () => notePhone(unit)),
  ];
  return element(
    "div",
    { className: "decisions" },
    ...(refusal === null ? [] : [element("p", { className: "refused" }, `不能采用：${faultsOf(questions)}。${insteadOf(closed)}。`)]),
    element("div", { className: "acts", role: "group", ariaLabel: "处理这个单位的表" }, ...acts),
    ...(closed ? [element("p", { className: "quiet" }, CLOSED)] : []),
  );
}

const UNTOLD = "程序不通知单位。把“退回说明”发给它，它才知道要改什么。";

/** What is told of a decision that cannot be made, until one is. */
const DECISION = "decision";

const CLOSED = "这个月已关账。要退回或免报，先从“更多”里重新打开。";

/**
 * How much has to be corrected; it is listed below.
 * @param {BoardQuestion[]} questions
 */
const faultsOf = (questions) => `下面标“强制”的 ${questions.filter(({ grade }) => grade === "forced").length} 处要单位更正`;

/**
 * What can be done with what cannot be accepted.
 * @param {boolean} closed
 */
const insteadOf = (closed) => (closed ? "请排除这一份" : "请退回单位；不该算的就排除");

/** @param {Version} version */
const calledOf = ({ file, sheet }) => (sheet ? `${file} · ${sheet}` : file);

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

/**
 * Those that are alike are folded up in one line, where the first of them stands.
 * @param {BoardQuestion[]} questions
 */
function drawQuestions(questions) {
  const items = questions.flatMap((question, at) => {
    const { label, grade, alike_words: words } = question;
    if (words === null) return [drawQuestion(question)];
    if (questions.findIndex((other) => other.alike_words === words) < at) return [];
    const alike = questions.filter((other) => other.alike_words === words);
    const item = element("li", null, folded(`${label}　有 ${alike.length} 处${words}`, element("ul", null, ...alike.map(drawQuestion))));
    item.dataset.grade = grade;
    return [item];
  });
  return element("ul", { className: "checks" }, ...items);
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
    null,
    element("strong", { title: `SHA-256 ${sha256}` }, file),
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
  const { report, within, sender, received_on: received, label, counts, refusal, excluded, sha256 } = version;
  const called = calledOf(version);
  const way = wayOf(within, sender);
  const lines = [
    `${label}，${received}收到`,
    ...(way ? [way] : []),
    ...(excluded === null ? [] : [`排除的原因：${excluded}`]),
  ];
  const acts = [
    act(`source-${report}`, "看原表", () => showSource(report, "")),
    ...(counts || excluded !== null || refusal !== null || !shown ? [] : [decision(`accept-${report}`, "采用这一份", () => shown && accept(shown.unit, report))]),
    decision(`assign-${report}`, "指定…", () => assign(report, called, { ...readHere(), receivedOn: version.dated_by_mail ? null : received })),
    ...(excluded === null ? [decision(`exclude-${report}`, "排除…", () => exclude(report, called))] : []),
  ];
  for (const button of acts) button.ariaLabel = `${button.textContent}：${called}`;
  return element(
    "li",
    { className: counts ? "counts" : "" },
    element("strong", { title: `SHA-256 ${sha256}` }, called),
    ...lines.map((line) => element("p", null, line)),
    element("div", null, ...acts),
  );
}

/**
 * Asks for the reason of a decision, makes it, draws what has changed, and says what counts by it.
 * @param {string} sentence
 * @param {string} yes
 * @param {(reason: string) => Promise<ToldChange | void>} work
 * @param {{ label?: string, told?: typeof tellChange }} [more] what is asked for, and how the rest is told
 */
async function decide(sentence, yes, work, { label = "原因", told = tellChange } = {}) {
  const unit = shown?.unit;
  let change = NOTHING;
  const done = await askFor(sentence, yes, [{ name: "reason", label }], async ({ reason = "" }) => { change = (await work(reason)) ?? NOTHING; });
  if (!done) return;
  await refreshed(unit);
  told(change);
}

/** Nothing else is otherwise. @type {ToldChange} */
const NOTHING = { counting: [], closed: [] };

/** How many months are told of a decision at the most. */
const MOST_TOLD = 3;

/** @param {Counting[]} counting */
const inWords = (counting) => {
  const told = counting.slice(0, MOST_TOLD).map(({ unit, month, words }) => `${unit}${monthName(month)}${words}`);
  return `${told.join("。")}${counting.length > MOST_TOLD ? `。还有 ${counting.length - MOST_TOLD} 处也变了` : ""}`;
};

/** What a decision changed, one sentence after the other. @param {ToldChange} change */
const sentencesOf = ({ counting, closed }) => [...(counting.length ? [`现在${inWords(counting)}`] : []), ...closed];

/** @param {ToldChange} change */
const tellChange = (change) => {
  const told = sentencesOf(change);
  if (told.length) tell(told.join("。"));
};

/**
 * Says that the unit does not know of it, and offers what is to be written to it.
 * @param {string} name
 * @returns {typeof tellChange}
 */
const tellReturned = (name) => (change) => {
  tell([...sentencesOf(change), "单位还不知道，请把退回说明发给它"].join("。"), { action: { label: "退回说明…", run: () => showReturnNotes(name) }, passing: true });
};

/** @param {number | undefined} unit */
const refreshed = (unit) => telling(async () => {
  await learnBoard();
  if (unit !== undefined) await drawUnit(unit);
}, DECISION);

/** The report that counts of the unit in hand. */
const counted = () => shown?.versions.find(({ counts }) => counts);

const ofMonth = () => `${shown?.name ?? ""}${monthName(board.month)}`;

/**
 * @param {number} unit
 * @param {string | null} [report]
 */
export async function accept(unit, report = null) {
  await learnUnit(unit);
  if (report === null && shown && shown.refusal !== null) {
    tell(`${ofMonth()}的表不能采用：${shown.refusal}。${insteadOf(shown.closed)}`, { problem: true, topic: DECISION });
    return;
  }
  if (report === null && shown && shown.standing !== "waiting") {
    const why = { missing: "还没有收到表，没有可以采用的", accepted: "已经采用了", returned: "退回了，等它重报；还要用的，在下面那一份旁边按“采用这一份”", exempt: "免报，没有等着采用的表" };
    tell(`${ofMonth()}${why[shown.standing]}`, { problem: true, topic: DECISION });
    return;
  }
  const open = shown?.questions.filter(({ grade }) => grade === "verify").length ?? 0;
  const asked = open ? `有 ${open} 处要核实，请写清核实了什么、结果怎样。` : "请写明为什么采用。";
  const now = counted();
  const accepted = report ?? shown?.waiting ?? null;
  const replaced = now && accepted !== null && accepted !== now.report ? `现在采用的“${now.file}”就不再采用。` : "";
  const coming = shown?.versions.find((version) => version.report === (accepted ?? now?.report));
  await decide(`采用${ofMonth()}的表${coming ? `“${calledOf(coming)}”` : ""}。${replaced}${asked}`, "采用", (reason) => backend.acceptReport(board.month, unit, accepted, reason));
}

/** @param {number} unit */
export async function sendBack(unit) {
  await learnUnit(unit);
  if (shown?.closed) {
    tell(CLOSED, { problem: true, topic: DECISION });
    return;
  }
  const now = counted();
  if (shown && !shown.versions.some(({ excluded }) => excluded === null)) {
    tell(`${ofMonth()}还没有收到表，没有可以退回的`, { problem: true, topic: DECISION });
    return;
  }
  const none = now ? `现在采用的“${now.file}”也不再采用，到它重报以前，这个月没有采用它的表。` : "";
  const told = tellReturned(shown?.name ?? "");
  await decide(`退回${ofMonth()}的表，请单位更正后再报。${none}程序不通知单位，退回以后按“退回说明”写给它。`, "退回", (reason) => backend.returnReport(board.month, unit, reason), { told });
}

/** @param {number} unit */
const exempt = (unit) => decide(`${ofMonth()}免报，不算应报的单位。`, "免报", (reason) => backend.exemptUnit(board.month, unit, reason));

/** @param {number} unit */
const expectReport = (unit) => decide(`${ofMonth()}不再免报，算应报的单位。`, "取消免报", (reason) => backend.expectUnit(board.month, unit, reason));

/** @param {number} unit */
const notePhone = (unit) =>
  decide(`${ofMonth()}：记下电话里说的。不算数，等纸质的表。`, "记下", (told) => backend.notePhone(board.month, unit, told), { label: "电话里说了什么" });

/** The unit in hand is read before it is decided about: a key may be faster than the panel. @param {number} unit */
const learnUnit = async (unit) => (shown?.unit === unit && shown.month === board.month ? undefined : drawUnit(unit));

/**
 * @param {string} report
 * @param {string} called
 */
export const exclude = (report, called) => telling(async () => {
  const [after, name] = [await clerk.previewExclusion(report), await clerk.nameLeftOut(report)];
  const alias = name ? `${name.words}。` : "";
  const then = after.length ? `排除以后，${inWords(after)}。` : "现在采用的表都不变。";
  await decide(`排除“${called}”，它不算进汇总。${then}${alias}`, "排除", (reason) => backend.excludeReport(report, reason));
});

/** What the program read of the reports of the unit in hand. */
const readHere = () => ({ unit: shown?.name ?? null, month: board.month });

/**
 * Says of which unit or month a report is, and when it came if no mail server dated it. What was read of it stands there already.
 * @param {string} report
 * @param {string} called
 * @param {{ unit: string | null, month: string | null, receivedOn?: string | null }} read
 */
export const assign = (report, called, read) => telling(async () => {
  const unit = shown?.unit;
  const name = await clerk.previewAssignment(report);
  const fields = [
    { name: "unit", label: "是哪个单位的（打几个字就列出来；不改就空着）", value: read.unit ?? "", suggestions: tiles().map(({ name }) => name) },
    { name: "month", label: read.month === null ? "是哪个月的（如 3月、2022-03；表上没有写明）" : "是哪个月的（如 3月、2022-03；不改就空着）", value: read.month === null ? "" : monthName(read.month) },
    ...(read.receivedOn ? [{ name: "day", label: "是哪天收到的（如 2022-03-27）", value: read.receivedOn }] : []),
    { name: "reason", label: "原因" },
    ...(name?.becomes_alias ? [{ name: "alone", label: `只归这一份，“${name.name}”不记作别名`, isTick: true }] : []),
  ];
  let change = NOTHING;
  /** @param {Record<string, string>} values */
  const work = async ({ unit: named = "", month = "", day = "", reason = "", alone = "" }) => {
    const receivedOn = day.trim() === read.receivedOn ? null : day.trim() || null;
    change = await backend.assignReport(report, named.trim() || null, month.trim() || null, receivedOn, alone !== "", reason);
  };
  // With the tick it is no alias.
  const unless = name?.becomes_alias ? "不勾“只归这一份”的话，" : "";
  const becomes = name ? `${unless}${name.words}。` : "";
  if (!(await askFor(`“${called}”是哪个单位、哪个月的？${becomes}`, "指定", fields, work))) return;
  await refreshed(unit);
  const still = board.tray.find((one) => one.report === report);
  if (still) tell(`“${called}”还放不下：${still.sentence}`, { problem: true, topic: DECISION });
  else tellChange(change);
});

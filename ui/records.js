// Decisions about a month: making it final, reopening, correcting, marking as sent; its adjustments and explanations.

import * as backend from "./backend.js";
import { board, nextLabel } from "./collation-state.js";
import { askFor, tellPoints } from "./dialog.js";
import { differencesInWords } from "./differences.js";
import { hasFolder } from "./intake-folder.js";
import { jumpTo } from "./jumps.js";
import { showCorrections } from "./late-corrections.js";
import * as month from "./month.js";
import { momentInWords } from "./months.js";
import { ask, tell, telling } from "./messages.js";
import { closeMonth } from "./month-closing.js";
import { go, reread } from "./pages.js";
import { buttonOf, byId, setText } from "./page.js";
import { goTo, isLocked } from "./paper.js";
import { chooseScan, drawSendingSteps, oneStep, printMonth, showLetter } from "./sending.js";
import { isCollating } from "./sides.js";
import { figureInHand, form, isLooking, isOfAllUnits, isShown, learn, listen, notice, rowsOfForm } from "./state.js";

/** @import { Check, NextStep, RailMonth, Sheet } from "./types" */

/**
 * The action of each step.
 * @type {Record<NextStep, () => unknown>}
 */
const steps = {
  finalize: () => (isClosedLater(month.railMonth()) ? go("board") : isCollating() ? closeMonth() : finalize()),
  print: printMonth,
  attach: chooseScan,
  export: month.exportMonth,
  send: showLetter,
  mark_sent: markSent,
  correct: () => (isCollating() ? showCorrections() : correct()),
  nothing: () => undefined,
};

export function prepareRecords() {
  listen("overview", drawNextStep);
  listen("month", drawStanding);
  byId("sending-steps").addEventListener("click", ({ target }) => {
    const step = target instanceof Element ? target.closest("button")?.dataset.step : undefined;
    if (step) void steps[/** @type {NextStep} */ (step)]();
  });
  buttonOf("next-step").addEventListener("click", () => void nextStep());
  buttonOf("reopen").addEventListener("click", () => void reopen());
  buttonOf("back-to-now").addEventListener("click", () => void telling(reread));
  buttonOf("adjust").addEventListener("click", () => void adjust());
}

/**
 * Whether something else comes before 关账, as the board has it.
 * @param {RailMonth | undefined} railMonth
 */
const isClosedLater = (railMonth) => isCollating() && railMonth?.next_step === "finalize" && board?.month === railMonth.month && board.next !== "close";

/** Draws the main button with the next step of the shown month. */
function drawNextStep() {
  if (isOfAllUnits()) return;
  const railMonth = month.railMonth();
  const button = buttonOf("next-step");
  button.hidden = !railMonth || railMonth.next_step === "nothing" || month.looksBack();
  button.textContent = isClosedLater(railMonth) ? `回到“收表”：${nextLabel(hasFolder())}` : (railMonth?.next_label ?? "");
  drawSendingSteps(railMonth, button);
}

/**
 * Draws the items in 更多 that depend on the shown month: a step that is next is not offered twice, and the
 * adjustment names the figure in hand.
 */
export function drawMore() {
  const isSending = isShown("form") && !byId("sending-steps").hidden;
  for (const id of ["print", "export"]) buttonOf(id).hidden = isSending;
  const sheet = month.currentSheet();
  const cell = sheet?.cells[figureInHand() ?? ""];
  const hasNoTotal = rowsOfForm().flatMap((row) => row.figures).some(({ id, scope }) => id === figureInHand() && scope === "none");
  buttonOf("adjust").hidden = !sheet || !cell || hasNoTotal || isLocked(sheet) || isLooking() || cell.month.state === "not_applicable";
  setText(document, "#adjust-hint", `${byId("figure-name").textContent}：纸质台账的累计和各月相加不一致时用`);
}

/** Shows the state of the month above the form, if it is more than a first draft. */
function drawStanding() {
  const sheet = month.currentSheet();
  if (!sheet) return;
  const past = month.looksBack();
  const locked = isLocked(sheet);
  const differs = sheet.differences.length;
  const which = sheet.revision > 0 ? revisionName(sheet.revision) : "";
  const final = isCollating() ? "关账" : "定稿";
  const sentences = [];
  if (past) sentences.push(`这是${revisionName(sheet.revision)}报出时的样子，只能看，不能改`);
  else if (sheet.state === "sent") sentences.push(`${which}已报送（${momentInWords(sheet.sent_at)}），已锁定`);
  else if (sheet.state === "final") sentences.push(`${which}已${final}（${momentInWords(sheet.finalized_at)}），已锁定`);
  else if (sheet.revision > 0) sentences.push(`正在做${revisionName(sheet.revision)}，改好后再${final}`);
  if (sheet.revision > 0 && sheet.reason) sentences.push(`${revisionName(sheet.revision)}的原因：${sheet.reason}`);
  if (differs && !past) {
    const count = differencesInWords(sheet.differences);
    sentences.push(locked ? `以前的月份改过：${count}与报出的不一致，见表中“现为”；前面的月份都${final}以后，按“更正已报的数”重新${final}` : `${count}与上次报出的不同`);
  } else if (locked && !past) sentences.push("要改，按“更多”里的“重新打开”");
  byId("standing").hidden = sentences.length === 0;
  setText(document, "#standing-sentence", sentences.join("。"));
  byId("standing").classList.toggle("differs", locked && differs > 0 && !past);
  buttonOf("reopen").hidden = !locked || past || isLooking();
  buttonOf("back-to-now").hidden = !past;
}

/** @param {number} number */
const revisionName = (number) => (number > 0 ? `更正${number}` : "首次");

/** Runs the action of the main button. */
export async function nextStep() {
  if (isOfAllUnits() || buttonOf("next-step").hidden) return;
  await oneStep(async () => void ((await month.save()) && (await steps[month.railMonth()?.next_step ?? "nothing"]())));
}

async function finalize() {
  const sheet = month.currentSheet();
  if (!sheet) return;
  const open = sheet.checks.filter((check) => check.level !== "warning");
  if (open.length) {
    showOpenPoints(sheet, open);
    return;
  }
  const locks = "定稿后这张表就锁定，要改须写明原因重新打开。";
  const makeFinal = () => telling(async () => {
    await month.showSheet(await backend.finalize(sheet.month));
    await learn();
    tell(`${sheet.month_name}已定稿，下一步：${month.railMonth()?.next_label ?? ""}`);
  });
  const unanswered = sheet.checks.filter((check) => !check.explanation);
  if (unanswered.length) {
    const points = unanswered.map((check) => ({ sentence: check.sentence, jump: jumpTo(sheet, check) }));
    const sentence = `${sheet.month_name}定稿？还有 ${unanswered.length} 条提醒没有写明原因，不妨碍定稿；点一条就到那里：`;
    tellPoints(`${sentence}\n${locks}`, points, { label: "定稿", run: makeFinal }, { close: "再看看", isNext: true });
  } else if (await ask(`${sheet.month_name}定稿？${locks}`, "定稿", "再看看")) {
    await makeFinal();
  }
}

/**
 * @param {Sheet} sheet
 * @param {Check[]} open
 */
function showOpenPoints(sheet, open) {
  const blanks = open.filter((check) => check.level === "blank").length;
  const points = open.map((check) => ({
    sentence: check.sentence,
    jump: jumpTo(sheet, check),
  }));
  const fill = {
    label: `把 ${blanks} 项空白都填 0`,
    run: async () => {
      await month.fillZero();
      await nextStep();
    },
  };
  tellPoints(`${sheet.month_name}还不能定稿，先改好、填齐下面 ${open.length} 处；点一条就到那一格：`, points, blanks ? fill : null);
}

/**
 * Asks for a few words, makes a decision about the report with them, and shows the result. A decision stays
 * made even if its result cannot be shown.
 * @template Decided
 * @param {string} sentence
 * @param {string} yes
 * @param {import("./dialog.js").Field[]} fields
 * @param {(values: Record<string, string>) => Promise<Decided>} decide
 * @param {(decided: Decided) => unknown} showDecided
 */
async function deciding(sentence, yes, fields, decide, showDecided) {
  /** @type {Decided | undefined} */
  let decided;
  const done = await askFor(sentence, yes, fields, async (values) => (decided = await decide(values)));
  if (!done) return;
  await telling(async () => {
    if (decided !== undefined) await showDecided(decided);
    await learn();
  });
}

async function reopen() {
  const sheet = month.currentSheet();
  if (!sheet) return;
  const sentence = `重新打开${sheet.month_name}？报出的那一次照原样存着，改好后成为更正${sheet.revision + 1}。`;
  const fields = [{ name: "reason", label: "为什么要改" }];
  await deciding(sentence, "重新打开", fields, ({ reason = "" }) => backend.reopen(sheet.month, reason), async (opened) => {
    await month.showSheet(opened);
    goTo(figureInHand() ?? "");
  });
}

/** Records that the shown month was sent. */
async function markSent() {
  const sheet = month.currentSheet();
  if (!sheet) return;
  const name = sheet.revision > 0 ? `${sheet.month_name}${revisionName(sheet.revision)}` : sheet.month_name;
  const sentence = `把${name}记为已报送？报出的表和文件照原样存档。`;
  const fields = [
    { name: "how", label: "怎么报送的", value: "电子邮件", choices: ["电子邮件", "政务网", "送纸质件"] },
    // Whom the units report to is this office itself where 汇总 is in hand.
    { name: "recipient", label: "报给谁", value: isCollating() ? "" : notice.recipient.office },
  ];
  await deciding(sentence, "记为已报送", fields, ({ how = "", recipient = "" }) => backend.markSent(sheet.month, how, recipient), async (sent) => {
    await month.showSheet(sent);
    tell(`${name}已记为已报送`);
  });
}

/** Makes a 更正 of every month whose report differs from the records. */
export async function correct() {
  const changed = (await backend.differences()).filter((one) => one.state === "final" || one.state === "sent");
  const names = changed.map((one) => `${one.name}（${differencesInWords(one.differences)}）`).join("、");
  const sentence = `给 ${changed.length} 个月依次更正：${names}。每个月按现在的数重新定稿，文件名加“更正”，还要再报送。`;
  const fields = [{ name: "reason", label: "更正的原因" }];
  await deciding(sentence, "更正", fields, ({ reason = "" }) => backend.correct(reason), async (corrected) => {
    tell(`已更正并定稿 ${corrected.length} 个月，请逐月导出、报送`);
    await month.reread();
  });
}

async function adjust() {
  const sheet = month.currentSheet();
  const figure = figureInHand() ?? "";
  const total = sheet?.cells[figure]?.total;
  if (!sheet || !total) return;
  const name = byId("figure-name").textContent;
  const sentence = `${sheet.month_name} ${name}：累计调整。纸质台账的累计与各月相加不一致时用，写正数是加，写负数是减；留空就是取消调整。`;
  const fields = [
    { name: "amount", label: "调整多少", value: total.adjustment?.amount ?? "", numeric: true },
    { name: "reason", label: "为什么调整", value: total.adjustment?.reason ?? "" },
  ];
  await deciding(sentence, "保存调整", fields, ({ amount = "", reason = "" }) => backend.adjust(sheet.month, [[figure, amount]], reason), month.showSheet);
}

/**
 * Asks why a warning is acceptable.
 * @param {Check} check
 */
export async function explain(check) {
  const sheet = month.currentSheet();
  if (!sheet) return;
  const fields = [{ name: "text", label: "为什么没有错", value: check.explanation ?? "" }];
  const sentence = `${check.sentence}。数没有错的，写一句原因，作为说明随报表存档、导出；留空就是删去。`;
  await deciding(sentence, "保存原因", fields, ({ text = "" }) => backend.explain(sheet.month, check.code, check.figure, text), month.showSheet);
}

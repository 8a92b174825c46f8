// 关账 and opening a closed month again, from the board and from the form that goes up.

import * as backend from "./backend.js";
import { board, tiles, unplacedCount } from "./collation-state.js";
import { lacksContact } from "./contact.js";
import { askFor } from "./dialog.js";
import { ask, tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { reread } from "./pages.js";
import { overview } from "./state.js";

export const closeMonth = () => telling(async () => {
  const { month, today, due_on: due } = board;
  /** @param {import("./types").ReportStanding} wanted */
  const named = (wanted) => tiles().filter(({ standing }) => standing === wanted).map(({ name }) => name);
  const [missing, returned, waiting] = [named("missing"), named("returned"), named("waiting")];
  if (waiting.length) {
    tell(`${monthName(month)}还有 ${waiting.length} 个单位待核实（${shortened(waiting)}），没有关账。先采用、退回或排除`, { problem: true });
    return;
  }
  const open = board.months.filter((one) => one.month < month && !one.closed && !one.is_before).map((one) => monthName(one.month));
  const before = board.months.filter((one) => one.is_before).map((one) => monthName(one.month));
  // With the first closing it is settled where collation begins.
  const isFirst = !board.months.some((one) => one.closed);
  const unplaced = unplacedCount();
  const lacking = lacksContact(overview.unit);
  const grave = [
    missing.length ? `还有 ${missing.length} 个单位未报（${shortened(missing)}），当月的汇总数里没有它们。` : "",
    returned.length ? `${returned.length} 个单位报了又退回、还没有重报（${shortened(returned)}），当月的汇总数里也没有它们。` : "",
    open.length ? `${open.join("、")}还没有关账。` : "",
    isFirst && before.length ? `${before.join("、")}没有收过表：关账以后汇总就从${monthName(board.months.find((one) => !one.is_before)?.month ?? month)}开始，以前的数按各单位第一次报的累计算。要收以前的表，先收再关账。` : "",
    unplaced ? `下面还有 ${unplaced} 份收到的没有处理，可能有这个月的。` : "",
  ].filter(Boolean);
  const others = [
    ...leading(board.earlier).map((sentence) => `${sentence}。`),
    board.with_blanks.length ? `${board.with_blanks.length} 个单位的表有数空着（${shortened(board.with_blanks)}），那几个数的汇总里没有它们，也不当作 0。` : "",
    lacking.length ? `表上的${lacking.join("、")}还没有填（在“设置”里填），关账以后是空的。` : "",
    today < due ? `${monthName(month)}的表${dayName(due)}前报送，还没有到。` : "",
  ].filter(Boolean);
  const points = [
    ...grave.map((sentence) => ({ sentence, isGrave: true })),
    ...others.map((sentence) => ({ sentence, isGrave: false })),
  ];
  const question = `${monthName(month)}关账？汇总表就定下来，以后收到的算补报或更正。${points.length ? "先看一看：" : ""}`;
  // Enter must not close what is not all there.
  if (!(await ask(question, "关账", "先不关", { loses: grave.length > 0, points }))) return;
  await backend.closeMonth(month);
  await reread();
  tell(`${monthName(month)}已关账，下一步：出汇总表`);
});

/** How many sentences of one kind are read in a question. */
const MOST_ALIKE = 3;

/** The first of many sentences of a kind; the board has them all. @param {string[]} sentences */
const leading = (sentences) => {
  const left = sentences.length - MOST_ALIKE;
  return left > 1 ? [...sentences.slice(0, MOST_ALIKE), `还有 ${left} 个单位也是这样，写在“收表”上面`] : sentences;
};

/** The first of many names. @param {string[]} names */
const shortened = (names) => `${names.slice(0, 4).join("、")}${names.length > 4 ? "等" : ""}`;

/** @param {string} day */
const dayName = (day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

export async function reopenMonth() {
  const { month } = board;
  const fields = [{ name: "reason", label: "原因" }];
  if (await askFor(`重新打开${monthName(month)}？已经定下来的汇总表会留着。`, "重新打开", fields, ({ reason = "" }) => backend.reopenMonth(month, reason))) await telling(reread);
}

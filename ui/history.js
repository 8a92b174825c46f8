// 报送记录: what was reported, what has to be corrected, and the change log.

import * as backend from "./backend.js";
import { exporting } from "./leaving.js";
import { telling } from "./notice.js";
import { buttonOf, byId, find } from "./page.js";
import { correct, momentInWords } from "./records.js";

/** @import { ChangedMonth, Form, HistoryLine, Overview, RevisionLine } from "./types" */

/** As many lines of the log as one reads at a time. */
const SHOWN = 200;

/** @type {HistoryLine[]} */
let lines = [];

/**
 * @param {Form} form
 * @param {(month: string, number: number) => void} open what a look at an old revision does
 */
export function prepareHistory(form, open) {
  const figures = form.sections.flatMap((section) => section.rows).flatMap((row) => row.figures.map((figure) => ({ row, figure })));
  figureFilter().append(...figures.map(({ row, figure }) => new Option(`${row.number}．${figure.name}`, figure.id)));
  for (const filter of [monthFilter(), figureFilter()]) filter.addEventListener("change", () => void telling(showLog));
  buttonOf("log-more").addEventListener("click", () => drawLog(lines.length));
  buttonOf("log-export").addEventListener("click", () => void telling(() => exporting(() => backend.exportHistory(wantedMonth(), wantedFigure()))));
  buttonOf("correct-all").addEventListener("click", () => void telling(async () => {
    await correct();
    await showReports();
  }));
  byId("revisions").addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button[data-month]") : null;
    if (!(button instanceof HTMLElement)) return;
    const { month = "", number = "0", act } = button.dataset;
    if (act === "open") open(month, Number(number));
    else void telling(() => exporting(() => backend.exportWorkbook(month, Number(number))));
  });
}

const monthFilter = () => find(document, "#log-month", HTMLSelectElement);
const figureFilter = () => find(document, "#log-figure", HTMLSelectElement);
const wantedMonth = () => monthFilter().value || null;
const wantedFigure = () => figureFilter().value || null;

/**
 * Reads everything on the page and shows it.
 * @param {Overview} overview
 */
export async function showHistory(overview) {
  const wanted = monthFilter().value;
  monthFilter().replaceChildren(new Option("全部月份", ""), ...overview.months.map((month) => new Option(month.name, month.month)));
  monthFilter().value = wanted;
  await showReports();
  await showLog();
}

async function showReports() {
  const changed = (await backend.differences()).filter((one) => one.state === "final" || one.state === "sent");
  byId("to-correct").hidden = changed.length === 0;
  byId("differences").replaceChildren(...changed.flatMap(differenceRows));
  const revisions = await backend.revisions(null);
  byId("no-revisions").hidden = revisions.length > 0;
  byId("revisions-table").hidden = revisions.length === 0;
  byId("revisions").replaceChildren(...revisions.reverse().map(revisionRow));
}

/** @param {ChangedMonth} changed */
function differenceRows(changed) {
  return changed.differences.map((one) =>
    rowOf([
      changed.name,
      `${one.row}．${one.name}（${one.unit}）`,
      one.quantity === "month" ? "当月数量" : "累计数量",
      one.reported ?? "空白",
      one.now ?? "空白",
    ]),
  );
}

/** @param {RevisionLine} line */
function revisionRow(line) {
  const { sending } = line;
  const sent = sending ? [momentInWords(sending.at), sending.how, sending.recipient].filter(Boolean).join(" ") : "未报送";
  const row = rowOf([line.month_name, line.name, `${line.finalized_at} ${line.person}`, line.reason ?? "", sent]);
  const files = row.insertCell();
  for (const document of line.documents) {
    const name = window.document.createElement("div");
    name.textContent = document.name;
    name.title = `校验码（SHA-256）${document.digest}`;
    files.append(name);
  }
  const acts = row.insertCell();
  for (const [act, label] of [["open", "查看"], ["export", "导出"]]) {
    const button = window.document.createElement("button");
    button.type = "button";
    button.textContent = label ?? "";
    Object.assign(button.dataset, { act, month: line.month, number: String(line.number) });
    button.setAttribute("aria-label", `${label}${line.month_name}${line.name}`);
    acts.append(button);
  }
  return row;
}

async function showLog() {
  lines = await backend.history(wantedMonth(), wantedFigure());
  drawLog(SHOWN);
}

/** @param {number} count */
function drawLog(count) {
  const shown = lines.slice(0, count);
  byId("log").replaceChildren(
    ...shown.map((line) => rowOf([line.moment, line.person, line.action, line.month_name, line.subject, line.before, line.after])),
  );
  byId("log-count").textContent = lines.length ? `共 ${lines.length} 条，从新到旧` : "没有记录";
  const more = buttonOf("log-more");
  more.hidden = lines.length <= count;
  more.textContent = `显示更早的 ${lines.length - count} 条`;
}

/** @param {string[]} texts */
function rowOf(texts) {
  const row = document.createElement("tr");
  for (const text of texts) row.insertCell().textContent = text;
  return row;
}

// 总结: the results of a span of months, in a table, in charts and under five headings. The officer's texts are
// saved as they are typed; generated texts follow the figures until the officer edits them.

import * as backend from "./backend.js";
import { listenToRefusals } from "./cells.js";
import { halfWordSentence, isComposedIn, listenToComposition } from "./composition.js";
import { exporting, printing } from "./exporting.js";
import { monthName, monthsOf } from "./months.js";
import { ask, tell, tellLooking, telling } from "./messages.js";
import { buttonOf, byId, copyOf, find, setText } from "./page.js";
import { savingOf } from "./saving.js";
import { form, isLooking, lastMonth, learn, numbered, overview, rowsOfForm, showPage } from "./state.js";
import { drawTable } from "./summary-table.js";

/** @import { Shortcuts } from "./pages.js" */
/** @import { Heading, HeadingText, OtherWords, SummaryPage, WrittenSummary } from "./types" */

/** The option for freely chosen months among the spans. */
const OWN = "own";
/** What is shown before anything was chosen. */
const EVERY_FIGURE = "";

/** @type {SummaryPage | null} */
let shown = null;
let span = "";
/** The span whose page is drawn; another one may already be requested. */
let drawn = "";
/** The figure whose chart is shown; empty for all charts together. @type {string} */
let figure = EVERY_FIGURE;

/**
 * A heading of a span. A typed text belongs to its own span, even if another one is shown when it is saved.
 * @typedef {string} TextKey
 */

/** @type {(area: HTMLTextAreaElement) => TextKey} */
const keyOf = (area) => `${drawn} ${headingOf(area)}`;

/** @param {TextKey} key */
function partOf(key) {
  const [of = "", heading = ""] = key.split(" ");
  return { of, heading: /** @type {Heading} */ (heading) };
}

/** @param {TextKey} key */
const areaOf = (key) => areas().find((area) => keyOf(area) === key);

/** The texts that are not on the disk yet. @type {ReturnType<typeof savingOf<TextKey, WrittenSummary>>} */
const unsaved = savingOf({
  save: async ([[key, text]], instead) => {
    const { of, heading } = partOf(key);
    const answer = await backend.writeSummary(of, heading, text, instead);
    if (of === drawn) refreshStates(answer.page);
    return answer;
  },
  saved: ({ overview: around }) => {
    say("已自动保存");
    void learn(around);
  },
  mark: (key, saving) => {
    areaOf(key)?.classList.toggle("failed", saving === "failed");
    if (saving === "typing") say("正在输入…");
  },
  say,
  hopeless: ["only_looking"],
  called: (key) => `总结 ${areaOf(key)?.getAttribute("aria-label") ?? ""}`,
  givenUp: () => void telling(showSummary),
});

/** @param {HTMLTextAreaElement} area */
const headingOf = (area) => /** @type {Heading} */ (area.dataset.heading);

/**
 * @param {string} sentence
 * @param {boolean} [failed]
 */
function say(sentence, failed = false) {
  const line = byId("summary-saving");
  line.textContent = sentence;
  line.classList.toggle("failed", failed);
}

export const name = "summary";

export function prepareSummary() {
  /** @type {Record<string, () => Promise<unknown>>} */
  const buttons = {
    "summary-undo": undo,
    "summary-redo": redo,
    "summary-word": () => exportSummary(backend.exportSummaryWord),
    "summary-pdf": () => exportSummary(backend.exportSummaryPdf),
    "summary-print": print,
    "summary-workbook": () => exportSummary(backend.exportSummaryWorkbook),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void telling(run));
  for (const id of ["summary-from", "summary-to"]) fillMonths(selectOf(id));
  for (const id of ["summary-span", "summary-from", "summary-to"]) {
    selectOf(id).addEventListener("change", () => void telling(chooseSpan));
  }
  const figures = rowsOfForm().flatMap((row) => row.figures.map((one) => ({ row, one })));
  const options = figures.map(({ row, one }) => new Option(numbered(row, one.name), one.id));
  selectOf("summary-figure").append(new Option("全部项目", EVERY_FIGURE), ...options);
  selectOf("summary-figure").addEventListener("change", () => void telling(() => showChart(selectOf("summary-figure").value)));
  byId("summary-table").addEventListener("click", ({ target }) => {
    const name = target instanceof Element ? target.closest("button[data-figure]") : null;
    if (name instanceof HTMLElement) void telling(() => showChart(name.dataset.figure ?? EVERY_FIGURE));
  });
  listenToTexts();
}

/** @type {Shortcuts} */
export const shortcuts = {
  "Ctrl+s": save,
  "Ctrl+e": () => telling(() => exportSummary(backend.exportSummaryWord)),
  "Ctrl+p": () => telling(print),
  // In a text field, undo and redo act on the text of the field, as usual.
  "Ctrl+z": ({ target, shiftKey }) => !(target instanceof HTMLTextAreaElement) && telling(shiftKey ? redo : undo),
  "Ctrl+y": ({ target }) => !(target instanceof HTMLTextAreaElement) && telling(redo),
};

function listenToTexts() {
  listenToRefusals(byId("summary-texts"), tellLooking);
  listenToComposition(byId("summary-texts"), {
    cellOf: (target) => (target instanceof HTMLTextAreaElement ? target : null),
    typed: (area) => unsaved.struck(keyOf(/** @type {HTMLTextAreaElement} */ (area)), area.value),
    left: (area) => unsaved.leave(keyOf(/** @type {HTMLTextAreaElement} */ (area))).then((saved) => saved && bringBack(/** @type {HTMLTextAreaElement} */ (area))),
    halfWord: (area, letters) => {
      fitHeight(/** @type {HTMLTextAreaElement} */ (area));
      say(halfWordSentence(letters), true);
    },
  });
}

/** @param {string} id */
const selectOf = (id) => find(document, `#${id}`, HTMLSelectElement);

/** @param {HTMLSelectElement} select */
function fillMonths(select) {
  for (const month of monthsOf(form.campaign.first_month, lastMonth())) select.append(new Option(monthName(month), month));
  if (select.id === "summary-to") select.selectedIndex = select.options.length - 1;
}

/** Shows the page; the first time, for the present year. */
export async function open() {
  showPage("summary");
  if (!span) span = overview.current.slice(0, 4);
  say("");
  await showSummary();
}

/** Reads the summary again and shows all of it. */
async function showSummary() {
  const asked = span;
  const page = await backend.summary(asked);
  // Another span was requested meanwhile.
  if (asked !== span) return;
  show(page, asked);
  await showChart(figure);
}

/** Reads the summary again, after the figures were changed elsewhere. */
export async function reread() {
  if (unsaved.texts.size > 0 || areas().some(isComposedIn)) return;
  await showSummary();
}

/** Saves what was typed. */
export function save() {
  return unsaved.save();
}

/** Drops unsaved texts, which belong to data that is no longer open. */
export const giveUp = () => unsaved.giveUp();

/** The message before the window closes with something unsaved. */
export const left = () => "总结有内容没有保存，原因写在那一页上";

const undo = () => reverse(backend.undo, "没有可以撤销的了");
const redo = () => reverse(backend.redo, "没有可以重做的了");

/**
 * @param {typeof backend.undo} work
 * @param {string} nothing
 */
async function reverse(work, nothing) {
  const undone = await work();
  unsaved.forgetBefore();
  tell(undone ? undone.sentence : nothing);
  await showSummary();
  void learn();
}

/** @param {(span: string) => Promise<string | null>} write */
async function exportSummary(write) {
  if (!(await save())) return;
  await exporting(() => write(span), shown?.unwritten ? `（${shown.unwritten}，留了位置）` : "");
}

/** Prints the pages of the PDF and reports the result. */
async function print() {
  await printing(say, () => backend.printSummary(span), [{ label: "导出 PDF", run: () => telling(() => exportSummary(backend.exportSummaryPdf)) }]);
}

async function chooseSpan() {
  const chosen = selectOf("summary-span").value;
  byId("summary-months").hidden = chosen !== OWN;
  if (!(await save())) {
    // The unsaved texts belong to the previous span, so it stays chosen.
    showSpan(shown?.spans ?? []);
    return;
  }
  const [from, to] = [selectOf("summary-from").value, selectOf("summary-to").value];
  if (chosen === OWN && from > to) {
    say("“从”比“到”晚，请重新选", true);
    return;
  }
  span = chosen === OWN ? `${from}..${to}` : chosen;
  // Not after it is shown: by then there may be a newer message.
  say("");
  await showSummary();
}

/**
 * @param {SummaryPage} page
 * @param {string} of which span
 */
function show(page, of) {
  shown = page;
  drawn = of;
  const { summary, spans } = page;
  selectOf("summary-span").replaceChildren(...spans.map((one) => new Option(one.name, one.span)), new Option("自选月份", OWN));
  showSpan(spans);
  setText(document, "#summary-hint", `统计${summary.counted}。${page.due}。`);
  byId("summary-texts").replaceChildren(...page.headings.map(drawHeading));
  for (const area of areas()) {
    // An unsaved text is kept when the page is drawn again.
    const text = unsaved.texts.get(keyOf(area));
    if (text !== undefined) {
      area.value = text;
      unsaved.struck(keyOf(area), text);
    }
    fitHeight(area);
  }
  drawOthers(page.others);
  drawTable(byId("summary-table"), page.table);
}

/** @param {SummaryPage["spans"]} spans */
function showSpan(spans) {
  const listed = spans.some((one) => one.span === span);
  selectOf("summary-span").value = listed ? span : OWN;
  byId("summary-months").hidden = listed;
}

/** @param {OtherWords[]} others */
function drawOthers(others) {
  const lines = others.map((other) => {
    const line = find(copyOf("summary-other"), ".summary-other", HTMLElement);
    setText(line, "span", other.sentence);
    const button = find(line, "button", HTMLButtonElement);
    button.hidden = isLooking();
    button.addEventListener("click", () => void telling(() => takeWords(other)));
    return line;
  });
  byId("summary-others").replaceChildren(...lines);
}

/** @param {OtherWords} other */
async function takeWords(other) {
  const of = drawn;
  show(await backend.takeWords(of, other.span), of);
  say("已取来，可以撤销");
  void learn();
}

const areas = () => [...byId("summary-texts").querySelectorAll("textarea")];

/** @param {HTMLTextAreaElement} area */
function fitHeight(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** @param {HeadingText} part */
function drawHeading(part) {
  const place = find(copyOf("summary-heading"), ".summary-part", HTMLElement);
  setText(place, "h3", part.title);
  const area = find(place, "textarea", HTMLTextAreaElement);
  area.dataset.heading = part.heading;
  area.value = part.text;
  area.readOnly = isLooking();
  area.setAttribute("aria-label", part.title);
  area.addEventListener("input", () => fitHeight(area));
  find(place, ".take", HTMLButtonElement).addEventListener("click", () => void telling(() => takeFacts(part)));
  find(place, ".keep", HTMLButtonElement).addEventListener("click", () =>
    void telling(async () => {
      refreshStates(await backend.keepWords(drawn, part.heading));
      void learn();
    }),
  );
  showState(place, part);
  return place;
}

/**
 * Restores the facts under a heading whose text was deleted.
 * @param {HTMLTextAreaElement} area
 */
function bringBack(area) {
  const part = shown?.headings.find((one) => one.heading === headingOf(area));
  if (!part || part.own || area.value === part.text) return;
  area.value = part.text;
  fitHeight(area);
}

/** @param {HeadingText} part */
async function takeFacts(part) {
  await save();
  if (!(await ask(`用现在的数据重写“${part.title}”？您写的会被换掉，可以撤销。`, "重新取数", "不换"))) return;
  // An unsaved text there is dropped as well.
  for (const area of areas()) if (headingOf(area) === part.heading) unsaved.forget(keyOf(area));
  const of = drawn;
  show(await backend.takeFacts(of, part.heading), of);
  say("已重新取数");
  void learn();
}

/**
 * Shows which texts are the officer's own, without touching the text that is being typed.
 * @param {SummaryPage} page
 */
function refreshStates(page) {
  shown = page;
  drawOthers(page.others);
  const parts = [...byId("summary-texts").querySelectorAll(".summary-part")];
  page.headings.forEach((part, at) => {
    const place = parts[at];
    if (place instanceof HTMLElement) showState(place, part);
  });
}

/**
 * @param {HTMLElement} place
 * @param {HeadingText} part
 */
function showState(place, part) {
  const whose = part.own ? (part.has_facts ? "您改过的句子归您，其余仍随更正更新" : "") : part.has_facts ? "按数据生成，随更正自动更新" : "请填写";
  setText(place, ".whose", whose);
  find(place, ".take", HTMLButtonElement).hidden = !(part.own && part.has_facts) || isLooking();
  const changed = find(place, ".changed", HTMLElement);
  changed.hidden = part.changed.length === 0;
  find(changed, ".keep", HTMLButtonElement).hidden = isLooking();
  const lines = part.changed.map(({ text }) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  });
  find(changed, "ul", HTMLUListElement).replaceChildren(...lines);
}

/** @param {string} chosen */
async function showChart(chosen) {
  figure = chosen;
  selectOf("summary-figure").value = chosen;
  const asked = span;
  const picture = await backend.summaryChart(asked, chosen || null);
  // Another chart was requested meanwhile.
  if (asked !== span || chosen !== figure) return;
  const chart = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  byId("summary-chart").replaceChildren(document.importNode(chart, true));
}

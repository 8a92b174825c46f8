// The first start: the unit, its first month, and what was reported before. Nothing is stored until all of it
// is correct; until then only the page keeps it.

import * as backend from "./backend.js";
import { fieldIn, tellProblem } from "./field-saving.js";
import { showBackupsAtBegin } from "./backups.js";
import { monthBefore, monthName } from "./months.js";
import { ask, clearMessages, tell, telling } from "./messages.js";
import { byId, element, find, setText } from "./page.js";
import { go } from "./pages.js";
import { addFromFile, changeNotice, leftDraft } from "./notice-adding.js";
import { renew } from "./notice-settings.js";
import { takeFormInHand } from "./notices.js";
import { cellOfFigure, cellsOf, drawOpening, figuresWithTotal, fillOpening, goTo } from "./opening-table.js";
import { throughSentence } from "./opening.js";
import { form, isShown, learn, notice, overview, showPage } from "./state.js";
import { leftBlankInWords, unitFields } from "./unit.js";

/** @import { Entry, Unit, UnitKind } from "./types" */

/** The texts typed into the opening balance, by figure. @type {Map<string, string>} */
const texts = new Map();
/** The first month for which these texts were typed. */
let typedFor = "";
/** The entries that were read from the texts. @type {Record<string, Entry>} */
let entries = {};
/** The figures of which the form prints a total: the others need no opening balance. @type {Set<string>} */
let withTotal = new Set();
/** Whether the form was submitted once: after that every error disappears as soon as it is corrected. */
let wasSent = false;

const page = () => find(document, "#begin", HTMLFormElement);
const grid = () => byId("begin-grid");
const textIn = (/** @type {string} */ name) => fieldIn(page(), name).value;

export const name = "begin";

export function prepareBegin() {
  byId("begin-unit").append(unitFields());
  const months = find(page(), "[name=first_month]", HTMLSelectElement);
  months.prepend(new Option("请选择", ""));
  months.value = "";
  months.addEventListener("change", () => void telling(askForOpening));
  withTotal = figuresWithTotal();
  drawOpening(grid(), {
    typed: (figure, text) => {
      typedFor = textIn("first_month");
      if (changing !== figure) before.push(new Map(texts));
      changing = figure;
      texts.set(figure, text);
      nameOpeningPart();
      void read();
    },
    left: () => void read(),
    restore: (figure) => {
      cellOfFigure(grid(), figure).select();
      return false;
    },
    paste,
    last: () => find(page(), "[type=submit]", HTMLButtonElement).focus(),
    key,
  });
  page().addEventListener("input", () => void (wasSent && check()));
  // What was told before, as what was made of a blank form, would take the room of the form.
  page().addEventListener("input", clearMessages);
  page().addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "kind") void read();
    if (wasSent) void check();
  });
  page().addEventListener("keydown", goOn);
  page().addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  void read();
}

/** With a further notice, what is known of the unit stands in the fields already, and nothing is said of backups. */
function drawKnown() {
  const { known_unit: known, is_known_beside: isBeside } = overview;
  page().classList.toggle("further", known !== null);
  const heading = isBeside ? `登记${form.mark}：和同一个通知的另一张表一样，核对就行` : "填写这个通知的单位资料";
  setText(page(), "h1", known ? heading : "第一次使用，请先填写单位资料");
  if (!known) return;
  for (const field of /** @type {const} */ (["name", "person", "phone"])) {
    const input = fieldIn(page(), field);
    if (input.value === "") input.value = known[field];
  }
  if (!isBeside || kindPicked() || textIn("first_month") !== "") return;
  const kind = page().querySelector(`[name=kind][value="${CSS.escape(known.kind)}"]`);
  if (kind instanceof HTMLInputElement) kind.checked = true;
  find(page(), "[name=first_month]", HTMLSelectElement).value = known.first_month;
  showOpeningPart();
  void read();
}

/** Whether a kind was chosen of several. */
const kindPicked = () => notice.kinds.length > 1 && kindChosen() !== "";

/** Says which notice is begun, and what else can be done where its campaign is over. */
async function drawNotice() {
  const forms = await backend.formChoices();
  const inHand = forms.find((choice) => choice.in_hand);
  if (!inHand) return;
  const beside = forms.filter((choice) => choice.notice === inHand.notice);
  const which = beside.length > 1 ? `的${inHand.mark}“${inHand.title}”` : "";
  const called = `“${inHand.name}”（${inHand.span}）${which}`;
  const sentence = overview.over ? `${called}已经结束，还可以补录。要接着报，请先延续：同样的表，新的期限。` : `要报的是${called}。`;
  /** @type {(label: string, run: () => Promise<unknown>) => HTMLButtonElement} */
  const button = (label, run) => element("button", { type: "button", onclick: () => void telling(run) }, label);
  const others = forms.filter((choice) => !choice.in_hand).map((choice) => button(beside.includes(choice) ? `换到${choice.mark}“${choice.title}”` : `换到“${choice.name}”（${choice.span}）`, () => takeFormInHand(choice.key)));
  byId("begin-notice").replaceChildren(
    sentence,
    ...(overview.over ? [button("延续…", () => renew(inHand))] : []),
    ...(inHand.changeable ? [button("表读得不对？改这个通知…", () => changeNotice(inHand.notice))] : []),
    ...others,
    button("添加通知…", () => addFromFile()),
    ...await leftDraft(),
    element("span", { className: "hint" }, "报的是别的通知？把通知的 Word 文件或空白表拖进来也行。"),
  );
}

export async function open() {
  await drawNotice();
  drawKnown();
  showPage("begin");
  if (!overview.known_unit) await showBackupsAtBegin();
  fieldIn(page(), "name").focus();
}

/** How many figures have a typed text. */
const count = () => [...texts.values()].filter((text) => text.trim() !== "").length;

/**
 * Asks for the opening balance if something was reported before, and else offers it. Texts that were typed
 * for another month are never used without being shown.
 */
async function askForOpening() {
  const first = textIn("first_month");
  showOpeningPart();
  if (first === "" || count() === 0 || first === typedFor) return;
  const typed = `已填的 ${count()} 项期初累计是截至${monthName(monthBefore(typedFor))}底的`;
  const wanted = first > form.campaign.first_month ? `现在要填的是截至${monthName(monthBefore(first))}底的` : "一个月也没有报过的，一般没有期初累计";
  if (await ask(`${typed}，${wanted}。清空吗？`, "清空", "留着，我来核对", { loses: true })) texts.clear();
  typedFor = first;
  await read();
  showOpeningPart();
}

function showOpeningPart() {
  const first = textIn("first_month");
  const part = find(document, "#begin-opening", HTMLDetailsElement);
  part.hidden = first === "" || withTotal.size === 0;
  part.open = first > form.campaign.first_month || count() > 0;
  setText(document, "#begin-through", throughSentence(monthName(monthBefore(first || form.campaign.first_month))));
  nameOpeningPart();
}

/** Shows what the opening balance contains, even while it is folded. */
function nameOpeningPart() {
  const first = textIn("first_month") || form.campaign.first_month;
  const through = monthName(monthBefore(first));
  const what = first > form.campaign.first_month ? `截至${through}底的累计数（手头没有可以先跳过，以后在“设置”里补，或用“导入旧表”读进来）` : "期初累计（以前没有累计数的不用填）";
  setText(document, "#begin-opening summary", count() ? `${what}，已填 ${count()} 项` : what);
}

/** The chosen kind of unit; before that, the kind that fills in every row. */
const kindChosen = () => /** @type {UnitKind | ""} */ (fieldIn(page(), "kind").matches(":checked") ? textIn("kind") : "");

/** Reads the texts of the opening balance, marks those that cannot be read, and shows the results of sums. */
async function read() {
  const asked = new Map(texts);
  const found = await backend.readOpening(kindChosen() || "department", Object.fromEntries(asked));
  // Another key was pressed since; its own answer will follow.
  if ([...texts].some(([figure, text]) => asked.get(figure) !== text)) return;
  entries = found;
  fillOpening(grid(), entries, texts, withTotal);
  if (wasSent) void check();
}

/** The texts of the opening balance before each change. @type {Map<string, string>[]} */
const before = [];
/** The figure that is being typed; all its keys count as one change. */
let changing = "";

/**
 * Ctrl+Z undoes the newest change; the browser's own undo would go to another field. Ctrl+Enter submits the form.
 * @param {KeyboardEvent} event
 */
function key(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  if (event.key === "Enter") page().requestSubmit();
  else if (event.key.toLowerCase() === "z") takeBack();
  else return false;
  return true;
}

function takeBack() {
  const last = before.pop();
  changing = "";
  if (!last) return;
  texts.clear();
  for (const [figure, text] of last) texts.set(figure, text);
  for (const cell of cellsOf(grid())) cell.value = "";
  for (const [figure, text] of texts) cellOfFigure(grid(), figure).value = text;
  nameOpeningPart();
  void read();
}

/**
 * @param {string} figure
 * @param {string} text
 */
async function paste(figure, text) {
  before.push(new Map(texts));
  changing = "";
  const typed = texts.get(figure);
  let last = typed;
  try {
    for (const [one, amount] of await backend.layOpening(kindChosen() || "department", figure, text)) {
      // A text that was typed during the call is newer and stays.
      if (one === figure && texts.get(one) !== typed) continue;
      if (one === figure) last = amount;
      texts.set(one, amount);
      cellOfFigure(grid(), one).value = amount;
    }
    typedFor = textIn("first_month");
    setText(document, "#begin-pasted", "");
  } catch (thrown) {
    setText(document, "#begin-pasted", backend.sentenceOf(thrown));
  }
  nameOpeningPart();
  await read();
  if (texts.get(figure) === last) cellOfFigure(grid(), figure).select();
}

/** @returns {Unit} */
function unit() {
  return {
    name: textIn("name"),
    kind: kindChosen() || (notice.kinds[0]?.id ?? ""),
    person: textIn("person"),
    phone: textIn("phone"),
    first_month: textIn("first_month") || form.campaign.first_month,
    restart_each_year: false,
  };
}

/** Shows every problem at its field, and says how many there are. */
async function check() {
  const wrong = new Map((await backend.checkUnit(unit())).map(({ field, sentence }) => [field, sentence]));
  if (!kindChosen()) wrong.set("kind", ["请选择单位类别", ...leftBlankInWords()].join("；"));
  if (!textIn("first_month")) wrong.set("first_month", "请选择；一个月也没有报过的，选第一项");
  for (const name of ["name", "kind", "person", "phone", "first_month"]) tellProblem(page(), name, wrong.get(name) ?? "");
  const unreadable = Object.values(entries).filter(({ state }) => state === "unreadable").length;
  const all = wrong.size + unreadable;
  tellAbove(all ? `还有 ${all} 处没有填好，见红字` : "");
  return all;
}

/** @param {string} sentence */
function tellAbove(sentence) {
  const refused = find(page(), ":scope > .refused", HTMLElement);
  refused.textContent = sentence;
  refused.hidden = sentence === "";
}

async function send() {
  await read();
  wasSent = true;
  if (await check()) {
    const cell = cellsOf(grid()).find((one) => one.getAttribute("aria-invalid") === "true");
    const field = page().querySelector(".field [aria-invalid=true]");
    if (field instanceof HTMLElement) field.focus();
    else if (cell) goTo(cell);
    return;
  }
  const applies = [...texts].filter(([figure]) => entries[figure]?.state !== "not_applicable" && withTotal.has(figure));
  const begun = unit();
  try {
    await backend.begin(begun, applies);
  } catch (thrown) {
    tellAbove(backend.sentenceOf(thrown));
    return;
  }
  texts.clear();
  page().reset();
  await learn();
  // What was said to be filled in first.
  await go("form", { month: begun.first_month });
  await tellNextForm();
}

/** Goes on with the next form of the same notice, which is easily forgotten. */
async function tellNextForm() {
  const forms = await backend.formChoices();
  const done = forms.find((choice) => choice.in_hand);
  const next = forms.find((choice) => choice.notice === done?.notice && !choice.begun);
  if (!done || !next) return;
  tell(`${done.mark}登记好了。这个通知还有${next.mark}“${next.title}”没有登记`, { action: { label: `登记${next.mark}`, run: () => telling(() => takeFormInHand(next.key)) } });
}

/**
 * Enter goes to the next field; only the button submits the form.
 * @param {KeyboardEvent} event
 */
function goOn(event) {
  const from = event.target;
  if (event.key !== "Enter" || event.defaultPrevented) return;
  if (!(from instanceof HTMLInputElement || from instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const all = ".field :is(input, select), #begin-opening[open] input:enabled, [type=submit]";
  const stops = [.../** @type {NodeListOf<HTMLInputElement | HTMLSelectElement | HTMLButtonElement>} */ (page().querySelectorAll(all))];
  // Radio buttons of one question count as one field.
  stops.slice(stops.indexOf(from) + 1).find((one) => one.name === "" || one.name !== from.name)?.focus();
}

/** Typed texts can be lost here, because nothing is stored before the form is submitted. */
export const save = async () => !isShown("begin") || !isTyped();

const isTyped = () => ["name", "person", "phone", "first_month"].some((name) => textIn(name) !== "") || kindPicked() || texts.size > 0;

export const left = () => "还没有点“开始填报”，这一页填的都没有保存";

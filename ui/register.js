// 名册 after the first start: one row for each unit, in the order of the register. Each change is one step of undo.

import * as backend from "./backend.js";
import { unlessTyping } from "./board.js";
import * as clerk from "./backend-collation.js";
import { board, learnBoard } from "./collation-state.js";
import { tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find } from "./page.js";
import { editorOf } from "./register-editor.js";
import { isShown, notice, showPage } from "./state.js";

/** @import { RegisterPage, RegisterRow } from "./types" */
/** @import { Shortcuts } from "./pages.js" */

export const name = "register";

/** @type {RegisterPage} */
let page;
/** The unit with the cursor. @type {number | null} */
let inHand = null;
/** The unit that is being changed or entered. @type {ReturnType<typeof editorOf> | null} */
let editor = null;

const search = () => find(document, "#register-search", HTMLInputElement);
const pasting = () => find(document, "#register-pasting", HTMLFormElement);
const pasted = () => find(pasting(), "[name=pasted]", HTMLTextAreaElement);
const pastedKind = () => find(pasting(), "[name=kind]", HTMLSelectElement);
const pastedFirst = () => find(pasting(), "[name=first]", HTMLSelectElement);

export function prepareRegister() {
  pastedKind().append(...notice.kinds.map(({ id, name: called }) => new Option(called, id)));
  pastedKind().selectedIndex = notice.kinds.length - 1;
  search().addEventListener("input", filter);
  search().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") {
      search().value = "";
      filter();
    }
    changers().find((button) => button.offsetParent !== null)?.focus();
  });
  byId("register-rows").addEventListener("keydown", move);
  pasting().addEventListener("submit", (event) => {
    event.preventDefault();
    void paste();
  });
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    "register-undo": () => reverse(backend.undo),
    "register-redo": () => reverse(backend.redo),
    "register-add": () => edit(null),
    "register-paste": () => showPasting(pasting().hidden !== false),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
  find(pasting(), ".no", HTMLButtonElement).addEventListener("click", () => {
    pasted().value = "";
    showPasting(false);
  });
}

export async function open() {
  showPage("register");
  await read();
}

/** After a change: the board says how many are expected. */
export const reread = async () => {
  await learnBoard();
  await read();
};

async function read() {
  page = await clerk.register();
  draw();
}

const changers = () => [.../** @type {NodeListOf<HTMLButtonElement>} */ (byId("register-rows").querySelectorAll("button.change"))];

export const focus = () => (changers().find(({ tabIndex }) => tabIndex === 0) ?? changers()[0])?.focus();

function draw() {
  const focused = byId("register-rows").contains(document.activeElement) ? document.activeElement : null;
  const drawn = page.rows.map(drawRow);
  byId("register-rows").replaceChildren(...drawn);
  placeEditor();
  if (!page.rows.some(({ unit }) => unit === inHand)) inHand = page.rows[0]?.unit ?? null;
  markInHand();
  filter();
  byId("register-count").textContent = `共 ${page.rows.length} 个单位，这个月应报 ${page.expected} 个`;
  for (const [id, what, verb] of /** @type {const} */ ([["register-undo", page.undo, "撤销"], ["register-redo", page.redo, "重做"]])) {
    buttonOf(id).disabled = what === null;
    buttonOf(id).title = what === null ? `没有可以${verb}的` : `${verb}${what}`;
  }
  const first = pastedFirst().value || board.month;
  pastedFirst().replaceChildren(new Option("一开始就报", ""), ...page.months.map((month) => new Option(`从${monthName(month)}起报`, month)));
  pastedFirst().value = first;
  // What is drawn anew has lost the cursor; a field of the unit in hand has only been moved.
  if (focused instanceof HTMLElement) (focused.isConnected ? focused : changers().find(({ tabIndex }) => tabIndex === 0))?.focus();
}

/** @param {RegisterRow} row */
function drawRow(row) {
  const { unit, name: called, kind_name: kind, aliases, months, successor_name: successor, person, phone, reported_by: reported, reports } = row;
  const change = element("button", { type: "button", className: "change", ariaLabel: `改“${called}”`, onclick: () => edit(row) }, "改");
  change.addEventListener("focus", () => {
    inHand = unit;
    markInHand();
  });
  const up = element("button", { type: "button", tabIndex: -1, ariaLabel: `“${called}”往上移`, title: "往上移（Alt+↑）", onclick: () => void shift(unit, -1) }, "↑");
  const down = element("button", { type: "button", tabIndex: -1, ariaLabel: `“${called}”往下移`, title: "往下移（Alt+↓）", onclick: () => void shift(unit, 1) }, "↓");
  const contact = [person, phone].filter(Boolean).join(" ");
  const told = reported ? [element("small", null, `表上写的：${reported}`)] : [];
  const cells = [
    element("td", null, element("strong", null, called)),
    element("td", null, kind),
    element("td", null, aliases.join("、")),
    element("td", null, months || "一直报"),
    element("td", null, successor ?? ""),
    element("td", null, contact, ...told),
    element("td", { className: "act" }, change, up, down),
  ];
  const drawn = element("tr", { className: reports ? "" : "ended" }, ...cells);
  drawn.dataset.unit = String(unit);
  return drawn;
}

function markInHand() {
  for (const button of changers()) button.tabIndex = button.closest("tr")?.dataset.unit === String(inHand) ? 0 : -1;
}

/** Puts the fields below their row, those of a new unit above all. */
function placeEditor() {
  if (!editor) return;
  const rows = byId("register-rows");
  const own = rows.querySelector(`[data-unit="${editor.unit}"]`);
  if (own) own.after(editor.made);
  else rows.prepend(editor.made);
}

function filter() {
  const wanted = search().value.trim();
  const found = (/** @type {RegisterRow} */ { name: called, aliases }) => [called, ...aliases].some((one) => one.includes(wanted));
  for (const row of page?.rows ?? []) {
    const drawn = byId("register-rows").querySelector(`tr[data-unit="${row.unit}"]`);
    if (drawn instanceof HTMLElement) drawn.hidden = wanted !== "" && !found(row) && editor?.unit !== row.unit;
  }
}

/** @param {RegisterRow | null} row a new unit without */
function edit(row) {
  // What was typed for another unit stays until it is saved or left.
  if (editor?.isChanged()) {
    tell(left(), { problem: true });
    editor.focus();
    return;
  }
  editor?.made.remove();
  editor = editorOf(page, row, board.month, { done, removed, left: leave });
  placeEditor();
  editor.focus();
  editor.made.scrollIntoView({ block: "nearest" });
}

function close() {
  editor?.made.remove();
  editor = null;
}

function leave() {
  const unit = editor?.unit ?? null;
  close();
  changers().find((button) => button.closest("tr")?.dataset.unit === String(unit ?? inHand))?.focus();
}

async function done() {
  const unit = editor?.unit ?? null;
  close();
  await telling(reread);
  inHand = unit ?? page.rows.at(-1)?.unit ?? null;
  markInHand();
  focus();
  tellSaved("已保存");
}

/** @param {string} called */
async function removed(called) {
  close();
  await telling(reread);
  focus();
  tellSaved(`从名册里去掉了“${called}”`);
}

/** @param {string} sentence */
const tellSaved = (sentence) => tell(sentence, { action: { label: "撤销", run: () => void reverse(backend.undo) }, passing: true });

/** @param {boolean} wanted */
function showPasting(wanted) {
  pasting().hidden = !wanted;
  buttonOf("register-paste").setAttribute("aria-expanded", String(wanted));
  tellProblem("");
  if (wanted) pasted().focus();
  else buttonOf("register-paste").focus();
}

/** @param {string} sentence */
function tellProblem(sentence) {
  const problem = find(pasting(), ".refused", HTMLElement);
  problem.textContent = sentence;
  problem.hidden = sentence === "";
}

/** Enters what was pasted, all or nothing. */
async function paste() {
  tellProblem("");
  try {
    const members = await backend.readMembers(pasted().value, pastedKind().value);
    await clerk.addMembers(members.map((member) => ({ ...member, first_month: member.first_month ?? (pastedFirst().value || null) })));
    pasted().value = "";
    showPasting(false);
    await reread();
    tellSaved(`加了 ${members.length} 个单位`);
  } catch (thrown) {
    tellProblem(backend.sentenceOf(thrown));
    pasted().focus();
  }
}

/**
 * The arrows go from row to row; with Alt they take the unit along.
 * @param {KeyboardEvent} event
 */
function move(event) {
  if (event.ctrlKey || event.metaKey || !(event.target instanceof HTMLButtonElement) || !event.target.closest("tr[data-unit]")) return;
  const all = changers().filter((button) => button.offsetParent !== null);
  const at = all.findIndex((button) => button.closest("tr") === /** @type {Element} */ (event.target).closest("tr"));
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (!event.altKey) {
    all[Math.max(to, 0)]?.focus();
  } else if (inHand !== null && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    void shift(inHand, event.key === "ArrowUp" ? -1 : 1);
  }
}

/**
 * @param {number} unit
 * @param {1 | -1} way
 */
const shift = (unit, way) => telling(async () => {
  const order = page.rows.map((row) => row.unit);
  const at = order.indexOf(unit);
  if (at + way < 0 || at + way >= order.length) return;
  // Above the one before, or above the one after the next.
  await clerk.moveMember(unit, order[way < 0 ? at - 1 : at + 2] ?? null);
  inHand = unit;
  await reread();
  focus();
});

/** @param {typeof backend.undo} work */
const reverse = (work) => telling(async () => {
  const undone = await work();
  await reread();
  if (undone) tell(undone.sentence);
});

/** What is typed here is stored by its button alone. */
export const save = async () => !isShown(name) || !(editor?.isChanged() || pasted().value.trim() !== "");

export const left = () => (editor?.isChanged() ? "名册里改的还没有保存" : pasted().value.trim() !== "" ? "粘贴的单位还没有加进名册" : "");

export const goToLeft = () => (editor?.isChanged() ? editor.focus() : pasted().focus());

export function giveUp() {
  close();
  pasted().value = "";
}

const undoUnlessTyping = unlessTyping(() => reverse(backend.undo));

/** @type {Shortcuts} */
export const shortcuts = {
  "/": unlessTyping(() => search().focus()),
  "Ctrl+z": undoUnlessTyping,
  "Ctrl+y": unlessTyping(() => reverse(backend.redo)),
};

// The board: the months, the units of one month as tiles, what could not be placed, and the next step.

import * as backend from "./backend.js";
import { showBulletin } from "./bulletin.js";
import { board, drawEarlier, learnAgain, learnBoard, nextLabel, onBoard, tiles } from "./collation-state.js";
import { showFilling } from "./filling.js";
import { takeIn, takeInFolder } from "./intake.js";
import { hasFolder, readFolder } from "./intake-folder.js";
import { showCorrections } from "./late-corrections.js";
import { tell, tellLooking, telling } from "./messages.js";
import { closeMonth, reopenMonth } from "./month-closing.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { go } from "./pages.js";
import { remind } from "./remind.js";
import { showReturnNotes } from "./return-notes.js";
import { showSource } from "./source.js";
import { isLooking, isOfAllUnits, isShown, showPage } from "./state.js";
import { exportUnits } from "./sums-files.js";
import { accept, assign, drawUnit, exclude, focusUnit, sendBack } from "./unit-in-hand.js";

/** @import { BoardQuestion, Tile } from "./types" */
/** @import { Shortcuts } from "./pages.js" */

export const name = "board";

/** What can only be refused while other data is looked at. */
const CHANGING = ["board-take-in", "board-take-folder", "folder-read", "board-fill", "sums-fill", "board-close", "board-reopen"];

/** The unit in hand. @type {number | null} */
let inHand = null;

/** What of the tray was gone to last, as long as no unit was. @type {string | null} */
let atUnplaced = null;

export function prepareBoard() {
  onBoard(draw);
  byId("board-tiles").addEventListener("keydown", move);
  byId("board-tiles").addEventListener("focusin", ({ target }) => {
    const tile = target instanceof Element ? target.closest(".tile") : null;
    atUnplaced = null;
    if (tile instanceof HTMLElement) void take(Number(tile.dataset.unit));
  });
  byId("tray-list").addEventListener("focusin", ({ target }) => {
    const line = target instanceof Element ? target.closest("li") : null;
    atUnplaced = line?.dataset.report ?? null;
  });
  keepInSight();
  byId("board-panel").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    focus();
  });
  byId("board-panel").addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".back")) focus();
  });
  const search = find(document, "#board-search", HTMLInputElement);
  search.addEventListener("input", () => lookFor(search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    search.value = "";
    focus();
  });
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    "tray-fold": () => unfoldTray(byId("tray").classList.contains("unfolded") === false),
    "board-take-in": takeIn,
    "board-take-folder": takeInFolder,
    "board-undo": () => reverse(backend.undo),
    "board-redo": () => reverse(backend.redo),
    "board-remind": remind,
    "board-notes": () => showReturnNotes(),
    "board-bulletin": showBulletin,
    "board-units": exportUnits,
    "board-fill": showFilling,
    "board-close": closeMonth,
    "board-reopen": reopenMonth,
    // On the form that goes up the same button is that of its month.
    "next-step": () => isOfAllUnits() && nextStep(),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
}

/** Where the room changes, as with the size of the letters or by a message below, the unit in hand stays in sight. */
function keepInSight() {
  const [page, scroller] = [byId("page-board"), byId("board-tiles")];
  let [width, height] = [0, 0];
  new ResizeObserver(() => {
    if (page.clientWidth === 0) return;
    const tile = tileOf(inHand);
    const top = tile ? tile.offsetTop - scroller.offsetTop - scroller.scrollTop : 0;
    // Whoever scrolled away from it stays where they are.
    const wasInSight = tile !== undefined && top >= 0 && top + tile.offsetHeight <= height;
    if (page.clientWidth !== width || (wasInSight && !isSmall())) tile?.scrollIntoView({ block: "nearest" });
    [width, height] = [page.clientWidth, scroller.clientHeight];
  }).observe(scroller);
}

/** Whether everything stands one below the other, so that the unit in hand and what is known of it are not seen together. */
const isSmall = () => document.body.dataset.room === "small";

export async function open() {
  await learnAgain();
  showPage("board");
  if (inHand === null) inHand = tiles()[0]?.unit ?? null;
  draw();
  await showUnit();
  focus();
}

export const reread = async () => {
  await learnBoard();
  await showUnit();
};

/** Puts the cursor on the unit in hand. */
export const focus = () => tileOf(inHand)?.focus({ preventScroll: false });

/** @param {number | null} unit */
const tileOf = (unit) => allTiles().find((tile) => tile.dataset.unit === String(unit));

const showUnit = () => (inHand === null ? undefined : drawUnit(inHand));

/** @param {number} unit */
async function take(unit) {
  if (unit === inHand) return;
  inHand = unit;
  markInHand();
  await telling(async () => showUnit());
}

/** @param {number} unit */
async function openUnit(unit) {
  inHand = unit;
  markInHand();
  await telling(async () => showUnit());
  focusUnit();
}

function markInHand() {
  for (const tile of allTiles()) {
    const isInHand = Number(tile.dataset.unit) === inHand;
    tile.tabIndex = isInHand ? 0 : -1;
    if (isInHand) tile.setAttribute("aria-current", "true");
    else tile.removeAttribute("aria-current");
  }
}

const allTiles = () => [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("#board-tiles .tile"))];

function draw() {
  drawMonths();
  drawCounts();
  const focused = byId("board-tiles").contains(document.activeElement);
  const scrolled = byId("board-tiles").scrollTop;
  if (!tiles().some(({ unit }) => unit === inHand)) inHand = tiles()[0]?.unit ?? null;
  byId("board-tiles").replaceChildren(...board.kinds.flatMap(({ name: kind, expected, received, units }) => [
    element("h2", null, kind, " ", element("small", { title: `应报 ${expected}，已报 ${received}` }, `${received}/${expected}`)),
    element("ul", { className: "tiles", ariaLabel: kind }, ...units.map((tile) => element("li", null, drawTile(tile)))),
  ]));
  markInHand();
  byId("board-tiles").scrollTop = scrolled;
  if (focused) focus();
  drawTray();
  drawNext();
}

/** @param {Tile} tile */
function drawTile({ unit, name: called, standing, label, is_late: late, is_corrected: corrected, is_twice: twice, has_no_scan: unsealed }) {
  const marks = [late && "迟", corrected && "更", twice && "重", unsealed && "无章"].filter((mark) => mark !== false);
  const told = [late && "迟报", corrected && "采用的是更正", twice && "收到不止一份", unsealed && "盖章扫描件没有收到"].filter((mark) => mark !== false);
  const button = element(
    "button",
    { type: "button", className: "tile" },
    element("span", { className: "name" }, called),
    element("span", { className: "stands" }, label),
    ...(marks.length ? [element("small", { title: told.join("，") }, marks.join(" "))] : []),
  );
  button.dataset.unit = String(unit);
  button.dataset.standing = standing;
  button.addEventListener("click", (event) => {
    // Enter opens the unit: the cursor goes to what can be done with it. So does a click where that lies far below.
    if (event.detail === 0 || isSmall()) void openUnit(unit);
    else void take(unit);
  });
  return button;
}

function drawMonths() {
  let year = "";
  byId("board-months").replaceChildren(...board.months.flatMap(({ month, expected, received, waiting, closed, is_changed: changed, is_before: isBefore }) => {
    const told = [`应报 ${expected}，已报 ${received}`, isBefore && "汇总从后面的月份开始，这个月的数在各单位第一次报的累计里", waiting && `${waiting} 个单位待核实`, closed && "已关账", changed && "关账以后数变了，要更正"];
    const button = element(
      "button",
      { type: "button", className: closed || isBefore ? "closed" : "", title: `${monthName(month)}：${told.filter(Boolean).join("，")}` },
      element("span", null, `${Number(month.slice(5))}月`),
      element("small", null, isBefore ? "汇总以前" : `${received}/${expected}`),
      ...(waiting ? [element("small", { className: "open" }, `待核实 ${waiting}`)] : []),
      ...(changed ? [element("small", { className: "changed" }, "要更正")] : []),
      ...(closed && !changed ? [element("small", null, "关账")] : []),
    );
    button.dataset.month = month;
    if (month === board.month) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => void telling(async () => {
      await learnBoard(month);
      await showUnit();
    }));
    const isNew = month.slice(0, 4) !== year;
    year = month.slice(0, 4);
    return isNew ? [element("p", { className: "year" }, `${year}年`), button] : [button];
  }));
  // A long row of months scrolls; the one in hand is in sight.
  document.querySelector("#board-months [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawCounts() {
  const counts = [`应报 ${board.expected}`, `已报 ${board.received}`, `按时 ${board.on_time}`, `待核实 ${board.waiting}`];
  const closed = board.closed ? "已关账" : "";
  if (isOfAllUnits()) drawDue();
  setText(document, "#board-due", board.due);
  drawEarlier("board-earlier");
  const others = board.unexpected.length ? `另采用 ${board.unexpected.length}` : "";
  const wanted = [...counts, others, closed].filter(Boolean);
  byId("board-counts").title = others && `不在应报之列而采用了它的表：${board.unexpected.join("、")}`;
  if (byId("board-counts").textContent === wanted.join("")) return;
  byId("board-counts").replaceChildren(...wanted.map((count) => element("strong", null, count)));
}

function drawDue() {
  // Its parts stay whole where it takes two lines.
  if (byId("due").textContent !== board.due) byId("due").replaceChildren(...(board.due.match(/[^，]*，|[^，]+/g) ?? []).map((part) => element("span", null, part)));
  byId("due").title = board.due;
  byId("due").classList.remove("late");
}

/** What to do next with the month. */
export function drawNext() {
  for (const [id, what, verb] of /** @type {const} */ ([["board-undo", board.undo, "撤销"], ["board-redo", board.redo, "重做"]])) {
    buttonOf(id).disabled = what === null || isLooking();
    buttonOf(id).title = what === null ? `没有可以${verb}的` : `${verb}${what}`;
  }
  for (const id of CHANGING) buttonOf(id).disabled = isLooking();
  buttonOf("board-close").hidden = board.closed;
  buttonOf("board-reopen").hidden = !board.closed;
  if (!isOfAllUnits()) return;
  const next = buttonOf("next-step");
  // On the form that goes up it stands among the steps.
  find(document, ".steps", HTMLElement).append(next);
  next.hidden = board.next === "closed";
  next.textContent = nextLabel(hasFolder());
}

export function nextStep() {
  const steps = { take_in: hasFolder() ? readFolder : takeIn, questions: nextQuestion, remind, close: closeMonth, send_up: sendUp, correct: showCorrections, closed: () => undefined };
  return steps[board.next]();
}

const sendUp = () => go("form", { month: board.month });

function drawTray() {
  const { tray } = board;
  byId("tray").hidden = tray.length === 0;
  setText(document, "#tray-title", `认不出、放不下的 ${tray.length} 处`);
  byId("tray-list").replaceChildren(...tray.map(drawUnplaced));
  if (!tray.some(({ report }) => report === atUnplaced)) atUnplaced = null;
}

/**
 * In a small room the tray is one line until it is unfolded.
 * @param {boolean} open
 */
function unfoldTray(open) {
  byId("tray").classList.toggle("unfolded", open);
  buttonOf("tray-fold").textContent = open ? "收起" : "展开";
  buttonOf("tray-fold").setAttribute("aria-expanded", String(open));
}

/** @param {BoardQuestion} question */
function drawUnplaced({ report, file, sheet, sentence, can_be_assigned: canBeAssigned, read_unit: unit, read_month: month }) {
  const called = sheet ? `${file} · ${sheet}` : file;
  const assigning = report === null || !canBeAssigned ? [] : [
    element("button", { type: "button", onclick: () => void assign(report, called, { unit, month }), ariaLabel: `指定“${called}”是哪个单位、哪个月的` }, "指定…"),
  ];
  const excluding = report === null ? [] : [
    element("button", { type: "button", onclick: () => void exclude(report, called), ariaLabel: `排除“${called}”` }, "排除…"),
  ];
  const decisions = [...assigning, ...excluding];
  for (const decision of decisions) decision.disabled = isLooking();
  const looking = assigning.length === 0 || report === null ? [] : [
    element("button", { type: "button", onclick: () => void showSource(report, ""), ariaLabel: `看原表：“${called}”` }, "看原表"),
  ];
  const told = element("p", null, element("strong", null, called), element("span", { className: "sentence" }, sentence));
  const line = element("li", null, told, element("span", { className: "acts" }, ...decisions, ...looking));
  if (report !== null) line.dataset.report = report;
  return line;
}

/**
 * The arrows go from tile to tile, as they stand on the screen.
 * @param {KeyboardEvent} event
 */
function move(event) {
  const all = allTiles();
  const at = all.findIndex((tile) => tile === document.activeElement);
  const here = all[at];
  if (!here || event.ctrlKey || event.altKey || event.metaKey) return;
  const to = { ArrowRight: all[at + 1], ArrowLeft: all[at - 1], Home: all[0], End: all.at(-1), ArrowDown: beside(all, here, 1), ArrowUp: beside(all, here, -1) };
  const next = to[/** @type {keyof typeof to} */ (event.key)];
  if (!(event.key in to)) return;
  event.preventDefault();
  next?.focus();
}

/**
 * The nearest tile in the next line below or above.
 * @param {HTMLButtonElement[]} all
 * @param {HTMLButtonElement} here
 * @param {1 | -1} way
 */
function beside(all, here, way) {
  const place = (/** @type {HTMLElement} */ tile) => tile.getBoundingClientRect();
  const from = place(here);
  const further = all.filter((tile) => (place(tile).top - from.top) * way > 1);
  const line = way * Math.min(...further.map((tile) => place(tile).top * way));
  const inLine = further.filter((tile) => Math.abs(place(tile).top - line) < 2);
  return inLine.sort((one, other) => Math.abs(place(one).left - from.left) - Math.abs(place(other).left - from.left))[0];
}

/** The next unit that waits for the clerk; after the last of them what nobody could place, one by one; then the first unit again. */
async function nextQuestion() {
  if (!isShown(name)) await open();
  const all = tiles();
  const isWaiting = (/** @type {Tile} */ { standing }) => standing === "waiting";
  const unplaced = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#tray-list li[data-report]"))];
  const at = unplaced.findIndex(({ dataset }) => dataset.report === atUnplaced);
  const further = all.slice(all.findIndex(({ unit }) => unit === inHand) + 1).find(isWaiting);
  const next = atUnplaced === null && further ? null : unplaced[at + 1];
  if (next) {
    unfoldTray(true);
    next.querySelector("button")?.focus();
    return;
  }
  const unit = (atUnplaced === null ? further : undefined) ?? all.find(isWaiting);
  if (unit) {
    tileOf(unit.unit)?.focus();
    if (isSmall()) await openUnit(unit.unit);
  } else if (unplaced[0]) {
    unplaced[0].querySelector("button")?.focus();
  } else {
    tell("没有要处理的疑问了");
  }
}

/** @param {string} text */
function lookFor(text) {
  const found = tiles().find(({ name: called }) => text.trim() !== "" && called.includes(text.trim()));
  if (!found) return;
  void take(found.unit);
  tileOf(found.unit)?.scrollIntoView({ block: "nearest" });
}

/** @param {typeof backend.undo} work */
const reverse = (work) => telling(async () => {
  const undone = await work();
  await reread();
  if (undone) tell(undone.sentence);
});

/**
 * A key of the board, which is no key while one types.
 * @param {() => unknown} run
 * @returns {(event: KeyboardEvent) => unknown}
 */
export const unlessTyping = (run) => ({ target, altKey }) => {
  if (altKey || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false;
  void run();
  return true;
};

/** @param {(unit: number) => unknown} run */
const withUnit = (run) => unlessTyping(() => {
  if (atUnplaced !== null) tell("先指定这一份是哪个单位、哪个月的，再采用或退回", { problem: true });
  else if (inHand !== null) return run(inHand);
  return undefined;
});

const undoUnlessTyping = unlessTyping(() => (isLooking() ? tellLooking() : reverse(backend.undo)));
const nextByKey = unlessTyping(nextQuestion);
const acceptByKey = withUnit((unit) => (isLooking() ? tellLooking() : accept(unit)));
const returnByKey = withUnit((unit) => (isLooking() ? tellLooking() : sendBack(unit)));

/** @type {Shortcuts} */
export const shortcuts = {
  n: nextByKey,
  N: nextByKey,
  a: acceptByKey,
  A: acceptByKey,
  r: returnByKey,
  R: returnByKey,
  "/": unlessTyping(() => byId("board-search").focus()),
  "Ctrl+z": undoUnlessTyping,
  "Ctrl+y": unlessTyping(() => (isLooking() ? tellLooking() : reverse(backend.redo))),
  c: unlessTyping(remind),
  C: unlessTyping(remind),
  t: unlessTyping(() => showReturnNotes()),
  T: unlessTyping(() => showReturnNotes()),
  "Ctrl+o": () => void (isLooking() ? tellLooking() : takeIn()),
  "Ctrl+enter": ({ repeat }) => repeat || void (isLooking() ? tellLooking() : nextStep()),
  F5: () => void (isLooking() ? tellLooking() : readFolder()),
};

// The rail of months with other due things above it, and the line that says when the shown month or list is due.

import { currentMonth } from "./month.js";
import { byId, copyOf, element, find, setText } from "./page.js";
import { go } from "./pages.js";
import { isCollating } from "./sides.js";
import { hasList, isShown, listen, overview, projectForm } from "./state.js";

/** @import { RailMonth } from "./types" */

/** Whether a button of the rail is pressed: drawing it again would lose the click, and leaving a cell redraws the rail. */
let isPressed = false;
/** Whether the rail must be drawn after the button is released. */
let isWaiting = false;

function letGo() {
  isPressed = false;
  if (isWaiting) drawRail();
  isWaiting = false;
}

/** Draws the rail for the shown month. */
function drawRail() {
  if (isPressed) {
    isWaiting = true;
    return;
  }
  const rail = byId("rail");
  const scrolled = rail.querySelector(".months")?.scrollTop ?? 0;
  /** @type {HTMLElement[]} */
  const parts = [];
  let year = "";
  for (const month of overview.months) {
    if (month.month.slice(0, 4) !== year) {
      year = month.month.slice(0, 4);
      parts.push(element("p", { className: "year" }, `${year}年`));
    }
    parts.push(monthButton(month));
  }
  const old = element("button", { type: "button", className: "import-old" }, "导入旧表…");
  old.dataset.importOld = "";
  const months = element("div", { className: "months" }, ...parts);
  const focused = rail.contains(document.activeElement) ? stops(rail).findIndex((stop) => stop === document.activeElement) : -1;
  const walked = focused >= 0 && !document.activeElement?.matches("[aria-current]");
  rail.replaceChildren(alsoDue(), months, ...(isCollating() ? [] : [old]));
  months.scrollTop = scrolled;
  const current = rail.querySelector("[aria-current]");
  if (current instanceof HTMLElement) for (const scroller of [months, rail]) scrollWithin(scroller, current);
  // If the focus is in the rail while something is saved, it stays where it was.
  const stop = walked ? stops(rail)[focused] : current instanceof HTMLElement ? current : stops(rail)[0];
  makeOnlyStop(rail, stop);
  if (focused >= 0) stop?.focus();
}

/**
 * Scrolls only the given element to show a part of it. The page stays, because somebody may be typing in it.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} part
 */
function scrollWithin(scroller, part) {
  const box = scroller.getBoundingClientRect();
  const own = part.getBoundingClientRect();
  scroller.scrollTop += Math.min(own.top - box.top, 0) + Math.max(own.bottom - box.bottom, 0);
  scroller.scrollLeft += Math.min(own.left - box.left, 0) + Math.max(own.right - box.right, 0);
}

/** Makes the rail a single stop for Tab; the arrow keys move inside it. */
export function prepareRail() {
  listen("overview", () => {
    // The board has months of its own.
    if (!overview.unit || (isCollating() && !isShown("form"))) return;
    drawRail();
    drawDue();
  });
  const rail = byId("rail");
  rail.addEventListener("pointerdown", () => { isPressed = true; });
  // After the click event, which comes with the same release.
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => isPressed && setTimeout(letGo));
  rail.addEventListener("keydown", (event) => {
    const all = stops(rail);
    const at = all.findIndex((stop) => stop === document.activeElement);
    const to = /** @type {Record<string, number | undefined>} */ ({
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: all.length - 1,
    })[event.key];
    if (to === undefined || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    all[to]?.focus();
  });
  rail.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLButtonElement) makeOnlyStop(rail, target);
  });
}

/** @param {HTMLElement} rail */
const stops = (rail) => [...rail.querySelectorAll("button")];

/**
 * @param {HTMLElement} rail
 * @param {HTMLElement | undefined} only
 */
function makeOnlyStop(rail, only) {
  for (const stop of stops(rail)) stop.tabIndex = stop === only ? 0 : -1;
}

/** Other due things, in a place that does not scroll with the months. */
function alsoDue() {
  const lines = overview.also_due.map(({ name, due, near, late }) => element("p", { className: late ? "also-due late" : "also-due", title: due }, `${name}：${near}`));
  return element("div", { className: "also", hidden: lines.length === 0 }, ...lines);
}

/** The line at the top: when the shown month or list is due. */
function drawDue() {
  const { months, also_due: others, over } = overview;
  const month = months.find((one) => one.month === currentMonth());
  const list = others.find(({ name }) => hasList() && name === projectForm.mark) ?? (over ? { due: over, late: false } : undefined);
  const what = isShown("projects") ? list : month;
  const due = byId("due");
  due.textContent = what?.due ?? "";
  due.classList.toggle("late", what?.late ?? false);
}

/** @param {RailMonth} month */
function monthButton(month) {
  const button = find(copyOf("rail-month"), "button", HTMLButtonElement);
  setText(button, ".name", `${Number(month.month.slice(5))}月`);
  // A label may be broken between its words, never inside one.
  const words = month.label.split(" · ").map((word, at, all) => {
    const part = document.createElement("span");
    part.textContent = at + 1 < all.length ? `${word} ·` : word;
    return part;
  });
  find(button, ".label", HTMLElement).replaceChildren(...words.flatMap((word) => [word, " "]));
  button.dataset.month = month.month;
  button.dataset.state = month.state;
  button.classList.toggle("complete", month.complete);
  button.classList.toggle("late", month.late);
  button.setAttribute("aria-label", `${month.name} ${month.label}`);
  if (month.month === currentMonth()) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => void go("form", { month: month.month }));
  return button;
}

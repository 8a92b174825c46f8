// Keeps the cell in hand completely visible: below the fixed heading and above the lower edge, at any size of
// the page.

/** @import { Cell } from "./cells.js" */

/** The space in pixels that stays visible around the cell. */
const AROUND = 6;

/**
 * Scrolls as little as needed to show a cell, and not at all if it is visible.
 * @param {Cell} cell
 */
export function reveal(cell) {
  show(cell);
  // WebKit scrolls back once it has painted the selection, so the cell is shown again after that.
  requestAnimationFrame(() => cell === document.activeElement && show(cell));
}

/**
 * Shows the cell in hand again after the page around it has become smaller, or what stands above it higher.
 * @param {HTMLElement} root
 * @param {(target: EventTarget | null) => Cell | null} cellOf
 */
export function keepInSight(root, cellOf) {
  let size = "";
  const page = root.closest("main") ?? root;
  // A row above that grows, for a remark on its total, would push the cell out of sight.
  const table = root.firstElementChild ?? root;
  const watch = new ResizeObserver(() => {
    const now = [root.clientWidth, root.clientHeight, page.clientHeight, table.clientHeight].join();
    const changed = size !== now;
    size = now;
    const cell = root.contains(document.activeElement) ? cellOf(document.activeElement) : null;
    if (changed && cell) show(cell);
  });
  watch.observe(root);
  watch.observe(page);
  watch.observe(table);
}

/** @param {Cell} cell */
function show(cell) {
  const place = cell.closest("td") ?? cell;
  for (const scroller of scrollersOf(place, "overflowY", ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)) {
    const box = scroller.getBoundingClientRect();
    const { top, bottom } = place.getBoundingClientRect();
    const upper = Math.max(box.top + scroller.clientTop + AROUND, headingOf(place));
    // The fixed bar at the lower edge covers a part of the page.
    const covered = Number.parseFloat(getComputedStyle(scroller).scrollPaddingBottom) || AROUND;
    const lower = box.top + scroller.clientTop + scroller.clientHeight - covered;
    // A cell that is higher than the visible area is shown from its top.
    if (top < upper - 1 || bottom - top > lower - upper) scroller.scrollTop += top - upper;
    else if (bottom > lower + 1) scroller.scrollTop += bottom - lower;
  }
  for (const scroller of scrollersOf(place, "overflowX", ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)) {
    const box = scroller.getBoundingClientRect();
    const { left, right } = place.getBoundingClientRect();
    const first = Math.max(box.left + scroller.clientLeft, wordsBeside(place));
    const last = box.left + scroller.clientLeft + scroller.clientWidth - AROUND;
    if (left < first - 1 || right - left > last - first) scroller.scrollLeft += left - first;
    else if (right > last + 1) scroller.scrollLeft += right - last;
  }
}

/**
 * The elements that scroll a given element in one direction, from the inside out.
 * @param {Element} element
 * @param {"overflowX" | "overflowY"} direction
 * @param {(one: Element) => boolean} isLonger
 */
function scrollersOf(element, direction, isLonger) {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (isLonger(at) && /auto|scroll/.test(getComputedStyle(at)[direction])) found.push(at);
  }
  return found;
}

/** @param {Element} element */
const stays = (element) => getComputedStyle(element).position === "sticky";

/**
 * The lower edge of the fixed headings of a table; -Infinity if they are not fixed.
 * @param {Element} place
 */
function headingOf(place) {
  const head = place.closest("table")?.tHead;
  const first = head?.rows[0]?.cells[0];
  if (head && stays(head)) return head.getBoundingClientRect().bottom;
  return first && stays(first) ? first.getBoundingClientRect().bottom : Number.NEGATIVE_INFINITY;
}

/**
 * The right edge of the words of a row that stay at the left; -Infinity if none do.
 * @param {Element} place
 */
function wordsBeside(place) {
  const words = [...(place.closest("tr")?.cells ?? [])].filter((cell) => cell !== place && stays(cell));
  return Math.max(Number.NEGATIVE_INFINITY, ...words.map((cell) => cell.getBoundingClientRect().right));
}

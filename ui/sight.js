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
 * Shows the cell in hand again after the page around it has become smaller.
 * @param {HTMLElement} root
 * @param {(target: EventTarget | null) => Cell | null} cellOf
 */
export function keepInSight(root, cellOf) {
  let size = "";
  const page = root.closest("main") ?? root;
  const watch = new ResizeObserver(() => {
    const now = [root.clientWidth, root.clientHeight, page.clientHeight].join();
    const changed = size !== now;
    size = now;
    const cell = root.contains(document.activeElement) ? cellOf(document.activeElement) : null;
    if (changed && cell) show(cell);
  });
  watch.observe(root);
  watch.observe(page);
}

/** @param {Cell} cell */
function show(cell) {
  const place = cell.closest("td") ?? cell;
  for (const scroller of scrollersOf(place)) {
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
}

/**
 * The elements that scroll a given element vertically, from the inside out.
 * @param {Element} element
 */
function scrollersOf(element) {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) found.push(at);
  }
  return found;
}

/**
 * The lower edge of the fixed heading of a table; -Infinity if it is not fixed.
 * @param {Element} place
 */
function headingOf(place) {
  const heading = place.closest("table")?.tHead?.rows[0]?.cells[0];
  if (!heading || getComputedStyle(heading).position !== "sticky") return Number.NEGATIVE_INFINITY;
  return heading.getBoundingClientRect().bottom;
}

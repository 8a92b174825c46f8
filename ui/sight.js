// The cell in hand is wholly in sight: below the heading that stays, above the lower edge, whatever took the room.

/** @import { Cell } from "./cells.js" */

/** How much of what stands around the cell is shown with it. */
const AROUND = 6;

/**
 * Scrolls as little as is needed to show a cell; not at all where it is seen.
 * @param {Cell} cell
 */
export function reveal(cell) {
  show(cell);
  // WebKit goes back to where it was once it has painted the selection.
  requestAnimationFrame(() => cell === document.activeElement && show(cell));
}

/**
 * Shows the cell in hand again when the page around it has become smaller.
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
    // What stays at the lower edge covers what lies there.
    const covered = Number.parseFloat(getComputedStyle(scroller).scrollPaddingBottom) || AROUND;
    const lower = box.top + scroller.clientTop + scroller.clientHeight - covered;
    // A cell that is higher than what there is room for is shown from its top.
    if (top < upper - 1 || bottom - top > lower - upper) scroller.scrollTop += top - upper;
    else if (bottom > lower + 1) scroller.scrollTop += bottom - lower;
  }
}

/**
 * What scrolls an element up and down, from the inside out.
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
 * Where the heading that stays above a table's rows ends; nowhere if it does not stay.
 * @param {Element} place
 */
function headingOf(place) {
  const heading = place.closest("table")?.tHead?.rows[0]?.cells[0];
  if (!heading || getComputedStyle(heading).position !== "sticky") return Number.NEGATIVE_INFINITY;
  return heading.getBoundingClientRect().bottom;
}

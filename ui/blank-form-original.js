// The files of a blank form as they are drawn, with the cell of what is in hand framed.

import { byId, element } from "./page.js";

/** @import { OriginalCell, OriginalRow, OriginalSheet, Place } from "./types" */

/**
 * The name of a cell on the page.
 * @param {Pick<Place, "file" | "sheet" | "row" | "column">} place
 */
const nameOf = ({ file, sheet, row, column }) => [file, sheet, row, column].join("/");

/**
 * @param {OriginalSheet[]} sheets
 * @param {string[]} files the names of the files
 * @param {(place: { file: number, sheet: number, row: number, column: number }) => unknown} pressed
 */
export function drawOriginal(sheets, files, pressed) {
  const parts = sheets.flatMap((sheet, at) => {
    const isNewFile = at === 0 || sheets[at - 1]?.file !== sheet.file;
    const heading = [isNewFile ? files[sheet.file] ?? "" : "", sheet.name].filter(Boolean).join(" · ");
    return [
      ...(heading ? [element("h3", null, heading)] : []),
      drawSheet(sheet),
      ...(sheet.is_cut ? [element("p", { className: "hint" }, "太长，只画了前面的部分。")] : []),
    ];
  });
  const root = byId("original");
  root.replaceChildren(...parts);
  root.onclick = ({ target }) => {
    const cell = target instanceof Element ? target.closest("td") : null;
    const [file, sheet, row, column] = (cell?.dataset.place ?? "").split("/").map(Number);
    if (file !== undefined && sheet !== undefined && row !== undefined && column !== undefined) pressed({ file, sheet, row, column });
  };
}

/** @param {OriginalSheet} sheet */
function drawSheet(sheet) {
  const rows = sheet.rows.map((row) => element("tr", { className: row.is_line ? "line" : "" }, ...row.cells.map((cell) => drawCell(sheet, row, cell))));
  return element("table", null, element("tbody", null, ...rows));
}

/**
 * @param {OriginalSheet} sheet
 * @param {OriginalRow} row
 * @param {OriginalCell} cell
 */
function drawCell({ file, sheet }, { row }, { column, across, down, text }) {
  const drawn = element("td", { colSpan: across, rowSpan: down }, text);
  drawn.dataset.place = nameOf({ file, sheet, row, column });
  return drawn;
}

/**
 * Frames the first of some cells, marks the others, and scrolls to it.
 * @param {(Place | null)[]} places
 */
export function frame(places) {
  const root = byId("original");
  for (const old of root.querySelectorAll(".framed, .beside")) {
    old.classList.remove("framed", "beside");
    old.querySelector(".unseen")?.remove();
  }
  const cells = places.flatMap((place) => (place ? [...root.querySelectorAll(`[data-place="${nameOf(place)}"]`)] : []));
  for (const cell of cells) cell.classList.add("beside");
  const [first] = cells;
  if (!(first instanceof HTMLElement)) return;
  first.classList.add("framed");
  first.append(element("span", { className: "unseen" }, "（就是这一格）"));
  scrollTo(root, first);
}

/**
 * Scrolls a part of the page alone: a cell that is out of sight comes to its middle; one that is partly in sight, as one that
 * was clicked, no farther than it needs to.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} cell
 */
export function scrollTo(scroller, cell) {
  const [box, place] = [scroller.getBoundingClientRect(), cell.getBoundingClientRect()];
  const [above, below] = [place.top - box.top, place.bottom - box.bottom];
  if (place.bottom <= box.top || place.top >= box.bottom) scroller.scrollTop += above - (box.height - place.height) / 2;
  else if (below > 0 && above > 0) scroller.scrollTop += Math.min(above, below);
  else if (below < 0 && above < 0) scroller.scrollTop += Math.max(above, below);
  // What is wider than the part is seen from its beginning.
  if (place.width > box.width) scroller.scrollLeft = 0;
  else if (place.left < box.left || place.right > box.right) scroller.scrollLeft += place.left - box.left - Math.max(0, (box.width - place.width) / 2);
}

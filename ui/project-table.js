// The list of projects on the screen: each row is drawn once and later changed only where something is new.

import { isComposedIn } from "./cells.js";
import { copyOf, find, setText, write } from "./page.js";
import { labelOf } from "./paper.js";
import { isLooking, projectForm as form } from "./state.js";

/** @import { ProjectField, ProjectRow, ProjectSheet } from "./types" */
/** @import { Cell } from "./cells.js" */

/** The fields in the order of the columns. */
const FIELDS = /** @type {const} */ (["by", "scale", "funds", "due"]);

/** The row of each project, by the project's id. @type {Map<number, HTMLTableRowElement>} */
const rows = new Map();
/** The rows below the last project. @type {HTMLTableRowElement[]} */
const blanks = [];
/** The data that each row shows, so that unchanged rows are left alone. @type {WeakMap<HTMLTableRowElement, string>} */
const shown = new WeakMap();

/**
 * Draws the empty list.
 * @param {HTMLElement} paper
 */
export function drawTable(paper) {
  const frame = copyOf("projects-frame");
  setText(frame, ".mark", form.mark);
  setText(frame, ".title", form.title);
  for (const part of /** @type {const} */ (["unit", "date", "person", "phone"])) {
    setText(frame, `.header-${part} .label`, labelOf(form.header, part));
  }
  setText(frame, ".notes", form.notes.label + form.notes.items.join(""));
  const heading = find(frame, "thead tr", HTMLTableRowElement);
  const beside = [...heading.children];
  for (const name of /** @type {const} */ (["number", ...FIELDS])) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = form.columns[name];
    heading.insertBefore(cell, beside[0] ?? null);
  }
  paper.replaceChildren(frame);
}

/**
 * Shows the list. Cells with an unsaved text keep it.
 * @param {HTMLElement} paper
 * @param {ProjectSheet} sheet
 * @param {ReadonlyMap<Cell, string>} unsaved
 */
export function fillTable(paper, sheet, unsaved) {
  setText(paper, ".header-unit .value", sheet.unit.name);
  setText(paper, ".header-person .value", sheet.unit.person);
  setText(paper, ".header-phone .value", sheet.unit.phone);
  setText(paper, ".header-date .value", sheet.filled_on_name);
  const focused = document.activeElement;
  const there = new Set(sheet.rows.map((row) => row.id));
  for (const [id, line] of rows) {
    if (!there.has(id)) {
      line.remove();
      rows.delete(id);
    }
  }
  for (const row of sheet.rows) {
    const line = rows.get(row.id) ?? newLine();
    rows.set(row.id, line);
    fillLine(line, row, unsaved);
    for (const cell of cellsOf(line)) cell.readOnly = isLooking();
    find(line, ".done", HTMLInputElement).disabled = isLooking();
  }
  arrangeBlanks();
  arrange(find(paper, "tbody", HTMLTableSectionElement), [...sheet.rows.map((row) => lineOf(row.id)), ...blanks]);
  // Moving an element takes its focus away.
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus();
}

/** @param {number} id */
function lineOf(id) {
  const line = rows.get(id);
  if (!line) throw new Error(`the list has no row ${id}`);
  return line;
}

/**
 * Sorts the rows and moves only those in a wrong place.
 * @param {HTMLTableSectionElement} body
 * @param {HTMLTableRowElement[]} order
 */
function arrange(body, order) {
  let at = body.firstElementChild;
  for (const line of order) {
    if (line === at) at = line.nextElementSibling;
    else body.insertBefore(line, at);
  }
}

/**
 * Draws as many blank rows as the form has at least, and always one. A list has no gaps: only the first blank
 * row can be filled, and the next one as soon as the first has a text, even an unsaved one.
 */
export function arrangeBlanks() {
  const count = rows.size;
  const begun = Math.max(0, ...blanks.map((line, index) => (cellsOf(line).some(({ value }) => value !== "") ? index + 1 : 0)));
  const wanted = Math.max(form.least_rows - count, begun + 1);
  for (const line of blanks.splice(wanted)) line.remove();
  while (blanks.length < wanted) {
    const line = newLine();
    blanks.at(-1)?.after(line);
    blanks.push(line);
  }
  for (const [index, line] of blanks.entries()) {
    line.classList.toggle("waiting", index > begun);
    setText(line, ".place", String(count + 1 + index));
    for (const cell of cellsOf(line)) {
      cell.readOnly = isLooking();
      cell.tabIndex = index > begun ? -1 : 0;
      name(cell, count + 1 + index);
    }
  }
}

/**
 * Whether a cell is blocked until the rows above it are filled.
 * @param {Cell} cell
 */
export const isWaiting = (cell) => cell.closest("tr")?.classList.contains("waiting") === true;

function newLine() {
  const line = find(copyOf("project-row"), "tr", HTMLTableRowElement);
  for (const [index, cell] of cellsOf(line).entries()) cell.dataset.field = FIELDS[index];
  return line;
}

/** @param {HTMLTableRowElement} line */
function cellsOf(line) {
  return [.../** @type {NodeListOf<Cell>} */ (line.querySelectorAll(".entry > input, .entry > textarea"))];
}

/**
 * @param {Cell} cell
 * @param {number} number
 */
function name(cell, number) {
  const heading = form.columns[fieldOf(cell)];
  cell.setAttribute("aria-label", `第${number}项 ${heading}`);
  const place = cell.closest("td");
  if (place) place.dataset.label = heading;
}

/**
 * @param {HTMLTableRowElement} line
 * @param {ProjectRow} row
 * @param {ReadonlyMap<Cell, string>} unsaved
 */
function fillLine(line, row, unsaved) {
  const now = JSON.stringify(row);
  const typing = cellsOf(line).some((cell) => unsaved.has(cell));
  if (shown.get(line) === now && !typing) return;
  // A row that is being typed in shows more than was saved, so it is drawn again next time.
  if (typing) shown.delete(line);
  else shown.set(line, now);
  line.dataset.id = String(row.id);
  line.classList.remove("waiting");
  setText(line, ".place", String(row.number));
  for (const cell of cellsOf(line)) {
    const field = fieldOf(cell);
    if (!unsaved.has(cell) && !isComposedIn(cell) && cell.value !== row[field]) setCell(cell, row[field]);
    if (cell.value === "" && cell.parentElement?.dataset.saving === "saved") markSaving(cell, "");
    cell.classList.toggle("missing", row.missing.includes(field));
    name(cell, row.number);
  }
  const done = find(line, ".done", HTMLInputElement);
  done.checked = row.done_on !== null;
  done.setAttribute("aria-label", `第${row.number}项 已完成`);
  find(line, ".delete", HTMLButtonElement).setAttribute("aria-label", `删除第${row.number}项`);
  showRemark(line, row);
}

/**
 * @param {Cell} cell
 * @param {string} text
 */
function setCell(cell, text) {
  cell.value = text;
  grow(cell);
}

/**
 * Makes a cell as high as its text.
 * @param {Cell} cell
 */
export function grow(cell) {
  if (cell.parentElement) cell.parentElement.dataset.text = cell.value;
}

/**
 * Shows the remark about a project's time.
 * @param {HTMLTableRowElement} line
 * @param {ProjectRow} row
 */
export function showRemark(line, row) {
  line.classList.toggle("overdue", row.overdue);
  const fates = { new: "新增", changed: "有改动", done: "", dropped: "" };
  const sentence = [row.remark, row.fate ? fates[row.fate] : ""].filter((text) => text !== "").join("，");
  const remark = find(line, ".remark", HTMLElement);
  write(remark, sentence);
}

/**
 * Turns the first blank row into the row of a project, so that typing can go on there.
 * @param {Cell} cell
 * @param {number} id
 */
export function adopt(cell, id) {
  const line = cell.closest("tr");
  const index = line ? blanks.indexOf(line) : -1;
  if (!line || index < 0) return;
  blanks.splice(index, 1);
  rows.set(id, line);
  line.dataset.id = String(id);
}

/**
 * The cell in which an event happened.
 * @param {EventTarget | null} target
 * @returns {Cell | null}
 */
export function cellOf(target) {
  const isCell = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isCell && target.dataset.field ? target : null;
}

/**
 * The field of a cell.
 * @param {Cell} cell
 */
export const fieldOf = (cell) => /** @type {ProjectField} */ (cell.dataset.field);

/**
 * The project of an element's row; null for a blank row.
 * @param {Element} element
 */
export function idOf(element) {
  const id = element.closest("tr")?.dataset.id;
  return id ? Number(id) : null;
}

/**
 * The position of an element's row in the list, from 0.
 * @param {Element} element
 */
export function placeOf(element) {
  const line = element.closest("tr");
  return line?.parentElement ? [...line.parentElement.children].indexOf(line) : -1;
}

/**
 * The cell some rows further down or up, in the given column or else in the same one.
 * @param {Cell} cell
 * @param {number} by
 * @param {ProjectField} [field]
 * @returns {Cell | null}
 */
export function neighbour(cell, by, field = fieldOf(cell)) {
  const line = cell.closest("tr")?.parentElement?.children[placeOf(cell) + by];
  return line ? cellIn(line, field) : null;
}

/**
 * The cell of a column in the first blank row.
 * @param {ProjectField} field
 */
export function openBlank(field) {
  const line = blanks.filter((blank) => !blank.classList.contains("waiting")).at(-1);
  return line ? cellIn(line, field) : null;
}

/**
 * The cell of a field in a row.
 * @param {Element} line
 * @param {ProjectField} field
 * @returns {Cell | null}
 */
export function cellIn(line, field) {
  return cellOf(line.querySelector(`[data-field="${field}"]`));
}

/**
 * The first cell of a project, if it is in the list.
 * @param {number} id
 */
export function firstCell(id) {
  const line = rows.get(id);
  return line ? cellIn(line, "by") : null;
}

/**
 * Marks whether the text of a cell is saved.
 * @param {Cell} cell
 * @param {"" | "typing" | "saved" | "failed"} saving
 */
export function markSaving(cell, saving) {
  if (cell.parentElement) cell.parentElement.dataset.saving = saving;
}

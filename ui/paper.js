// The form on the screen, drawn once from its definition and then filled with one month after another.

import { countsOf, drawTable, isSplit, isWide, quantitiesOf, typingOrder, unitBeside } from "./grid.js";
import { copyOf, element, find, setText, write } from "./page.js";
import { isCollating } from "./sides.js";
import { reveal } from "./sight.js";
import { isLooking, rowInWords } from "./state.js";
import { awaitsTerm, fillCell, textOf } from "./sums.js";
import { inputName } from "./typed-texts.js";

/** @import { Quantity } from "./grid.js" */
/** @import { Cell, Difference, Entry, Field, Form, Row, Sheet, Table } from "./types" */

/**
 * Draws the empty form.
 * @param {HTMLElement} paper
 * @param {Form} form
 */
export function drawPaper(paper, form) {
  order = typingOrder(form).map(({ figure }) => figure.id);
  paper.replaceChildren(frameOf(form));
}

/**
 * The empty form to be looked at: nothing in it can be typed in, and nothing else finds its cells.
 * @param {Form} form
 */
export function pictureOf(form) {
  const paper = element("div", { className: "paper", inert: true }, frameOf(form));
  for (const named of paper.querySelectorAll("[id], [aria-describedby]")) {
    named.removeAttribute("id");
    named.removeAttribute("aria-describedby");
  }
  return paper;
}

/** @param {Form} form */
function frameOf(form) {
  const frame = copyOf("paper-frame");
  setText(frame, ".mark", form.mark);
  setText(frame, ".title", form.title);
  drawFields(find(frame, ".header-line", HTMLElement), form.header);
  drawFields(find(frame, ".footer-line", HTMLElement), form.footer);
  setText(frame, ".notes", form.notes.label + form.notes.items.join(""));
  find(frame, ".tables", HTMLElement).append(...form.tables.flatMap(tableParts));
  const leaf = find(frame, ".leaf", HTMLElement);
  for (const [name, count] of Object.entries(widest(form))) leaf.style.setProperty(`--${name}`, String(count));
  leaf.classList.toggle("wide", form.tables.some(isWide));
  leaf.classList.toggle("split", form.tables.every(isSplit));
  return frame;
}

/**
 * Follows the cell in hand with the message of its row.
 * @param {HTMLElement} paper
 */
export function listenToProblems(paper) {
  for (const moved of ["focusin", "focusout"]) {
    paper.addEventListener(moved, ({ target }) => target instanceof Element && chooseProblem(target));
  }
}

/** The figures that are typed, in the order in which one types them. @type {string[]} */
let order = [];

/**
 * The columns of the table that needs the most room.
 * @param {Form} form
 */
function widest(form) {
  const [most] = form.tables.filter(isWide).map(countsOf).sort((one, other) => other.quantities - one.quantities);
  return most ?? {};
}

/** The templates of the fields that are typed. @type {Map<Field["is"], string>} */
const FIELDS = new Map([["date", "paper-date"], ["text", "paper-text"]]);

/**
 * Draws the fields around the table: what the unit is called, an input for the day, and lines to be signed on paper.
 * @param {HTMLElement} line
 * @param {Field[]} fields
 */
function drawFields(line, fields) {
  line.hidden = fields.length === 0;
  for (const { is, id, label, text } of fields) {
    const field = find(copyOf(FIELDS.get(is) ?? "paper-field"), ":first-child", HTMLElement);
    field.className = `header-${is}`;
    setText(field, ".label", label);
    if (is === "fixed") setText(field, ".value", text);
    if (id !== null) find(field, "input", HTMLInputElement).name = inputName(id);
    line.append(field);
  }
}

/**
 * A table with its title and its unit.
 * @param {Table} table
 */
function tableParts(table) {
  const unit = unitBeside(table);
  const withTotal = new Set(quantitiesOf(table).filter(({ role }) => role === "total").map(({ figure }) => figure.id));
  const draw = (/** @type {Quantity} */ quantity) =>
    quantity.role === "month" ? monthCell(table, quantity, unit, withTotal.has(quantity.figure.id)) : outputCell(quantity);
  const drawn = drawTable(table, draw, addProblems);
  const above = [table.title, unit && `单位：${unit}`];
  const [title, ofWhat] = above.map((text, at) => element("p", { className: at === 0 ? "table-title" : "table-unit", hidden: text === "" }, text));
  if (table.title) drawn.setAttribute("aria-label", table.title);
  return [title, ofWhat, drawn].filter((part) => part !== undefined);
}

/**
 * The label of a field around the table; empty if the form has no such field.
 * @param {Field[]} fields
 * @param {Field["is"]} is
 */
export const labelOf = (fields, is) => fields.find((field) => field.is === is)?.label ?? "";

/**
 * Room in a row for what is wrong with its figures.
 * @param {Row} row
 * @param {HTMLTableCellElement} cell
 */
function addProblems(row, cell) {
  if (row.figures.length === 0) return;
  const problems = element("span", { className: "problems" });
  problems.append(...row.figures.map(({ id }) => element("em", { className: "problem", id: `problem-${id}` })));
  cell.append(problems);
}

/**
 * What a cell shows, in words: its row, its column and its unit.
 * @param {Quantity} quantity
 */
export function nameOf({ row, figure, heading }) {
  const unit = figure.unit ? `（${figure.unit}）` : "";
  if (figure.measure === null) return `${figure.name}${unit}${heading}`;
  return `${row.content} ${heading}${heading.includes(unit) ? "" : unit}`;
}

/**
 * The cell of a month's figure: an input, or what it comes to if it is reckoned from others.
 * @param {Table} table
 * @param {Quantity} quantity
 * @param {string} ofTable the unit that the table names above it
 * @param {boolean} hasTotal
 */
function monthCell(table, quantity, ofTable, hasTotal) {
  const { row, figure, heading } = quantity;
  const cell = find(copyOf(figure.sum_of.length > 0 ? "derived-cell" : "month-cell"), "td", HTMLTableCellElement);
  Object.assign(cell.dataset, { figure: figure.id, column: String(quantity.column) });
  const field = find(cell, "input, output", HTMLElement);
  field.id = `figure-${figure.id}`;
  field.setAttribute("aria-label", `${rowInWords(row)}${nameOf(quantity)}`);
  field.setAttribute("aria-describedby", `problem-${figure.id}`);
  // What is said of a total stands with the month's figure where there is no total.
  if (!hasTotal) cell.append(element("span", { className: "gap" }));
  const isNamed = ofTable === figure.unit || heading.includes(figure.unit) || table.grid.columns.some(({ role }) => role === "unit");
  const unit = isNamed ? "" : figure.unit;
  setText(cell, ".unit", unit);
  cell.style.setProperty("--unit-characters", String(unit.length));
  if (quantity.across > 1) cell.style.setProperty("--across", String(quantity.across));
  return cell;
}

/**
 * The cell of a total, or of another figure that follows from what was typed.
 * @param {Quantity} quantity
 */
function outputCell(quantity) {
  const { figure, role, column } = quantity;
  const cell = find(copyOf("total-cell"), "td", HTMLTableCellElement);
  const output = find(cell, "output", HTMLOutputElement);
  if (role === "total") output.id = `total-${figure.id}`;
  Object.assign(output.dataset, { role, of: figure.id, column: String(column) });
  output.setAttribute("aria-label", figure.measure === null ? `${figure.name}${quantity.heading}` : nameOf(quantity));
  if (quantity.across > 1) cell.style.setProperty("--across", String(quantity.across));
  return cell;
}

/**
 * The input of a figure, if the unit fills it in.
 * @param {string} figure
 */
export function inputOf(figure) {
  const input = document.getElementById(`figure-${figure}`);
  return input instanceof HTMLInputElement && !input.disabled ? input : null;
}

/**
 * Puts the cursor into the cell of a figure and scrolls to it, because after a dialog the focus alone does
 * not scroll.
 * @param {string} figure
 */
export function goTo(figure) {
  const input = inputOf(figure);
  input?.focus({ preventScroll: true });
  // Also if the cursor was in it already: the next digit begins a new figure.
  input?.select();
  if (input) reveal(input);
}

/** Every input that can be filled in, in the order of the form. */
export function inputs() {
  return order.flatMap((figure) => inputOf(figure) ?? []);
}

/**
 * The figure an input belongs to.
 * @param {Element} input
 */
export function figureOf(input) {
  return input.closest("td")?.dataset.figure ?? "";
}

/**
 * Marks whether the text of a cell is saved.
 * @param {string} figure
 * @param {"" | "typing" | "saved" | "failed"} saving
 */
export function markSaving(figure, saving) {
  const entry = document.getElementById(`figure-${figure}`)?.parentElement;
  if (entry) entry.dataset.saving = saving;
}

/** @param {string} figure */
const savingOf = (figure) => document.getElementById(`figure-${figure}`)?.parentElement?.dataset.saving;

/**
 * Whether nothing in a month can be changed.
 * @param {Sheet} sheet
 */
export const isLocked = (sheet) => sheet.state === "final" || sheet.state === "sent";

/**
 * Fills the form with a month. Cells with an unsaved text keep it.
 * @param {HTMLElement} paper
 * @param {Sheet} sheet
 * @param {ReadonlyMap<string, string>} unsaved
 */
export function fillPaper(paper, sheet, unsaved) {
  for (const [of, text] of Object.entries({ unit: sheet.unit.name, month: sheet.month_name, person: sheet.unit.person, phone: sheet.unit.phone })) {
    for (const value of paper.querySelectorAll(`.header-${of} .value`)) write(value, text);
  }
  const locked = isLocked(sheet) || isLooking();
  fillDate(dateOn(paper), sheet, locked);
  // The sums of the units are nobody's to type.
  const fixed = locked || isCollating();
  paper.classList.toggle("locked", fixed);
  const wrong = new Set(sheet.checks.filter(({ level }) => level === "error").map(({ figure }) => figure));
  for (const [figure, cell] of Object.entries(sheet.cells)) {
    const field = document.getElementById(`figure-${figure}`);
    if (field instanceof HTMLInputElement) {
      fillMonth(field, figure, cell, unsaved.has(figure));
      // Read-only instead of disabled, so that the figure can still be selected and looked at.
      field.readOnly = fixed;
      field.parentElement?.classList.toggle("wrong", wrong.has(figure));
    } else if (field) {
      write(field, textOf(cell.month));
      fit(field, textOf(cell.month));
      field.closest("td")?.classList.toggle("left-blank", cell.month.state === "not_applicable");
    }
    fillTotal(figure, cell, sheet.differences, locked);
    fillComparisons(paper, figure, cell);
  }
}

/**
 * The field for the day of the report, if the form has one.
 * @param {HTMLElement} paper
 */
export function dateOn(paper) {
  const input = paper.querySelector(".header-date input");
  return input instanceof HTMLInputElement ? input : null;
}

/**
 * @param {HTMLInputElement | null} date
 * @param {Sheet} sheet
 * @param {boolean} locked
 */
function fillDate(date, sheet, locked) {
  if (!date) return;
  if (date !== document.activeElement) date.value = sheet.filled_on_name;
  date.readOnly = locked;
  // An empty date of a locked month is empty on paper too.
  date.placeholder = locked ? "" : isCollating() ? "关账时自动写上" : "填数后自动写上";
}

/**
 * @param {HTMLInputElement} input
 * @param {string} figure
 * @param {Cell} cell
 * @param {boolean} keep
 */
function fillMonth(input, figure, { month: entry }, keep) {
  const blank = entry.state === "not_applicable";
  input.closest("td")?.classList.toggle("left-blank", blank);
  input.disabled = blank;
  input.placeholder = blank ? "不填" : "";
  fillCell(input, entry, keep);
  fit(input, input.value);
  if (input.value === "" && savingOf(figure) === "saved") markSaving(figure, "");
  judge(figure, entry);
}

/**
 * Marks a cell whose text cannot be read, and says why in its row.
 * @param {string} figure
 * @param {Entry} entry
 */
export function judge(figure, entry) {
  const input = find(document, `#figure-${figure}`, HTMLInputElement);
  const problem = entry.state === "unreadable" && !awaitsTerm(input) ? entry.problem : "";
  input.setAttribute("aria-invalid", String(problem !== ""));
  const message = find(document, `#problem-${figure}`, HTMLElement);
  write(message, problem === "" ? "" : `“${textOf(entry)}”${problem}`);
  chooseProblem(message);
}

/**
 * A row has room for one of two messages: that of the cell in hand, or else the first.
 * @param {Element} within
 */
function chooseProblem(within) {
  const messages = [...(within.closest("tr")?.querySelectorAll(".problem") ?? [])].filter(({ textContent }) => textContent !== "");
  const inHand = document.activeElement ? `problem-${figureOf(document.activeElement)}` : "";
  const shown = messages.find(({ id }) => id === inHand) ?? messages[0];
  for (const message of messages) message.toggleAttribute("hidden", message !== shown);
}

/**
 * @param {string} figure
 * @param {Cell} cell
 * @param {Difference[]} differences
 * @param {boolean} locked
 */
function fillTotal(figure, { total }, differences, locked) {
  const output = document.getElementById(`total-${figure}`);
  if (output) {
    write(output, total.amount ?? "");
    fit(output, total.amount ?? "");
  }
  const gap = (output ?? document.getElementById(`figure-${figure}`))?.closest("td")?.querySelector(".gap");
  const differs = differences.filter((one) => one.figure === figure);
  const remarks = [
    output ? missing(total.missing) : "",
    output && total.adjustment ? `含调整 ${total.adjustment.amount}` : "",
    ...differs.map((one) => differenceInWords(one, locked)),
  ];
  if (gap) write(gap, remarks.filter(Boolean).join("\n"));
}

/**
 * The earlier months of a figure, and how the month compares with them.
 * @param {HTMLElement} paper
 * @param {string} figure
 * @param {Cell} cell
 */
function fillComparisons(paper, figure, { previous, last_year: lastYear, comparisons }) {
  const outputs = /** @type {NodeListOf<HTMLOutputElement>} */ (paper.querySelectorAll(`output[data-of="${figure}"]:not([data-role="total"])`));
  for (const output of outputs) {
    const earlier = { previous, last_year: lastYear }[output.dataset.role ?? ""];
    const text = earlier ?? comparisons?.[Number(output.dataset.column)] ?? "";
    write(output, text);
    fit(output, text);
  }
}

/**
 * Passes the length of a number to the style sheet.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function fit(element, text) {
  const cell = element.closest("td");
  cell?.style.setProperty("--characters", String(Math.max(text.length, 1)));
  cell?.classList.toggle("sum", /\d\s*[+＋\-－−]/.test(text));
}

/**
 * A locked form shows what was reported, an open one what the records say now; this is the other value.
 * @param {Difference} difference
 * @param {boolean} locked
 */
function differenceInWords({ quantity, reported, now }, locked) {
  const what = quantity === "month" ? "当月" : "";
  return locked ? `${what}现为 ${now ?? "空白"}` : `${what}已报 ${reported ?? "空白"}`;
}

/**
 * The missing months of a total: 缺 2、3 月; only their number if there are more than three.
 * @param {string[]} months
 */
function missing(months) {
  if (months.length === 0) return "";
  if (months.length > 3) return `缺 ${months.length} 个月`;
  return `缺 ${months.map((month) => Number(month.slice(5))).join("、")} 月`;
}

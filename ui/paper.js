// The form on the screen, drawn once from its definition and then filled with one month after another.

import { copyOf, find, setText, write } from "./page.js";
import { reveal } from "./sight.js";
import { form, isLooking } from "./state.js";
import { awaitsTerm, fillCell, textOf } from "./sums.js";

/** @import { Cell, Difference, Entry, Field, Figure, Form, Row, Section, Sheet } from "./types" */

/**
 * Draws the empty form.
 * @param {HTMLElement} paper
 * @param {Form} form
 */
export function drawPaper(paper, form) {
  const frame = copyOf("paper-frame");
  setText(frame, ".mark", form.mark);
  setText(frame, ".title", form.title);
  for (const part of /** @type {const} */ (["unit", "date", "person", "phone"])) {
    setText(frame, `.header-${part} .label`, labelOf(form.header, part));
  }
  setText(frame, ".notes", form.notes.label + form.notes.items.join(""));

  const columns = find(frame, "colgroup", HTMLElement);
  for (let column = 0; column < form.across * 2; column += 1) {
    const quantity = document.createElement("col");
    quantity.className = "quantity";
    columns.append(quantity);
  }
  const { section, number, content, month, total } = form.columns;
  const heading = find(frame, "thead tr", HTMLTableRowElement);
  heading.append(headingCell(section), headingCell(number), headingCell(content));
  heading.append(headingCell(month, form.across), headingCell(total, form.across));

  const body = find(frame, "tbody", HTMLTableSectionElement);
  for (const part of form.tables.flatMap((table) => table.sections)) body.append(...sectionRows(part));
  paper.replaceChildren(frame);
  for (const moved of ["focusin", "focusout"]) {
    paper.addEventListener(moved, ({ target }) => target instanceof Element && chooseProblem(target));
  }
}

/**
 * The label of a field around the table; empty if the form has no such field.
 * @param {Field[]} fields
 * @param {Field["is"]} is
 */
export const labelOf = (fields, is) => fields.find((field) => field.is === is)?.label ?? "";

/**
 * @param {string} text
 * @param {number} [across]
 */
function headingCell(text, across = 1) {
  const cell = document.createElement("th");
  cell.scope = "col";
  cell.colSpan = across;
  cell.textContent = text;
  return cell;
}

/** @param {Section} section */
function sectionRows(section) {
  return section.rows.map((row, index) => {
    const line = document.createElement("tr");
    if (index === 0) {
      const heading = document.createElement("th");
      heading.scope = "rowgroup";
      heading.rowSpan = section.rows.length;
      heading.textContent = section.title;
      line.append(heading);
    }
    line.append(textCell("number", String(row.number)), contentCell(row));
    line.append(...row.figures.map((figure) => monthCell(row, figure)));
    line.append(...row.figures.map((figure) => totalCell(figure)));
    return line;
  });
}

/**
 * @param {string} name
 * @param {string} text
 */
function textCell(name, text) {
  const cell = document.createElement("td");
  cell.className = name;
  cell.textContent = text;
  return cell;
}

/** @param {Row} row */
function contentCell(row) {
  const cell = textCell("content", row.content);
  const problems = document.createElement("span");
  problems.className = "problems";
  for (const figure of row.figures) {
    const problem = document.createElement("em");
    problem.className = "problem";
    problem.id = `problem-${figure.id}`;
    problems.append(problem);
  }
  cell.append(problems);
  return cell;
}

/**
 * @param {Row} row
 * @param {Figure} figure
 */
function monthCell(row, figure) {
  const cell = find(copyOf("month-cell"), "td", HTMLTableCellElement);
  cell.colSpan = figure.span;
  cell.dataset.figure = figure.id;
  const input = find(cell, "input", HTMLInputElement);
  input.id = `figure-${figure.id}`;
  input.setAttribute("aria-label", `第${row.number}行 ${figure.name}（${figure.unit}）${form.columns.month}`);
  input.setAttribute("aria-describedby", `problem-${figure.id}`);
  setText(cell, ".unit", figure.unit);
  cell.style.setProperty("--unit-characters", String(figure.unit.length));
  return cell;
}

/** @param {Figure} figure */
function totalCell(figure) {
  const cell = find(copyOf("total-cell"), "td", HTMLTableCellElement);
  cell.colSpan = figure.span;
  const output = find(cell, "output", HTMLOutputElement);
  output.id = `total-${figure.id}`;
  output.setAttribute("aria-label", `${figure.name}${form.columns.total}`);
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
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".paper td.month input:enabled"))];
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
  setText(paper, ".header-unit .value", sheet.unit.name);
  setText(paper, ".header-person .value", sheet.unit.person);
  setText(paper, ".header-phone .value", sheet.unit.phone);
  const date = find(paper, ".header-date input", HTMLInputElement);
  if (date !== document.activeElement) date.value = sheet.filled_on_name;
  const locked = isLocked(sheet) || isLooking();
  date.readOnly = locked;
  // An empty date of a locked month is empty on paper too.
  date.placeholder = locked ? "" : "填数后自动写上";
  paper.classList.toggle("locked", locked);
  for (const [figure, cell] of Object.entries(sheet.cells)) {
    fillMonth(figure, cell, unsaved.has(figure));
    // Read-only instead of disabled, so that the figure can still be selected and looked at.
    find(document, `#figure-${figure}`, HTMLInputElement).readOnly = locked;
    fillTotal(figure, cell, sheet.differences, locked);
  }
}

/**
 * @param {string} figure
 * @param {Cell} cell
 * @param {boolean} keep
 */
function fillMonth(figure, { month: entry }, keep) {
  const input = find(document, `#figure-${figure}`, HTMLInputElement);
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
  const output = find(document, `#total-${figure}`, HTMLOutputElement);
  const text = total.amount ?? "";
  write(output, text);
  fit(output, text);
  const gap = output.nextElementSibling;
  const differs = differences.filter((one) => one.figure === figure);
  const remarks = [
    missing(total.missing),
    total.adjustment ? `含调整 ${total.adjustment.amount}` : "",
    ...differs.map((one) => differenceInWords(one, locked)),
  ];
  if (gap) write(gap, remarks.filter(Boolean).join("\n"));
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

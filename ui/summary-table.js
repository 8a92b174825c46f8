// The table of the summary: a line for each figure, by section, followed by its months. All texts and
// headings are received from the program; they are the same as on paper.

/** @import { SummaryTable, SummaryTableLine } from "./types" */

/**
 * @param {HTMLElement} table
 * @param {SummaryTable} page
 */
export function drawTable(table, { headings, sections }) {
  const head = document.createElement("thead");
  const line = head.insertRow();
  for (const name of headings) line.append(heading(name, "col"));
  const bodies = sections.map(({ title, lines }) => {
    const body = document.createElement("tbody");
    const cell = heading(title, "rowgroup");
    cell.colSpan = headings.length;
    cell.className = "section";
    body.insertRow().append(cell);
    for (const figure of lines) body.append(drawLine(figure));
    return body;
  });
  table.replaceChildren(head, ...bodies);
}

/**
 * @param {string} text
 * @param {string} scope
 */
function heading(text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

/** @param {SummaryTableLine} figure */
function drawLine(figure) {
  const line = document.createElement("tr");
  const name = heading("", "row");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.figure = figure.figure;
  button.textContent = figure.name;
  button.disabled = !figure.applies;
  name.append(button);
  line.append(name);
  /**
   * @param {string} text
   * @param {string} kind
   */
  const add = (text, kind) => {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = kind;
  };
  add(figure.total, "total");
  for (const text of figure.words) add(text, "words");
  for (const { text, missing } of figure.months) add(text, missing ? "missing" : "");
  return line;
}

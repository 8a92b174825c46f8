// The summary's table: a line for each figure, by section, and behind it the months.

/** @import { Entry, Summary, SummaryLine, SummaryMonth } from "./types" */

const HEADINGS = ["整治内容", "合计", "最多的月份", "与以前相比", "备注"];

/**
 * @param {HTMLElement} table
 * @param {Summary} summary
 */
export function drawTable(table, summary) {
  const head = document.createElement("thead");
  const line = head.insertRow();
  for (const name of [...HEADINGS, ...summary.months.map((month) => month.name)]) line.append(heading(name, "col"));
  const bodies = summary.sections.map(({ title, lines }) => {
    const body = document.createElement("tbody");
    const cell = heading(title, "rowgroup");
    cell.colSpan = HEADINGS.length + summary.months.length;
    cell.className = "section";
    body.insertRow().append(cell);
    for (const figure of lines) body.append(drawLine(figure, summary.months));
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

/**
 * @param {SummaryLine} figure
 * @param {SummaryMonth[]} months
 */
function drawLine(figure, months) {
  const line = document.createElement("tr");
  const name = heading("", "row");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.figure = figure.figure;
  button.textContent = `${figure.row}．${figure.name}（${figure.unit}）`;
  button.disabled = !figure.applies;
  name.append(button);
  line.append(name);
  const { best, compared } = figure;
  const cells = [
    figure.total ?? (figure.applies ? "没有数据" : ""),
    best ? `${best.name} ${best.amount}` : "",
    compared ? `比${compared.name}${compared.words}` : "",
    figure.remark,
  ];
  cells.forEach((text, at) => {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = at === 0 ? "total" : "words";
  });
  figure.entries.forEach((entry, at) => {
    const cell = line.insertCell();
    const missing = figure.missing.includes(months[at]?.month ?? "");
    cell.textContent = missing && entry.state === "blank" ? "缺" : shown(entry);
    cell.classList.toggle("missing", missing);
  });
  return line;
}

/** @param {Entry} entry */
function shown(entry) {
  return entry.state === "value" ? entry.amount : entry.state === "unreadable" ? entry.text : "";
}

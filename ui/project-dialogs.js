// The two dialogs of the project list: the plan of an import, and the changes since the list was sent.

import { byId, copyOf, find, setText } from "./page.js";
import { projectForm as form } from "./state.js";

/** @import { ImportPlan, ImportRow, ListDifference, ProjectSheet } from "./types" */

const FIELDS = /** @type {const} */ (["by", "scale", "funds", "due"]);

/** Writes the headings of the import dialog's table. */
export function prepareImport() {
  const heading = find(document, "#import-dialog thead tr", HTMLTableRowElement);
  heading.replaceChildren(...["文件行", ...FIELDS.map((field) => form.columns[field]), "结果"].map((text) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    return cell;
  }));
}

/**
 * Shows the plan of an import; true if the officer agrees. Nothing has been changed so far.
 * @param {ImportPlan} plan
 * @returns {Promise<boolean>}
 */
export function showImport(plan) {
  const dialog = find(document, "#import-dialog", HTMLDialogElement);
  const counts = [
    plan.unreadable > 0 ? `有 ${plan.unreadable} 行读不懂` : `会导入 ${plan.new} 项`,
    plan.double > 0 ? `重复的 ${plan.double} 项不导入` : "",
  ];
  setText(dialog, "#import-counts", counts.filter(Boolean).join("，"));
  const remarks = plan.unreadable > 0
    ? ["有读不懂的行，所以一行也不导入；请在文件里改好，再导入一次。", ...plan.remarks]
    : plan.new === 0 ? ["文件里的项目清单里都已经有了。", ...plan.remarks] : plan.remarks;
  byId("import-remarks").replaceChildren(...remarks.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
  find(dialog, "tbody", HTMLTableSectionElement).replaceChildren(...plan.rows.map(importLine));
  const yes = find(dialog, "#import-yes", HTMLButtonElement);
  yes.disabled = plan.unreadable > 0 || plan.new === 0;
  yes.textContent = yes.disabled ? "不能导入" : `确认导入 ${plan.new} 项`;
  return asked(dialog);
}

/** @param {ImportRow} row */
function importLine(row) {
  const line = document.createElement("tr");
  line.className = row.status;
  const result = row.status === "new" ? "新的" : `${row.status === "double" ? "重复" : "读不懂"}：${row.reason}`;
  line.append(...[String(row.line), ...FIELDS.map((field) => row[field]), result].map((text) => {
    const cell = document.createElement("td");
    cell.textContent = text;
    return cell;
  }));
  return line;
}

/**
 * Shows what is new, changed, done and dropped.
 * @param {ProjectSheet} sheet
 */
export function showDifference(sheet) {
  const dialog = find(document, "#difference-dialog", HTMLDialogElement);
  const sent = sheet.sent ? `第 ${sheet.sent.number} 次报送（${sheet.sent.on}）` : "";
  setText(dialog, "#difference-title", `和${sent}的不同`);
  const nothing = sheet.sent?.unchanged ? "没有不同。" : "只变了顺序。";
  setText(dialog, "#difference-none", sheet.difference.length > 0 ? "" : nothing);
  byId("difference-list").replaceChildren(...sheet.difference.map((one) => differenceItem(one)));
  void asked(dialog);
}

/**
 * @param {ListDifference} one
 */
function differenceItem(one) {
  const item = find(copyOf("difference-item"), "li", HTMLLIElement);
  item.className = one.fate;
  const fates = { new: "新增", changed: "有改动", done: "已完成", dropped: "删除" };
  setText(item, ".fate", fates[one.fate]);
  setText(item, ".name", `第 ${one.number} 项 ${one.by || "空白"}，${one.scale || "空白"}`);
  const changes = one.changes.map((change) =>
    `${form.columns[change.field]}：${change.before || "空白"} → ${change.after || "空白"}`);
  setText(item, ".changes", changes.join("；"));
  return item;
}

/**
 * Opens a dialog and waits for its answer. Esc means no.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<boolean>}
 */
function asked(dialog) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

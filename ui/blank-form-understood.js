// What was understood of a blank form: the facts of the notice, and each form as it will be filled in. A row is taken in hand
// with the mouse, or with the arrow keys.

import { scrollTo } from "./blank-form-original.js";
import { byId, element, find } from "./page.js";
import { pictureOf } from "./paper.js";

/** @import { NoticeField, NoticeReview, ReviewFigure, ReviewForm } from "./types" */

/**
 * What is in hand: a question, a row, a form as a whole, or the notice itself.
 * @typedef {{ is: "doubt", doubt: number } | { is: "row", form: number, row: number } | { is: "form", form: number } | { is: "notice", field?: NoticeField }} InHand
 */

/**
 * @param {NoticeReview} review
 * @param {{ choose(inHand: InHand): unknown, enter(): unknown }} page `enter` goes on to the fields
 */
export function drawUnderstood(review, page) {
  const root = byId("understood");
  const scrolled = root.scrollTop;
  const kinds = new Map(review.kinds.map(({ id, name }) => [id, name]));
  root.replaceChildren(drawFacts(review, page.choose), ...review.forms.flatMap((form, at) => drawForm(form, at, kinds, page)));
  root.scrollTop = scrolled;
}

/**
 * The facts of the notice that stand on no form.
 * @param {NoticeReview} review
 * @param {(inHand: InHand) => unknown} choose
 */
function drawFacts({ fields, remarks }, choose) {
  const known = fields.filter(({ text, stand_in: other, field }) => text || other || ["number", "due", "office", "first_month"].includes(field));
  const lines = known.map(({ field, label, text, stand_in: other, is_asked: isAsked }) => {
    const said = text || other;
    const button = element("button", { type: "button", onclick: () => choose({ is: "notice", field }) }, said || "没有写");
    button.setAttribute("aria-label", `${label}：${said || "没有写"}`);
    button.classList.toggle("unsure", isAsked || !said);
    return element("div", null, element("dt", null, label), element("dd", null, button));
  });
  return element("section", { className: "facts" },
    element("h3", null, "通知"),
    element("dl", null, ...lines),
    ...(remarks.length > 0 ? [element("ul", null, ...remarks.map((remark) => element("li", null, remark)))] : []));
}

/**
 * @param {ReviewForm} form
 * @param {number} at
 * @param {Map<string, string>} kinds the names of the kinds of units
 * @param {{ choose(inHand: InHand): unknown, enter(): unknown }} page
 */
function drawForm(form, at, kinds, { choose, enter }) {
  const whole = element("button", { type: "button", className: "whole", onclick: () => choose({ is: "form", form: at }) }, "整张表：标题、各栏、相加的关系");
  const heading = element("div", { className: "form-line" }, element("h3", null, form.mark), whole);
  if (!form.shown) return [heading, element("p", { className: "refused" }, "这张表还画不出来，请先看右边问的各栏填什么。")];
  const picture = pictureOf(form.shown);
  picture.inert = false;
  const figures = new Map(form.rows.flatMap((row) => row.figures).map((figure) => [figure.id, figure]));
  for (const input of picture.querySelectorAll("input")) {
    const cell = input.closest("td");
    const unit = cell?.querySelector(".unit")?.textContent ?? "";
    (cell ? find(cell, ":first-child", HTMLElement) : input).replaceWith(standIn(figures.get(cell?.dataset.figure ?? ""), unit));
  }
  const rows = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (picture.querySelectorAll("tr[data-row]"))];
  for (const [place, line] of rows.entries()) {
    const by = form.rows.find(({ number }) => number === Number(line.dataset.row))?.left_blank_by ?? [];
    if (by.length > 0) line.querySelector("td.content")?.append(element("span", { className: "who" }, leftBlankInWords(by, kinds)));
    line.dataset.form = String(at);
    line.tabIndex = place === 0 ? 0 : -1;
    line.onclick = () => choose({ is: "row", form: at, row: Number(line.dataset.row) });
    line.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
      if (event.key === "Enter") enter();
      else if (step === undefined) return;
      const other = step && rows[Math.min(rows.length - 1, Math.max(0, place + step))];
      event.preventDefault();
      if (other) choose({ is: "row", form: at, row: Number(other.dataset.row) });
      if (other) focusRow(at, Number(other.dataset.row));
    };
  }
  return [heading, picture];
}

/**
 * Who leaves a row blank, in a word beside it.
 * @param {string[]} by
 * @param {Map<string, string>} kinds
 */
const leftBlankInWords = (by, kinds) => (by.length === kinds.size ? "都不填" : `${by.map((id) => kinds.get(id) ?? id).join("、")}不填`);

/**
 * Stands in the place of a field that is typed in later: how its figures will look.
 * @param {ReviewFigure | undefined} figure
 * @param {string} unit
 */
const standIn = (figure, unit) => element("span", { className: "stand-in" }, figure ? `0${figure.decimals > 0 ? `.${"0".repeat(figure.decimals)}` : ""}${unit}` : "");

/**
 * @param {number} form
 * @param {number} row
 */
const lineOf = (form, row) => byId("understood").querySelector(`tr[data-form="${form}"][data-row="${row}"]`);

/**
 * @param {number} form
 * @param {number} row
 */
export function focusRow(form, row) {
  const line = lineOf(form, row);
  if (line instanceof HTMLElement) line.focus({ preventScroll: true });
}

/**
 * Marks the rows in hand, and scrolls to the first of them.
 * @param {number | null} form
 * @param {number[]} rows
 */
export function markRows(form, rows) {
  const root = byId("understood");
  for (const old of root.querySelectorAll("tr[aria-current]")) old.removeAttribute("aria-current");
  const lines = form === null ? [] : rows.flatMap((row) => lineOf(form, row) ?? []);
  for (const line of lines) line.setAttribute("aria-current", "true");
  const [first] = lines;
  if (!(first instanceof HTMLElement)) return;
  for (const other of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`tr[data-form="${form}"]`))) other.tabIndex = other === first ? 0 : -1;
  scrollTo(root, first);
}

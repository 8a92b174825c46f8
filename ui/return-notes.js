// 退回说明: the units whose report has to be corrected or explained, the text for each, and saving them as texts and as drafts of
// mails. Nothing is sent from here.

import * as clerk from "./backend-collation.js";
import { board } from "./collation-state.js";
import { copyOnPress } from "./copying.js";
import { exporting } from "./exporting.js";
import { tell, telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";

/** @import { DraftedNote } from "./types" */

/** @type {DraftedNote[]} */
let notes = [];
/** The one whose text is shown. */
let at = 0;
/** Says again what the button does, after another text is shown. */
let notCopied = () => "";

const dialogOf = () => find(document, "#notes-dialog", HTMLDialogElement);
const textOf = () => find(dialogOf(), "textarea", HTMLTextAreaElement);

export function prepareReturnNotes() {
  notCopied = copyOnPress(buttonOf("notes-copy"), textOf);
  buttonOf("notes-save").addEventListener("click", () => void save(notes[at] ?? null));
  buttonOf("notes-save-all").addEventListener("click", () => void save(null));
  buttonOf("notes-close").addEventListener("click", () => dialogOf().close());
  byId("notes-list").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    show(Math.min(Math.max(at + by, 0), notes.length - 1), true);
  });
}

/**
 * Shows the notes of the month, that of a unit first.
 * @param {string} [unit]
 */
export const showReturnNotes = (unit) => telling(async () => {
  notes = await clerk.returnNotes(board.month);
  if (notes.length === 0) {
    tell(`${monthName(board.month)}没有退回的表，也没有要请单位更正或说明的`);
    return;
  }
  const wanted = notes.findIndex((note) => note.unit === unit);
  if (unit !== undefined && wanted < 0) {
    tell(`${unit}${monthName(board.month)}没有要退回、更正或说明的`);
    return;
  }
  setText(document, "#notes-title", `${monthName(board.month)}的退回说明：${notes.length} 个单位`);
  byId("notes-list").replaceChildren(...notes.map((note, place) => {
    const stands = [note.is_returned ? "已退回" : "等核实", note.faults ? `${note.faults} 处` : "", note.address ? "有邮箱" : ""].filter(Boolean).join("，");
    return element("li", null, element("button", { type: "button", onclick: () => show(place) }, note.unit, " ", element("small", null, stands)));
  }));
  dialogOf().showModal();
  show(Math.max(wanted, 0), true);
});

/**
 * @param {number} place
 * @param {boolean} [isMoved] whether the cursor goes there
 */
function show(place, isMoved = false) {
  at = place;
  const note = notes[at];
  if (!note) return;
  for (const [number, button] of [...byId("notes-list").querySelectorAll("button")].entries()) {
    if (number === at) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    button.tabIndex = number === at ? 0 : -1;
    if (number === at && isMoved) button.focus();
  }
  textOf().value = note.text;
  textOf().scrollTop = 0;
  notCopied();
  const mail = note.address ? `保存时另有一封发给 ${note.address} 的邮件草稿，主题“${note.subject}”` : "不知道这个单位的邮箱，只保存文字";
  setText(document, "#notes-mail", `${mail}。程序不发出，发没发由您定。`);
  buttonOf("notes-save").textContent = `保存${note.unit}的…`;
  buttonOf("notes-save-all").textContent = `全部保存（${notes.length} 个单位）…`;
  buttonOf("notes-save-all").hidden = notes.length < 2;
  buttonOf("notes-save").classList.toggle("strong", notes.length < 2);
}

/** @param {DraftedNote | null} one the one that is saved; otherwise all */
const save = (one) => telling(async () => {
  const saved = one ? [one] : notes;
  const drafts = saved.filter(({ address }) => address !== "").length;
  const told = `${saved.length} 份退回说明已保存${drafts ? `，其中 ${drafts} 份有邮件草稿` : ""}，都还没有发出`;
  await exporting(() => clerk.saveReturnNotes(board.month, one?.unit ?? null), "", told);
});

// 催报: who is missing, with person and telephone, and a text for the group chat.

import { board, tiles } from "./collation-state.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";

/**
 * Shows who is missing.
 * @param {() => unknown} goOn what the clerk can do instead of waiting
 */
export function remind(goOn) {
  const dialog = find(document, "#remind-dialog", HTMLDialogElement);
  const missing = tiles().filter(({ standing }) => standing === "missing" || standing === "returned");
  setText(document, "#remind-title", `${monthName(board.month)}还差 ${missing.length} 个单位`);
  byId("remind-rows").replaceChildren(...missing.map(({ name, label, person, phone }) =>
    element("tr", null, ...[name, label, person, phone].map((text) => element("td", null, text)))));
  find(dialog, "textarea", HTMLTextAreaElement).value = `${monthName(board.month)}的报表（${board.due}）还没有收到的单位：${missing.map(({ name }) => name).join("、")}。请尽快报来，已经报了的请说一声。`;
  buttonOf("remind-copy").onclick = () => {
    const text = find(dialog, "textarea", HTMLTextAreaElement);
    text.focus();
    text.select();
  };
  buttonOf("remind-close-month").onclick = () => {
    dialog.close();
    void goOn();
  };
  buttonOf("remind-no").onclick = () => dialog.close();
  dialog.showModal();
  buttonOf("remind-no").focus();
}

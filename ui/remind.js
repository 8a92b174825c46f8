// 催报: who is missing, with person and telephone, and a text for the group chat.

import * as clerk from "./backend-collation.js";
import { board } from "./collation-state.js";
import { copyOnPress } from "./copying.js";
import { exporting } from "./exporting.js";
import { telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";

const dialogOf = () => find(document, "#remind-dialog", HTMLDialogElement);
const chatOf = () => find(dialogOf(), "textarea", HTMLTextAreaElement);

/** @param {() => unknown} goOn what the clerk can do instead of waiting */
export function prepareRemind(goOn) {
  copyOnPress(buttonOf("remind-copy"), chatOf);
  buttonOf("remind-save").addEventListener("click", () => void telling(() => exporting(() => clerk.saveReminder(board.month), "", "已保存")));
  buttonOf("remind-close-month").addEventListener("click", () => {
    dialogOf().close();
    void goOn();
  });
  buttonOf("remind-no").addEventListener("click", () => dialogOf().close());
}

/** Shows who is missing. */
export const remind = () => telling(async () => {
  const { month, units, chat } = await clerk.reminder(board.month);
  setText(document, "#remind-title", units.length ? `${monthName(month)}还差 ${units.length} 个单位` : `${monthName(month)}没有要催报的单位`);
  byId("remind-rows").replaceChildren(...units.map(({ name, person, phone, is_returned: returned, told }) => {
    const stands = [returned ? "退回，还没有重报" : "未报", told ? `电话里说：${told}` : ""].filter(Boolean).join("；");
    return element("tr", null, ...[name, stands, person || "没有登记", phone || "没有登记"].map((text) => element("td", null, text)));
  }));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (dialogOf().querySelectorAll(".scrolled, label"))) part.hidden = units.length === 0;
  for (const id of ["remind-copy", "remind-save"]) buttonOf(id).hidden = units.length === 0;
  buttonOf("remind-close-month").hidden = board.closed || units.length === 0;
  chatOf().value = chat;
  chatOf().rows = Math.min(chat.split("\n").length + 1, 7);
  dialogOf().showModal();
  buttonOf(units.length ? "remind-copy" : "remind-no").focus();
});

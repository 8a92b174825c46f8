// What came after 关账 and was taken: which figures of which closed months say something else by now, and making these 更正.

import * as backend from "./backend.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { reread } from "./pages.js";
import { form, withUnit } from "./state.js";

/** @import { ChangedMonth } from "./types" */

const dialogOf = () => find(document, "#corrections-dialog", HTMLDialogElement);
const reason = () => find(dialogOf(), "input", HTMLInputElement);

export function prepareCorrections() {
  buttonOf("corrections-no").addEventListener("click", () => dialogOf().close());
  find(dialogOf(), "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void correct();
  });
}

/** Shows what a later report changes in every closed month. */
export const showCorrections = () => telling(async () => {
  const changed = (await backend.differences()).filter(({ state }) => state === "final" || state === "sent");
  setText(document, "#corrections-title", `关账以后变了的数：${changed.length} 个月`);
  byId("corrections-rows").replaceChildren(...changed.flatMap(rows));
  byId("corrections-problem").hidden = true;
  reason().value = "";
  buttonOf("corrections-yes").textContent = `更正 ${changed.length} 个月`;
  buttonOf("corrections-yes").disabled = changed.length === 0;
  dialogOf().showModal();
  reason().focus();
});

/** @param {ChangedMonth} month */
const rows = ({ name: month, state, differences }) => differences.map(({ name, unit, quantity, reported, now }, at) => {
  const column = quantity === "month" ? form.columns.month : form.columns.total;
  const cells = [at === 0 ? `${month}（${state === "sent" ? "已报送" : "已关账"}）` : "", withUnit(name, unit), column, reported ?? "空白", now ?? "空白"];
  return element("tr", null, ...cells.map((text, place) => element("td", { className: place > 2 ? "amount" : "" }, text)));
});

async function correct() {
  const yes = buttonOf("corrections-yes");
  if (yes.disabled) return;
  yes.disabled = true;
  try {
    const corrected = await backend.correct(reason().value);
    reason().value = "";
    dialogOf().close();
    await telling(reread);
    tell(`${corrected.length} 个月已更正，原来报的照样存着；请逐月再报送`);
  } catch (thrown) {
    byId("corrections-problem").textContent = backend.sentenceOf(thrown);
    byId("corrections-problem").hidden = false;
    reason().focus();
  } finally {
    yes.disabled = false;
  }
}

// 设置 → 通知: every notice and its forms; adding one, going on with a blank form that was left, continuing one with a new span,
// passing one on, setting right what was read of its
// blank form, removing one. The page is drawn anew after another form was taken in hand, because all of it is drawn from
// the form.

import * as backend from "./backend.js";
import { askFor } from "./dialog.js";
import { exporting } from "./exporting.js";
import { ask, telling } from "./messages.js";
import { addFromFile, changeNotice, leftDraft } from "./notice-adding.js";
import { takeFormInHand, takeNoticeInHand } from "./notices.js";
import { buttonOf, byId, element } from "./page.js";
import { isLooking } from "./state.js";

/** @import { FormChoice } from "./types" */

export function prepareNoticeSettings() {
  buttonOf("notice-add").addEventListener("click", () => void telling(() => addFromFile()));
}

/** Draws the list. */
export async function showNotices() {
  const forms = await backend.formChoices();
  byId("notice-list").replaceChildren(...forms.map((form) => row(form, forms)));
  byId("notice-left").replaceChildren(...(isLooking() ? [] : await leftDraft()));
  buttonOf("notice-add").disabled = isLooking();
}

/**
 * @param {FormChoice} form
 * @param {FormChoice[]} forms
 */
function row(form, forms) {
  const state = [form.in_hand ? "正在用" : "", form.begun ? "在报" : "还没有登记", form.late ? "逾期" : ""].filter(Boolean).join(" · ");
  const about = element("td", null,
    element("strong", null, `${form.name} ${form.mark}`),
    element("span", { className: "about" }, `${form.number}（第 ${form.edition} 版），${form.span}`),
    element("span", { className: form.late ? "late" : "about" }, state));
  /** @type {(label: string, called: string, run: () => Promise<unknown>) => HTMLButtonElement} */
  const button = (label, called, run) => {
    const one = element("button", { type: "button" }, label);
    one.setAttribute("aria-label", `${label.replace("…", "")}：${form.name} ${form.mark}，${called}`);
    one.addEventListener("click", () => void telling(run));
    return one;
  };
  const buttons = [
    ...(form.in_hand ? [] : [button("换到这个", form.span, () => takeFormInHand(form.key))]),
    ...(form.changeable && !isLooking() ? [button("改这个通知…", form.span, () => changeNotice(form.notice))] : []),
    button("延续…", form.span, () => renew(form)),
    button("存成文件…", form.span, () => exporting(() => backend.exportNotice(form.notice))),
    ...(form.removable && forms.some(({ notice }) => notice !== form.notice) ? [button("移除…", form.span, () => remove(form))] : []),
  ];
  return element("tr", null, about, element("td", { className: "act" }, ...buttons));
}

/**
 * Asks for a new span and continues a notice with it.
 * @param {FormChoice} form
 */
export async function renew({ notice: id, renewal: [month, last] }) {
  const sentence = "同样的表、单位类别和收件单位，换一个期限，作为另一个通知。累计从头算起，原来填的都在。";
  const fields = [
    { name: "first", label: "从哪个月开始报", value: month },
    { name: "last", label: "报到哪个月（没有期限的留空）", value: last },
  ];
  let renewed = "";
  const done = await askFor(sentence, "延续", fields, async ({ first = "", last: until = "" }) => {
    ({ id: renewed } = await backend.renewNotice(id, first.trim(), until.trim() || null));
  });
  if (done) await takeNoticeInHand(renewed);
}

/** @param {FormChoice} form */
async function remove(form) {
  if (!await ask(`移除“${form.name} ${form.mark}”（${form.span}）？它还没有填过数${form.begun ? "，为它登记的单位资料一起去掉" : ""}。`, "移除", "不移除", { loses: true })) return;
  await backend.removeNotice(form.notice);
  await showNotices();
}

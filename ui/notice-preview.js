// A notice with its forms on paper, shown before it is added.

import { element } from "./page.js";
import { pictureOf } from "./paper.js";

/** @import { NoticePreview } from "./types" */

/** @param {string} picture */
const asImage = (picture) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;

/**
 * Shows a notice and asks whether it is to be added.
 * @param {NoticePreview} preview
 * @returns {Promise<boolean>}
 */
export function confirmed({ notice, span, changes, forms, pages, refusal }) {
  const add = element("button", { type: "submit", className: "strong", value: "yes" }, "添加");
  add.disabled = refusal !== null;
  const cancel = element("button", { type: "submit", value: "no", className: refusal === null ? "" : "strong" }, refusal === null ? "不添加" : "知道了");
  const facts = [
    `${notice.title}（${notice.number}，第 ${notice.edition} 版）`,
    `${span}，报给${notice.recipient.office} ${notice.recipient.address}`.trim(),
    ...changes,
    ...forms.map(({ mark, title }) => `${mark} ${title}`),
  ];
  const picture = (/** @type {string} */ page, /** @type {number} */ at) => element("img", { src: asImage(page), alt: `第 ${at + 1} 页` });
  const content = element("form", { method: "dialog" },
    element("h2", null, "添加这个通知？"),
    ...facts.map((fact) => element("p", null, fact)),
    ...(refusal === null ? [] : [element("p", { className: "refused" }, refusal)]),
    element("div", { className: "pages", tabIndex: 0, ariaLabel: "表的样子" },
      element("h3", null, "填的时候"),
      ...forms.map(pictureOf),
      element("h3", null, "印出来"),
      ...pages.map(picture)),
    element("div", { className: "actions" }, cancel, add));
  const dialog = element("dialog", { className: "notice-preview" }, content);
  document.body.append(dialog);
  dialog.showModal();
  (refusal === null ? add : cancel).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }, { once: true });
  });
}

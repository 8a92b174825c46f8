// The dialog in which a long text is read: the manual, the licences. It knows neither of them.

import { element } from "./page.js";

/**
 * Puts an empty one into the page, with a bar above that closes it.
 * @param {string} id
 * @param {string} name
 */
export function readingDialog(id, name) {
  const bar = element("form", { method: "dialog" }, element("button", null, "关闭（Esc）"));
  const page = element("article", { tabIndex: 0 });
  const dialog = element("dialog", { id, className: "reading", ariaLabel: name }, bar, page);
  document.body.append(dialog);
  return { dialog, bar, page };
}

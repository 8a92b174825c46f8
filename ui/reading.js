// A dialog for reading a long text, such as the manual or the licences, whose content it does not know.

import { element } from "./page.js";

/**
 * Adds an empty dialog to the page, with a bar on top that closes it.
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

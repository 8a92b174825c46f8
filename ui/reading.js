// The dialog in which a long text is read: the manual, the licences. It knows neither of them.

/**
 * Puts an empty one into the page, with a bar above that closes it.
 * @param {string} id
 * @param {string} name
 */
export function readingDialog(id, name) {
  const dialog = document.createElement("dialog");
  dialog.id = id;
  dialog.className = "reading";
  dialog.setAttribute("aria-label", name);
  const bar = document.createElement("form");
  bar.method = "dialog";
  const close = document.createElement("button");
  close.textContent = "关闭（Esc）";
  bar.append(close);
  const page = document.createElement("article");
  page.tabIndex = 0;
  dialog.append(bar, page);
  document.body.append(dialog);
  return { dialog, bar, page };
}

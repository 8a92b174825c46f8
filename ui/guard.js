// Keeps the keys and the menu of a browser out of the window. F5 would lose what was typed in the last second, Ctrl+P
// print the screen, F7 ask for caret browsing, and the menu offers to go back.

import { isComposing } from "./cells.js";
import { tell } from "./notice.js";

/** Keys a browser takes for itself: find, reload, caret browsing, and the keys for browsers on some keyboards. */
const KEYS = ["F3", "F5", "F7", "BrowserRefresh", "BrowserBack", "BrowserForward", "BrowserSearch"];
/** The same with Ctrl: find (the manual has its own), find next, reload, print, save, source, open, downloads, history. */
const WITH_CONTROL = ["f", "g", "r", "p", "s", "u", "o", "j", "h"];

/** Where nothing is printed: what to do there. @type {Record<string, string>} */
const INSTEAD = {
  matrix: "这一页不直接打印：按“导出表格”，在 WPS 里打印。要打印报表，请回到“附件2”",
  history: "这一页不直接打印：按“导出表格”，在 WPS 里打印。要打印报表，请回到“附件2”",
  settings: "这一页没有可打印的。要打印报表，请回到“附件2”",
};

/** Fields that are no text. */
const NO_TEXT = ["button", "checkbox", "radio", "submit", "reset", "file"];

export function keepTheBrowserOut() {
  // First of all, so that no other listener can let one through.
  document.addEventListener("keydown", (event) => {
    if (isBrowsers(event)) event.preventDefault();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!isPrint(event) || isComposing(event)) return;
    const sentence = document.querySelector("dialog[open]") ? "请先关闭打开的对话框，再按 Ctrl+P 打印" : INSTEAD[document.body.dataset.page ?? ""];
    if (sentence) tell(sentence);
  });
  // Only a field has use for the engine's own menu. It stays there: a menu of ours could not paste, since no engine lets a
  // page read the clipboard unasked.
  document.addEventListener("contextmenu", (event) => {
    if (!isText(event.target)) event.preventDefault();
  });
}

/** @param {KeyboardEvent} event */
const isBrowsers = (event) => KEYS.includes(event.key) || WITH_CONTROL.includes(keyWithControl(event));

/** @param {KeyboardEvent} event */
const isPrint = (event) => keyWithControl(event) === "p";

/**
 * The key that is struck with Ctrl alone; empty for any other. What Chromium sends when something is chosen from a list
 * has no key at all.
 * @param {KeyboardEvent} event
 */
const keyWithControl = ({ ctrlKey, metaKey, altKey, key }) => ((ctrlKey || metaKey) && !altKey ? key.toLowerCase() : "");

/** @param {EventTarget | null} target */
function isText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

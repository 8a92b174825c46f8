// What belongs to a browser and not to a form: its keys and its own menu. They would read the page anew within the second
// of an unsaved figure, print the screen, or ask for a way of reading that nobody wants.

import { isComposing } from "./cells.js";
import { tell } from "./notice.js";

/** Keys a browser takes for itself: find, read anew, move through text with a cursor. */
const KEYS = ["F3", "F5", "F7", "BrowserRefresh", "BrowserBack", "BrowserForward", "BrowserSearch"];
/** The same with Ctrl: find (the manual has its own), further, read anew, print, source, open, downloads, history. */
const WITH_CONTROL = ["f", "g", "r", "p", "u", "o", "j", "h"];

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
function isBrowsers(event) {
  const key = event.key.toLowerCase();
  return KEYS.includes(event.key) || ((event.ctrlKey || event.metaKey) && !event.altKey && WITH_CONTROL.includes(key));
}

/** @param {KeyboardEvent} event */
const isPrint = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "p";

/** @param {EventTarget | null} target */
function isText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

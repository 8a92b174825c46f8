// Keys that work wherever the cursor is: those of the shown page, those of the whole window, and those that a
// browser would handle itself. The own keys of a cell, a list or a dialog take precedence.

import { halfWordSentence, keepKeysOfInputMethods, listenToOtherFields } from "./composition.js";
import { help } from "./manual.js";
import { closeMore } from "./more.js";
import { tell } from "./messages.js";
import { chooseByNumber, closeList } from "./notices.js";
import { pageShown } from "./pages.js";
import { closePreview } from "./preview.js";
import { changeZoom } from "./zoom.js";

/** @import { Shortcuts } from "./pages.js" */

/** Keys on every page and in every dialog. @type {Shortcuts} */
const ANYWHERE = {
  F1: help,
  Escape: () => closeList() || closeMore() || closePreview(),
  "Ctrl+a": selectAll,
  "Ctrl++": () => changeZoom(1),
  "Ctrl+=": () => changeZoom(1),
  "Ctrl+-": () => changeZoom(-1),
  "Ctrl+_": () => changeZoom(-1),
  "Ctrl+0": () => changeZoom(0),
};

/** Keys that replace those of the page while a dialog is open. @type {Shortcuts} */
const IN_DIALOG = {
  // The dialog closes by itself.
  Escape: () => false,
  "Ctrl+p": () => tell("请先关闭打开的对话框，再按 Ctrl+P 打印"),
};

/**
 * Keys that a browser handles and that are disabled or used differently here: find, reload, caret browsing, and the
 * browser keys of some keyboards. F5 would lose the texts typed in the last second, F7 would offer caret browsing.
 */
const BROWSERS = ["F3", "F5", "F7", "BrowserRefresh", "BrowserBack", "BrowserForward", "BrowserSearch"];
/** The same with Ctrl: find (the manual has its own), find next, reload, print, save, source, open, downloads, history. */
const BROWSERS_WITH_CONTROL = [..."fgrpsuojh"].map((key) => `Ctrl+${key}`);

export function listenToKeys() {
  keepKeysOfInputMethods((event) => isBrowsers(event) && event.preventDefault());
  listenToOtherFields((letters, text) => tell(halfWordSentence(letters, { called: "这里", text }, "没有写进去"), { problem: true }));
  document.addEventListener("keydown", (event) => {
    const isOurs = !event.defaultPrevented && run(nameOf(event), event);
    if (isOurs || isBrowsers(event)) event.preventDefault();
  });
}

/** @param {KeyboardEvent} event */
const isBrowsers = (event) => BROWSERS.includes(event.key) || BROWSERS_WITH_CONTROL.includes(nameOf(event));

/**
 * The name of a key: with Ctrl in small letters, without it unchanged. When something is chosen from a list,
 * Chromium sends an event without a key.
 * @param {KeyboardEvent} event
 */
const nameOf = ({ ctrlKey, metaKey, altKey, key }) => ((ctrlKey || metaKey) && !altKey ? `Ctrl+${key.toLowerCase()}` : key);

/**
 * Runs the action of a key; false if it has none.
 * @param {string} name
 * @param {KeyboardEvent} event
 */
function run(name, event) {
  const inDialog = document.querySelector("dialog[open]") !== null;
  const [, number] = /^Ctrl\+([1-9])$/.exec(name) ?? [];
  if (number && !inDialog) return chooseByNumber(Number(number));
  const own = inDialog ? IN_DIALOG : pageShown()?.shortcuts;
  const shortcut = own?.[name] ?? ANYWHERE[name];
  return shortcut !== undefined && shortcut(event) !== false;
}

/**
 * Selects the text of the field, or of the dialog that is being read, but never the window around it.
 * @param {KeyboardEvent} event
 */
function selectAll({ target, shiftKey }) {
  if (shiftKey || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null)) return false;
  const dialog = document.querySelector("dialog[open]");
  if (dialog) getSelection()?.selectAllChildren(dialog);
  return true;
}

// Every key that means something wherever the cursor is: those of the page that is shown, those of the whole window, and
// those that a browser would take for itself. What a cell, a list or a dialog does with a key of its own comes first.

import { isComposing } from "./cells.js";
import { help } from "./manual.js";
import { closeMore } from "./more.js";
import { tell } from "./notice.js";
import { pageShown } from "./pages.js";
import { closePreview } from "./preview.js";
import { changeZoom } from "./zoom.js";

/** @import { Shortcuts } from "./pages.js" */

/** On every page and over every dialog. @type {Shortcuts} */
const ANYWHERE = {
  F1: help,
  Escape: () => closeMore() || closePreview(),
  "Ctrl+a": selectAll,
  "Ctrl++": () => changeZoom(1),
  "Ctrl+=": () => changeZoom(1),
  "Ctrl+-": () => changeZoom(-1),
  "Ctrl+_": () => changeZoom(-1),
  "Ctrl+0": () => changeZoom(0),
};

/** In the place of those of the page, while a dialog is open over it. @type {Shortcuts} */
const IN_DIALOG = {
  // It closes by itself.
  Escape: () => false,
  "Ctrl+p": () => tell("请先关闭打开的对话框，再按 Ctrl+P 打印"),
};

/**
 * Keys a browser takes for itself, which mean nothing here or something else: find, reload, caret browsing, and the keys
 * for browsers on some keyboards. F5 would lose what was typed in the last second, F7 ask for caret browsing.
 */
const BROWSERS = ["F3", "F5", "F7", "BrowserRefresh", "BrowserBack", "BrowserForward", "BrowserSearch"];
/** The same with Ctrl: find (the manual has its own), find next, reload, print, save, source, open, downloads, history. */
const BROWSERS_WITH_CONTROL = [..."fgrpsuojh"].map((key) => `Ctrl+${key}`);

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const name = nameOf(event);
    const isOurs = !event.defaultPrevented && !isComposing(event) && run(name, event);
    if (isOurs || BROWSERS.includes(event.key) || BROWSERS_WITH_CONTROL.includes(name)) event.preventDefault();
  });
}

/**
 * The name of a key: with Ctrl in small letters, alone as it is. What Chromium sends when something is chosen from a list
 * has no key at all.
 * @param {KeyboardEvent} event
 */
const nameOf = ({ ctrlKey, metaKey, altKey, key }) => ((ctrlKey || metaKey) && !altKey ? `Ctrl+${key.toLowerCase()}` : key);

/**
 * Does what a key means; false where it means nothing.
 * @param {string} name
 * @param {KeyboardEvent} event
 */
function run(name, event) {
  const own = document.querySelector("dialog[open]") ? IN_DIALOG : pageShown()?.shortcuts;
  const shortcut = own?.[name] ?? ANYWHERE[name];
  return shortcut !== undefined && shortcut(event) !== false;
}

/**
 * The text of the field, or of the dialog one reads in, and never the window around them.
 * @param {KeyboardEvent} event
 */
function selectAll({ target, shiftKey }) {
  if (shiftKey || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null)) return false;
  const dialog = document.querySelector("dialog[open]");
  if (dialog) getSelection()?.selectAllChildren(dialog);
  return true;
}

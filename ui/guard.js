// Blocks the browser's context menu, which offers to go back. Its keys are blocked by keys.js.

/** Types of input fields that contain no text. */
const NO_TEXT = ["button", "checkbox", "radio", "submit", "reset", "file"];

export function keepTheMenuOut() {
  // The browser's menu is kept for text fields only. A menu of our own could not paste there, because a page
  // may not read the clipboard unasked.
  document.addEventListener("contextmenu", (event) => {
    if (!isText(event.target)) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function isText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

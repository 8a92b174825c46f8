// Keeps the menu of a browser out of the window: it offers to go back. Its keys are kept out by keys.js.

/** Fields that are no text. */
const NO_TEXT = ["button", "checkbox", "radio", "submit", "reset", "file"];

export function keepTheMenuOut() {
  // Only a field has use for the engine's own menu. It stays there: a menu of ours could not paste, since no engine lets a
  // page read the clipboard unasked.
  document.addEventListener("contextmenu", (event) => {
    if (!isText(event.target)) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function isText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

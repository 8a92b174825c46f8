// Copying a text to the clipboard; the button says that it was copied only when it was.

/**
 * @param {HTMLButtonElement} button
 * @param {() => HTMLTextAreaElement} text
 */
export function copyOnPress(button, text) {
  const label = button.textContent;
  button.addEventListener("click", () => {
    text().focus();
    text().select();
    button.textContent = document.execCommand("copy") ? "已复制 ✓" : "没有复制上，请按 Ctrl+C";
  });
  const again = () => (button.textContent = label);
  button.closest("dialog")?.addEventListener("close", again);
  return again;
}

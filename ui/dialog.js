// Asking for a few words before going on: a reason, an amount, to whom something was sent.

import { sentenceOf } from "./backend.js";
import { isComposing } from "./cells.js";
import { buttonOf, byId, copyOf, find, setText } from "./page.js";

/**
 * One field of the dialog.
 * @typedef {{ name: string, label: string, value?: string, numeric?: boolean, secret?: boolean, suggestions?: string[] }} Field
 */

/**
 * Asks for the fields and does what they are for. A refusal is told in the dialog and nothing typed is lost; Esc
 * means no.
 * @param {string} sentence
 * @param {string} yes
 * @param {Field[]} fields
 * @param {(values: Record<string, string>) => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it was done
 */
export function askFor(sentence, yes, fields, work) {
  const dialog = find(document, "#fields", HTMLDialogElement);
  const form = find(dialog, "form", HTMLFormElement);
  setText(dialog, "#fields-sentence", sentence);
  byId("fields-list").replaceChildren(...fields.map(drawField));
  const problem = find(dialog, ".refused", HTMLElement);
  problem.hidden = true;
  buttonOf("fields-yes").textContent = yes;
  let done = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    const texts = [...new FormData(form)].map(([name, text]) => [name, String(text)]);
    try {
      await work(Object.fromEntries(texts));
      done = true;
      dialog.close();
    } catch (thrown) {
      problem.textContent = sentenceOf(thrown);
      problem.hidden = false;
    }
  };
  // Where a field has suggestions, WebKit does not send the form by itself.
  form.onkeydown = (event) => {
    if (event.key !== "Enter" || isComposing(event) || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    form.requestSubmit();
  };
  buttonOf("fields-no").onclick = () => dialog.close();
  dialog.showModal();
  dialog.querySelector("input")?.select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(done), { once: true });
  });
}

/** @param {Field} field */
function drawField({ name, label, value = "", numeric = false, secret = false, suggestions = [] }) {
  const drawn = find(copyOf("asked-field"), "label", HTMLLabelElement);
  setText(drawn, ".label", label);
  const input = find(drawn, "input", HTMLInputElement);
  input.name = name;
  input.value = value;
  if (numeric) input.inputMode = "decimal";
  if (secret) input.type = "password";
  if (suggestions.length) {
    const list = document.createElement("datalist");
    list.id = `suggestions-${name}`;
    list.append(...suggestions.map((text) => new Option(text)));
    input.setAttribute("list", list.id);
    drawn.append(list);
  }
  return drawn;
}

/**
 * Lists what is in the way of something, each line a jump to its cell.
 * @param {string} sentence
 * @param {{ sentence: string, jump: () => void }[]} points
 * @param {{ label: string, run: () => unknown } | null} way a way to clear it all at once
 */
export function tellPoints(sentence, points, way) {
  const dialog = find(document, "#points", HTMLDialogElement);
  setText(dialog, "#points-sentence", sentence);
  const lines = points.map((point) => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = point.sentence;
    button.addEventListener("click", () => {
      dialog.close();
      point.jump();
    });
    line.append(button);
    return line;
  });
  byId("points-list").replaceChildren(...lines);
  const clear = buttonOf("points-clear");
  clear.hidden = way === null;
  clear.textContent = way?.label ?? "";
  clear.onclick = () => {
    dialog.close();
    void way?.run();
  };
  buttonOf("points-close").onclick = () => dialog.close();
  dialog.showModal();
}

// Dialogs that ask for a few words before going on, for example a reason, an amount or a recipient.

import { isProblem, sentenceOf } from "./backend.js";
import { ask } from "./messages.js";
import { buttonOf, byId, copyOf, element, find, setText } from "./page.js";
import { closeSuggestions, keyInSuggestions, suggest } from "./suggestions.js";

/**
 * One field of the dialog: a text, perhaps with texts to choose from while typing, a choice with the option of another text, or
 * something to tick, whose value is empty unless it is.
 * @typedef {{ name: string, label: string, value?: string, numeric?: boolean, secret?: boolean, suggestions?: string[], choices?: string[], isTick?: boolean }} Field
 */

/** The choice for another text. */
const OTHER = "其他";

/**
 * Asks for the fields and runs `work` with them, only once however often the button is pressed. A refusal is
 * shown in the dialog and nothing typed is lost; Esc means no. What is shown afterwards does not belong to
 * `work`: its failure is not a refusal.
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
  const problem = find(dialog, ".refused", HTMLElement);
  const list = byId("fields-list");
  list.after(problem);
  list.replaceChildren(...fields.map(drawField));
  problem.hidden = true;
  buttonOf("fields-yes").textContent = yes;
  let done = false;
  // The refused text is being corrected.
  form.oninput = () => { problem.hidden = true; };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (isAtWork(dialog)) return;
    closeSuggestions();
    dialog.dataset.atWork = "";
    try {
      await work(valuesIn(form, fields));
      done = true;
    } catch (thrown) {
      problem.textContent = sentenceOf(thrown);
      problem.hidden = false;
      const field = isProblem(thrown) && thrown.field ? form.elements.namedItem(thrown.field) : null;
      if (field instanceof HTMLInputElement) {
        field.after(problem);
        field.focus();
      } else {
        list.after(problem);
      }
    } finally {
      delete dialog.dataset.atWork;
    }
    if (done) dialog.close();
  };
  // Some browsers do not submit the form from a radio button.
  form.onkeydown = (event) => {
    if (keyInSuggestions(event)) {
      event.preventDefault();
      return;
    }
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    form.requestSubmit();
  };
  buttonOf("fields-no").onclick = () => isAtWork(dialog) || dialog.close();
  dialog.showModal();
  const first = dialog.querySelector("input:not([type=radio], [type=checkbox]), input:checked");
  if (first instanceof HTMLInputElement) first.focus();
  if (first instanceof HTMLInputElement) first.select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      closeSuggestions();
      resolve(done);
    }, { once: true });
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 */
function valuesIn(form, fields) {
  const texts = new FormData(form);
  const values = fields.map(({ name, label, choices }) => {
    const chosen = String(texts.get(name) ?? "");
    if (!choices || chosen !== OTHER) return [name, chosen];
    const own = String(texts.get(`${name}-own`) ?? "").trim();
    if (own === "") throw { code: "blank", sentence: `选了“其他”，请写明${label}`, field: `${name}-own` };
    return [name, own];
  });
  return Object.fromEntries(values);
}

/** @param {Field} field */
function drawField(field) {
  const { name, label, value = "", numeric = false, secret = false, suggestions = [] } = field;
  if (field.choices) return drawChoices(field, field.choices);
  if (field.isTick) return element("label", { className: "asked check" }, element("input", { type: "checkbox", name, value: "on" }), ` ${label}`);
  const drawn = find(copyOf("asked-field"), "label", HTMLLabelElement);
  setText(drawn, ".label", label);
  const input = find(drawn, "input", HTMLInputElement);
  input.name = name;
  input.defaultValue = value;
  if (numeric) input.inputMode = "decimal";
  if (secret) input.type = "password";
  if (suggestions.length) {
    input.addEventListener("input", () => suggest(input, suggestions, (text) => { input.value = text; }, label));
    input.addEventListener("blur", closeSuggestions);
  }
  return drawn;
}

/**
 * @param {Field} field
 * @param {string[]} choices
 */
function drawChoices({ name, label, value = "" }, choices) {
  const radios = [...choices, OTHER].map((choice) => {
    const radio = element("input", { type: "radio", name, value: choice, defaultChecked: choice === value });
    return element("label", null, radio, ` ${choice}`);
  });
  const own = element("input", { name: `${name}-own`, autocomplete: "off", spellcheck: false, ariaLabel: `${label}：其他` });
  // Writing another text also chooses it.
  own.addEventListener("input", () => {
    const other = radios.at(-1)?.querySelector("input");
    if (other) other.checked = true;
  });
  return element("fieldset", { className: "asked choices" }, element("legend", null, label), ...radios, own);
}

/**
 * Whether the work of a dialog is running: it cannot be cancelled any more.
 * @param {HTMLDialogElement} dialog
 */
const isAtWork = (dialog) => "atWork" in dialog.dataset;

/**
 * Whether a dialog contains a typed text that closing it would lose.
 * @param {HTMLDialogElement} dialog
 */
function isFilled(dialog) {
  if (dialog.dataset.filled !== undefined) return true;
  // A word that is looked for is nothing to lose.
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (dialog.querySelectorAll("form input:not([type=search])"));
  return [...fields].some((one) => (one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));
}

/** Keeps Esc from closing a dialog with a typed text until the officer agrees; the button 取消 closes it at once. */
export function guardDialogs() {
  // In the capturing phase, so that dialogs whose fields are drawn later are covered too.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.target instanceof Element && event.target.closest("dialog") && keyInSuggestions(event)) {
      // The list is what it closes.
      event.preventDefault();
      event.stopPropagation();
    } else {
      keepOpen(event);
    }
  }, true);
  document.addEventListener("cancel", keepOpen, true);
}

/** @param {Event} event */
function keepOpen(event) {
  const dialog = event.target instanceof Element ? event.target.closest("dialog") : null;
  if (!dialog?.open || !(isAtWork(dialog) || isFilled(dialog))) return;
  event.preventDefault();
  if (isAtWork(dialog)) return;
  void ask("填的内容还没有保存，关掉就没有了。", "不要了", "接着填", { loses: true }).then((wanted) => wanted && dialog.close("no"));
}

/** Whether no open dialog contains a typed text. */
export const save = async () => ![.../** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll("dialog[open]"))].some(isFilled);

export const left = () => "对话框里填的内容还没有保存";

/**
 * Lists the obstacles to an action, or the points to check before it; each line is a link to its place.
 * @param {string} sentence
 * @param {{ sentence: string, jump: (() => unknown) | null }[]} points
 * @param {{ label: string, run: () => unknown } | null} way an action that solves all points at once, or that
 *   continues anyway
 * @param {{ close?: string, isNext?: boolean }} [more] what the closing button says, and whether going on is the
 *   strong button
 */
export function tellPoints(sentence, points, way, { close = "知道了", isNext = false } = {}) {
  const dialog = find(document, "#points", HTMLDialogElement);
  setText(dialog, "#points-sentence", sentence);
  const lines = points.map((point) => {
    const { jump } = point;
    if (!jump) return element("li", null, point.sentence);
    const onclick = () => {
      dialog.close();
      void jump();
    };
    return element("li", null, element("button", { type: "button", onclick }, point.sentence));
  });
  byId("points-list").replaceChildren(...lines);
  const clear = buttonOf("points-clear");
  clear.hidden = way === null;
  clear.textContent = way?.label ?? "";
  clear.onclick = () => {
    dialog.close();
    void way?.run();
  };
  const back = buttonOf("points-close");
  back.textContent = close;
  back.onclick = () => dialog.close();
  clear.classList.toggle("strong", isNext);
  back.classList.toggle("strong", !isNext);
  // The main button is the last one.
  (isNext ? clear : back).parentElement?.append(isNext ? clear : back);
  dialog.showModal();
  // In other dialogs Enter goes to the first point.
  if (isNext) clear.focus();
}

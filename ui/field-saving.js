// Fields that save themselves like cells do: when one is left, when the typing rests, and before the window closes.
// What is refused stays in its field, red, with the reason.

import { sentenceOf } from "./backend.js";
import { isComposing } from "./cells.js";
import { telling } from "./notice.js";
import { element, find, write } from "./page.js";
import { savingOf } from "./saving.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * The fields of one form.
 * @param {HTMLElement} form
 * @param {{
 *   store: (name: string, value: string) => Promise<unknown>,
 *   recorded: (name: string) => string,
 *   called: (name: string) => string,
 *   givenUp?: () => unknown,
 * }} page `store` brings one field to the disk; `recorded` is what is there now.
 */
export function fieldsOf(form, { store, recorded, called, givenUp = () => {} }) {
  /** Why each field was refused. @type {Map<string, string>} */
  const refusals = new Map();

  /** Each field for itself: one that is refused holds up no other. @type {Map<string, ReturnType<typeof savingOf<string>>>} */
  const savers = new Map();

  /** @param {string} name */
  function saverOf(name) {
    const known = savers.get(name);
    if (known) return known;
    const made = savingOf({
      tell: async () => {},
      keep: async (/** @type {string} */ _, value) => {
        try {
          await store(name, value);
        } catch (thrown) {
          refusals.set(name, sentenceOf(thrown));
          throw thrown;
        }
      },
      kept: () => {},
      mark,
      say: () => {},
      hopeless: ["only_looking"],
      called,
      givenUp,
    });
    savers.set(name, made);
    return made;
  }

  const unsavedNames = () => [...savers].filter(([, saver]) => saver.texts.size > 0).map(([name]) => name);

  async function save() {
    const saved = await Promise.all([...savers.values()].map((saver) => saver.save()));
    return saved.every(Boolean);
  }

  /**
   * @param {string} name
   * @param {"" | "typing" | "saved" | "failed"} saving
   */
  function mark(name, saving) {
    const place = fieldIn(form, name).closest(".field");
    if (!(place instanceof HTMLElement)) return;
    const words = { "": "", typing: "…", saved: "✓ 已保存", failed: "没有保存" };
    const line = place.querySelector(".kept") ?? place.appendChild(element("span", { className: "kept", role: "status" }));
    write(line, words[saving]);
    line.classList.toggle("failed", saving === "failed");
    if (saving === "" || saving === "saved") refusals.delete(name);
    // While it is mended, the reason stands; it goes when the field is saved.
    if (saving !== "typing") tellProblem(form, name, refusals.get(name) ?? "");
  }

  /** @param {EventTarget | null} target */
  const nameOf = (target) => (target instanceof Element && "name" in target && isField(target) ? target.name : "");

  const struck = (/** @type {Event} */ { target }) => {
    const name = nameOf(target);
    if (name) saverOf(name).struck(name, valueIn(form, name));
  };
  form.addEventListener("input", struck);
  // A list that is chosen from by other means than keys and mouse says only this.
  form.addEventListener("change", (event) => event.target instanceof HTMLSelectElement && struck(event));
  form.addEventListener("focusout", () => void save());
  form.addEventListener("keydown", (event) => {
    const name = nameOf(event.target);
    if (!name || isComposing(event)) return;
    if (event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && savers.get(name)?.texts.size) {
      event.preventDefault();
      restore(name);
    }
  });

  /** @param {string} name */
  function restore(name) {
    saverOf(name).forget(name);
    setValue(form, name, recorded(name));
  }

  return {
    save,
    /** Shows what is recorded; a field with a text that is not on the disk keeps it. @param {string[]} names */
    show: (names) => {
      for (const name of names) if (!savers.get(name)?.texts.size) setValue(form, name, recorded(name));
    },
    /** A field was filled by a button. @param {string} name @param {string} value */
    fill: (name, value) => {
      setValue(form, name, value);
      saverOf(name).struck(name, value);
    },
    /** The fields go back to what is recorded. */
    giveUp: () => {
      for (const name of unsavedNames()) restore(name);
    },
    /** What could not be saved, as a part of a sentence; empty where there is nothing. */
    left: () => unsavedNames().map((name) => `“${called(name)}”没有保存：${refusals.get(name) ?? ""}`).join("；"),
    goToLeft: () => {
      const [first] = unsavedNames();
      if (first) void telling(async () => fieldIn(form, first).focus());
    },
  };
}

/** @param {Element} target @returns {target is Field} */
const isField = (target) => target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/**
 * The field of a name; of several radio buttons the one that is chosen.
 * @param {ParentNode} form
 * @param {string} name
 * @returns {Field}
 */
export function fieldIn(form, name) {
  const found = form.querySelector(`[name="${name}"]:checked`) ?? find(form, `[name="${name}"]`, Element);
  if (isField(found)) return found;
  throw new Error(`the form has no field ${name}`);
}

/**
 * @param {ParentNode} form
 * @param {string} name
 */
function valueIn(form, name) {
  const field = fieldIn(form, name);
  return field instanceof HTMLInputElement && field.type === "checkbox" ? String(field.checked) : field.value;
}

/**
 * @param {ParentNode} form
 * @param {string} name
 * @param {string} value
 */
function setValue(form, name, value) {
  const field = fieldIn(form, name);
  if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === "true";
  else if (field instanceof HTMLInputElement && field.type === "radio") {
    find(form, `[name="${name}"][value="${CSS.escape(value)}"]`, HTMLInputElement).checked = true;
  } else if (field.value !== value) field.value = value;
}

/**
 * Tells a refusal at its field; an empty sentence takes it away.
 * @param {ParentNode} form
 * @param {string} name
 * @param {string} sentence
 */
export function tellProblem(form, name, sentence) {
  const field = fieldIn(form, name);
  const place = field.closest(".field");
  if (!place) return;
  const line = place.querySelector(".problem") ?? place.appendChild(element("em", { className: "problem", role: "alert" }));
  write(line, sentence);
  for (const one of form.querySelectorAll(`[name="${name}"]`)) one.setAttribute("aria-invalid", String(sentence !== ""));
}

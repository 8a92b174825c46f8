// Fields that save themselves like cells: when the field is left, when typing pauses, and before the window
// closes. A refused text stays in its field, marked red, with the reason.

import { sentenceOf } from "./backend.js";
import { halfWordSentence, isComposedIn, listenToComposition } from "./composition.js";
import { tell, telling } from "./messages.js";
import { element, find, write } from "./page.js";
import { savingOf } from "./saving.js";
import { turns } from "./turns.js";

/** @import { Cell } from "./cells.js" */

/** A field is saved after this pause: words are typed more slowly than digits. */
const FIELD_REST = 1000;

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * The fields of one form.
 * @param {HTMLElement} form
 * @param {{
 *   store: (name: string, value: string) => Promise<unknown>,
 *   recorded: (name: string) => string,
 *   called: (name: string) => string,
 *   givenUp?: () => unknown,
 *   questions?: Partial<Record<string, (value: string) => Promise<boolean>>>,
 * }} page `store` saves one field, never two at once; `recorded` returns the saved text. A field with a
 * question is saved only after a yes.
 */
export function fieldsOf(form, { store, recorded, called, givenUp = () => {}, questions = {} }) {
  /** Why each field was refused. @type {Map<string, string>} */
  const refusals = new Map();

  /** Fields that were in hand when another change was recorded. @type {Set<string>} */
  const late = new Set();

  /** Saving a field includes the saved values of the others, so two at once would undo each other. */
  const inTurn = turns();

  /** Each field has its own saver, so that a refused field does not block the others. @type {Map<string, ReturnType<typeof savingOf<string, { operation: null }>>>} */
  const savers = new Map();

  /** @param {string} name */
  function saverOf(name) {
    const known = savers.get(name);
    if (known) return known;
    const made = savingOf({
      rest: FIELD_REST,
      save: async (texts) => {
        try {
          for (const [, value] of texts) await inTurn(() => store(name, value));
          return { operation: null };
        } catch (thrown) {
          refusals.set(name, sentenceOf(thrown));
          throw thrown;
        }
      },
      saved: () => show([name]),
      mark,
      say: () => {},
      hopeless: ["only_looking"],
      called,
      givenUp: () => {
        put(name);
        givenUp();
      },
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
    // While the text is being corrected, the reason stays; it disappears when the field is saved.
    if (saving !== "typing") tellProblem(form, name, refusals.get(name) ?? "");
  }

  /** @param {EventTarget | null} target */
  const nameOf = (target) => (target instanceof Element && "name" in target && isField(target) ? target.name : "");

  listenToComposition(form, {
    cellOf: (target) => (nameOf(target) && isTypedIn(target) ? target : null),
    typed: (cell) => saverOf(cell.name).struck(cell.name, cell.value),
    left: (cell) => save().then(() => late.delete(cell.name) && show([cell.name])),
    halfWord: (cell, letters) => tell(halfWordSentence(letters, { called: `“${called(cell.name)}”`, text: cell.value })),
  });
  form.addEventListener("change", ({ target }) => {
    const name = nameOf(target);
    if (name && !isTypedIn(target)) void choose(name);
  });
  form.addEventListener("focusout", ({ target }) => void (isTypedIn(target) || save()));
  form.addEventListener("keydown", (event) => {
    const name = nameOf(event.target);
    if (!name) return;
    if (event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && savers.get(name)?.texts.size) {
      event.preventDefault();
      void restore(name);
    }
  });

  /**
   * Something was chosen, perhaps only in passing: the arrow keys choose each option on their way.
   * @param {string} name
   */
  async function choose(name) {
    const value = valueIn(form, name);
    const question = value === recorded(name) ? undefined : questions[name];
    let agreed = !question;
    await telling(async () => { agreed = !question || (await question(value)); });
    if (!agreed) {
      put(name);
      return;
    }
    setValue(form, name, value);
    saverOf(name).struck(name, value);
    if (question) void save();
  }

  /**
   * Shows the recorded text after the running save has ended.
   * @param {string} name
   */
  async function restore(name) {
    saverOf(name).forget(name);
    await saverOf(name).settled();
    if (!savers.get(name)?.texts.size) put(name);
  }

  /** @param {string} name */
  function put(name) {
    const field = fieldIn(form, name);
    if (!(isTypedIn(field) && isComposedIn(field))) setValue(form, name, recorded(name));
  }

  /**
   * Shows the recorded texts. A field with an unsaved text keeps it, and the field in hand is not changed
   * while somebody is typing; it is updated when it is left.
   * @param {string[]} names
   */
  function show(names) {
    for (const name of names) {
      const field = fieldIn(form, name);
      if (savers.get(name)?.texts.size) continue;
      if (isTypedIn(field) && field === document.activeElement && field.value !== recorded(name)) late.add(name);
      else put(name);
    }
  }

  return {
    save,
    show,
    /** Fills a field from a button. @param {string} name @param {string} value */
    fill: (name, value) => {
      setValue(form, name, value);
      saverOf(name).struck(name, value);
    },
    /** Resets the fields to the recorded texts. */
    giveUp: () => {
      for (const name of unsavedNames()) void restore(name);
    },
    /** What could not be saved, as a part of a sentence; empty if everything is saved. */
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
 * Whether a field is for typing, not for choosing.
 * @param {EventTarget | null} target
 * @returns {target is Cell}
 */
const isTypedIn = (target) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null);

/**
 * The field with a name; for several radio buttons, the chosen one.
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
 * Shows a refusal at its field; an empty sentence removes it.
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

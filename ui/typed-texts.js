// The texts of a month that are no figures: remarks in the rows and fields around the tables. They save themselves as the
// fields of the settings do.

import * as backend from "./backend.js";
import { fieldIn, fieldsOf } from "./field-saving.js";

/** @import { Sheet } from "./types" */

const NAME = "text-";

/** The name of the input of a text. @param {string} id */
export const inputName = (id) => NAME + id;

/** @param {string} name */
const idOf = (name) => name.slice(NAME.length);

/**
 * @param {ParentNode} paper
 * @returns {HTMLInputElement[]}
 */
const inputsIn = (paper) => [...paper.querySelectorAll("input")].filter(({ name }) => name.startsWith(NAME));

/**
 * The texts of the month that is shown.
 * @param {HTMLElement} paper
 * @param {{ shown(): Sheet | null, saved(sheet: Sheet): unknown, givenUp(): unknown }} month
 */
export function typedTexts(paper, { shown, saved, givenUp }) {
  const fields = fieldsOf(paper, {
    store: async (name, text) => {
      const sheet = shown();
      if (sheet) await saved(await backend.setTypedText(sheet.month, idOf(name), text));
    },
    recorded: (name) => shown()?.texts?.[idOf(name)] ?? "",
    called: (name) => fieldIn(paper, name).getAttribute("aria-label") ?? "",
    givenUp,
  });
  paper.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement) step(paper, event, event.target);
  });
  return {
    ...fields,
    /**
     * Shows the texts of the month; what is not saved yet stays.
     * @param {boolean} locked
     */
    fill: (locked) => {
      const inputs = inputsIn(paper);
      for (const input of inputs) input.readOnly = locked;
      fields.show(inputs.map(({ name }) => name));
    },
    /** Whether a text in hand is not saved yet. @param {Element | null} input */
    isUnsaved: (input) => input instanceof HTMLInputElement && input.name.startsWith(NAME) && fields.left() !== "",
  };
}

/**
 * Goes to the text above or below, as in the cells of figures.
 * @param {HTMLElement} paper
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} input
 */
function step(paper, event, input) {
  const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !input.name.startsWith(NAME)) return;
  const cell = input.closest("td");
  if (!cell) return;
  const inputs = inputsIn(paper).filter((other) => other.closest("td")?.dataset.column === cell.dataset.column);
  const next = inputs[inputs.indexOf(input) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

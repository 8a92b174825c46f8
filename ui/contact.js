// Which of 填报人 and 联系电话 is blank on a form that asks for them.

import { form, named } from "./state.js";

/** @import { Unit } from "./types" */

/**
 * The names of what is blank, as the form has them.
 * @param {Unit | null} unit
 */
export const lacksContact = (unit) => /** @type {const} */ (["person", "phone"])
  .filter((field) => unit?.[field] === "" && [...form.header, ...form.footer].some(({ is }) => is === field))
  .map((field) => named(field));

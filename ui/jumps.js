// Where a finding leads: to a cell of the form, to the opening balance, or to the month that is missing.

import { go } from "./pages.js";
import { goTo } from "./paper.js";

/** @import { Check, Sheet } from "./types" */

/** Goes to the opening balance, to the first place that is not filled in. */
export const openOpening = () => go("settings", {});

/**
 * The action of a click on a finding; null if there is no place to go to.
 * @param {Sheet} sheet
 * @param {Check} check
 * @returns {(() => unknown) | null}
 */
export function jumpTo(sheet, { code, figure }) {
  if (code === "opening_unreadable" && figure) return () => go("settings", { figure });
  if (figure) return () => goTo(figure);
  if (code === "opening_missing") return openOpening;
  const [missing] = Object.values(sheet.cells).flatMap(({ total }) => total.missing).sort();
  return code === "months_missing" && missing ? () => go("form", { month: missing }) : null;
}

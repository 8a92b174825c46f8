// The differences between a report and the records, in words.

/** @import { Difference } from "./types" */

/**
 * Counts the figures that somebody changed and the totals that changed with them, so that one change does not
 * look like two.
 * @param {Difference[]} differences
 */
export function differencesInWords(differences) {
  const months = differences.filter(({ quantity }) => quantity === "month").length;
  const totals = differences.length - months;
  return [months ? `${months} 个当月数` : "", totals ? `${totals} 个累计数` : ""].filter(Boolean).join("、");
}

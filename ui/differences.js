// What a report says otherwise than the records do now, in words.

/** @import { Difference } from "./types" */

/**
 * How many figures somebody has changed, and how many totals have followed: one change is not told as two.
 * @param {Difference[]} differences
 */
export function differencesInWords(differences) {
  const months = differences.filter(({ quantity }) => quantity === "month").length;
  const totals = differences.length - months;
  return [months ? `${months} 个当月数` : "", totals ? `${totals} 个累计数` : ""].filter(Boolean).join("、");
}

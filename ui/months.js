// Months as the program writes them, 2022-03, and as people do.

/**
 * Every month from one up to and including another.
 * @param {string} first
 * @param {string} last
 */
export function monthsOf(first, last) {
  const months = [];
  for (let year = Number(first.slice(0, 4)), number = Number(first.slice(5)); ; number += 1) {
    if (number > 12) {
      number = 1;
      year += 1;
    }
    const month = `${year}-${String(number).padStart(2, "0")}`;
    if (month > last) return months;
    months.push(month);
  }
}

/**
 * 2022-03 → 2022年3月
 * @param {string} month
 */
export const monthName = (month) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

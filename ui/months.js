// Months in the program's notation, 2022-03, and in the usual one.

/**
 * Every month from the first up to and including the last.
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

/**
 * 2022-03 → 2022-02
 * @param {string} month
 */
export function monthBefore(month) {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/**
 * 2022-03-20T09:00:00+08:00 in the usual notation.
 * @param {string | null} moment
 */
export function momentInWords(moment) {
  const [, year, number, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(moment ?? "") ?? [];
  return year ? `${year}年${Number(number)}月${Number(day)}日 ${time}` : "";
}

// How far a draft is, in words: what is open, which notice is changed with it, and what follows once it was confirmed.

/** @import { FormChoice, NoticeOfDraft, NoticeReview } from "./types" */

/**
 * @param {NoticeReview} review
 * @param {number} added how many questions the last answer has raised
 */
export function stateInWords({ open, doubts, problem }, added) {
  if (open > 0) return `还有 ${open} 处拿不准${added > 0 ? `（刚才的回答带来 ${added} 处新的）` : ""}`;
  const answered = doubts.length === 0 ? "没有拿不准的地方" : "拿不准的都回答了";
  return problem ? answered : `${answered}，看过就点“确认”`;
}

/** @param {NoticeOfDraft} notice */
export function changeInWords({ title, edition, has_records: hasRecords }) {
  return `${title}（第 ${edition} 版）${hasRecords
    ? `已经填过数：确认后是第 ${edition + 1} 版，填过的都在；和填过的数对不上的，要先清空那里的数，会写明是哪几处，确认后再填。`
    : "还没有填过数：确认后就照改好的，原来的不留。"}`;
}

/**
 * What comes after a notice was confirmed.
 * @param {string} key that of its first form
 * @param {FormChoice[]} forms
 * @param {string[]} emptied the names of the months in which something was emptied for it
 */
export function nextInWords(key, forms, emptied) {
  if (emptied.length > 0) return `请把${[...new Set(emptied)].join("、")}清空的重新填上，别的都在`;
  const form = forms.find((one) => one.key === key);
  if (!form) return "";
  if (form.begun) return "填过的都在";
  const others = forms.filter(({ notice, begun }) => notice === form.notice && !begun).length - 1;
  return others > 0 ? `下面先登记${form.mark}，登记好了接着登记另外 ${others} 张` : "下面登记单位，登记好就填第一个月";
}

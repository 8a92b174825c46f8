// How far a draft is, in words: what is open, and which notice is changed with it.

/** @import { NoticeOfDraft, NoticeReview } from "./types" */

/** @param {NoticeReview} review */
export function stateInWords({ open, doubts, problem }) {
  if (open > 0) return `还有 ${open} 处拿不准`;
  const answered = doubts.length === 0 ? "没有拿不准的地方" : "拿不准的都回答了";
  return problem ? answered : `${answered}，看过就点“确认”`;
}

/** @param {NoticeOfDraft} notice */
export function changeInWords({ title, edition, has_records: hasRecords }) {
  return `${title}（第 ${edition} 版）${hasRecords
    ? `已经填过数：确认后是第 ${edition + 1} 版，填过的都在；对不上填过的数的改不了，会写明是哪几处。`
    : "还没有填过数：确认后就照改好的，原来的不留。"}`;
}

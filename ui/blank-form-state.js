// How far a draft is, in words: what is open, and which notice is changed with it.

/** @import { NoticeOfDraft, NoticeReview } from "./types" */

/** @param {NoticeReview} review */
export function stateInWords({ open, doubts, problem }) {
  if (open > 0) return `还有 ${open} 处拿不准`;
  const answered = doubts.length === 0 ? "没有拿不准的地方" : "拿不准的都回答了";
  return problem ? answered : `${answered}，看过没有错就点“确认”`;
}

/** @param {NoticeOfDraft} notice */
export function changeInWords({ edition, has_records: hasRecords }) {
  return hasRecords
    ? `已经填过数：确认后是第 ${edition + 1} 版，填过的都在；和填过的数对不上的地方改不了，会告诉是哪几处。`
    : "还没有填过数：确认后就照改好的，原来的不留。";
}

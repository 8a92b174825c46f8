// More commands of the program behind the page: adding a notice from its file or from a blank form, and looking over what was
// understood of one. The others are in backend.js.

import { call, callBeside } from "./shell.js";

/** @import { ChosenNotice, Correction, LeftDraft, NoticeReview, OriginalSheet } from "./types" */

/** @returns {Promise<boolean>} whether there are files to be read */
export const chooseNotice = () => callBeside("choose_notice");

/** The files that were chosen or handed over last. @type {(beside: boolean) => Promise<ChosenNotice | null>} */
export const readNoticeFiles = (beside) => callBeside("read_notice_files", { beside });

/** @returns {Promise<NoticeReview>} */
export const beginNoticeDraft = () => callBeside("begin_notice_draft");

/** @returns {Promise<LeftDraft | null>} */
export const leftNoticeDraft = () => call("left_notice_draft");

/** Takes up again the draft that a notice was made of. @type {(id: string) => Promise<NoticeReview>} */
export const takeUpNotice = (id) => callBeside("take_up_notice", { id });

/** @returns {Promise<NoticeReview | null>} */
export const noticeDraft = () => callBeside("notice_draft");

/** @returns {Promise<OriginalSheet[]>} */
export const noticeDraftOriginal = () => callBeside("notice_draft_original");

/** @type {(correction: Correction) => Promise<NoticeReview>} */
export const correctNoticeDraft = (correction) => call("correct_notice_draft", { correction });

/** @returns {Promise<NoticeReview>} */
export const undoNoticeDraft = () => call("undo_notice_draft");

/** @returns {Promise<NoticeReview>} */
export const redoNoticeDraft = () => call("redo_notice_draft");

/** @returns {Promise<void>} */
export const discardNoticeDraft = () => call("discard_notice_draft");

export const confirmNoticeDraft = () => callBeside("confirm_notice_draft");

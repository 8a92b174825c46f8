// The commands for what leaves the clerk's side, as one function each: 催报, 退回说明, 通报, 各单位数据, and the sums that are filled
// into the office's own month.

import { dated } from "./backend.js";
import { call, callBeside } from "./shell.js";

/** @import { DraftedNote, Preview, Reminder, SavedList, ShownFilling, Undone } from "./types" */

/** @type {(month: string) => Promise<Reminder>} */
export const reminder = (month) => call("reminder", { month });

/** @type {(month: string) => Promise<string | null>} */
export const saveReminder = (month) => callBeside("save_reminder", { month });

/** @type {(month: string) => Promise<DraftedNote[]>} */
export const returnNotes = (month) => call("return_notes", { month });

/** @type {(month: string, unit: string | null) => Promise<string | null>} */
export const saveReturnNotes = (month, unit) => callBeside("save_return_notes", { month, unit });

/** @type {(month: string) => Promise<Preview>} */
export const previewBulletin = (month) => callBeside("preview_bulletin", { month });

/** @type {(month: string) => Promise<string | null>} */
export const saveBulletinWord = (month) => dated((sure) => callBeside("save_bulletin_word", { month, sure }));

/** @type {(month: string) => Promise<string | null>} */
export const saveBulletinPdf = (month) => dated((sure) => callBeside("save_bulletin_pdf", { month, sure }));

/** @type {(month: string) => Promise<string | null>} */
export const saveUnitTable = (month) => callBeside("save_unit_table", { month });

/** @type {(month: string) => Promise<SavedList | null>} */
export const saveMergedList = (month) => callBeside("save_merged_list", { month });

/** @type {(month: string) => Promise<ShownFilling>} */
export const planFilling = (month) => callBeside("plan_filling", { month });

/** @type {(stay: string[]) => Promise<number>} */
export const fillSums = (stay) => callBeside("fill_sums", { stay });

/** @returns {Promise<Undone | null>} */
export const undoFilling = () => callBeside("undo_filling");

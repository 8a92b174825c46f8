// More commands of the program behind the page, for 汇总: the register, the folder for what comes in, what goes out, and the sums
// that are filled into the office's own month. The others are in backend.js.

import { dated } from "./backend.js";
import { call, callBeside } from "./shell.js";

/** @import { Counting, DraftedNote, FormCoverage, Intake, IntakeFolder, MemberDraft, NewMember, Preview, RegisterPage, Reminder, SavedList, ShownFilling, Undone, UnknownName } from "./types" */

/** @returns {Promise<RegisterPage>} */
export const register = () => call("register");

/** What a change would do to the months; without a unit it is a new one. @type {(unit: number | null, draft: MemberDraft) => Promise<string[]>} */
export const previewMember = (unit, draft) => call("preview_member", { unit, draft });

/** @type {(members: NewMember[]) => Promise<void>} */
export const addMembers = (members) => call("add_members", { members });

/** @type {(unit: number, draft: MemberDraft) => Promise<void>} */
export const setMember = (unit, draft) => call("set_member", { unit, draft });

/** Takes a unit out of the register of which there is nothing. @type {(unit: number) => Promise<void>} */
export const removeMember = (unit) => call("remove_member", { unit });

/** What would count where a report is left out. @type {(report: string) => Promise<Counting[]>} */
export const previewExclusion = (report) => call("preview_exclusion", { report });

/** What becomes of the alias that a report made where it is left out. @type {(report: string) => Promise<UnknownName | null>} */
export const nameLeftOut = (report) => call("name_left_out", { report });

/** What becomes of a name on a report that the register does not know. @type {(report: string) => Promise<UnknownName | null>} */
export const previewAssignment = (report) => call("preview_assignment", { report });

/** @type {(unit: number, before: number | null) => Promise<void>} */
export const moveMember = (unit, before) => call("move_member", { unit, before });

/** @returns {Promise<IntakeFolder | null>} */
export const intakeFolder = () => callBeside("intake_folder");

/** @returns {Promise<string | null>} */
export const chooseIntakePlace = () => callBeside("choose_intake_place");

/** @returns {Promise<boolean>} */
export const revealIntakePlace = () => callBeside("reveal_intake_place");

/** @returns {Promise<Intake | null>} */
export const planIntakeFolder = () => callBeside("plan_intake_folder");

/** @type {(month: string) => Promise<FormCoverage>} */
export const formCoverage = (month) => call("form_coverage", { month });

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

/** @type {(replaced: string[]) => Promise<string>} */
export const fillingTotals = (replaced) => callBeside("filling_totals", { replaced });

/** @type {(stay: string[]) => Promise<number>} */
export const fillSums = (stay) => callBeside("fill_sums", { stay });

/** @returns {Promise<Undone | null>} */
export const undoFilling = () => callBeside("undo_filling");

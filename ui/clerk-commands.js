// More commands of the program behind the page, for 汇总: the register, and the folder for what comes in. The others are in
// backend.js.

import { call, callBeside } from "./shell.js";

/** @import { Intake, IntakeFolder, MemberDraft, NewMember, RegisterPage } from "./types" */

/** @returns {Promise<RegisterPage>} */
export const register = () => call("register");

/** What a change would do to the months; without a unit it is a new one. @type {(unit: number | null, draft: MemberDraft) => Promise<string[]>} */
export const previewMember = (unit, draft) => call("preview_member", { unit, draft });

/** @type {(members: NewMember[]) => Promise<void>} */
export const addMembers = (members) => call("add_members", { members });

/** @type {(unit: number, draft: MemberDraft) => Promise<void>} */
export const setMember = (unit, draft) => call("set_member", { unit, draft });

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

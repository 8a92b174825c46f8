// The one file that talks to the program behind the page. Every other module calls what is exported here.

/** @import { BackedUp, Backup, Finding, Form, Kept, Opening, Overview, Preview, Problem, Restored, Sheet, Trace, Undone, Unit } from "./types" */

/**
 * What the shell puts into the page before any script runs.
 * @typedef {{
 *   invoke(command: string, values?: Record<string, unknown>): Promise<unknown>,
 *   transformCallback(callback: (event: { payload: unknown }) => void): number,
 * }} Shell
 */

const shell = /** @type {{ __TAURI_INTERNALS__: Shell }} */ (/** @type {unknown} */ (window)).__TAURI_INTERNALS__;

/** Calls go one after the other, so that keys arrive in the order they were struck. */
let queue = Promise.resolve(/** @type {unknown} */ (undefined));

/**
 * @template T
 * @param {string} command
 * @param {Record<string, unknown>} [values]
 * @returns {Promise<T>}
 */
function call(command, values) {
  const answer = queue.then(() => shell.invoke(command, values));
  queue = answer.catch(() => undefined);
  return /** @type {Promise<T>} */ (answer);
}

/**
 * Whether something that was thrown is a refusal of the core, with a sentence for the officer.
 * @param {unknown} thrown
 * @returns {thrown is Problem}
 */
export function isProblem(thrown) {
  return typeof thrown === "object" && thrown !== null && "sentence" in thrown;
}

/**
 * The sentence of whatever was thrown.
 * @param {unknown} thrown
 */
export function sentenceOf(thrown) {
  return isProblem(thrown) ? thrown.sentence : `程序内部出错：${String(thrown)}。已保存的数都在，请重新打开程序再试`;
}

/** @returns {Promise<Form>} */
export const form = () => call("form");

/** @returns {Promise<Overview>} */
export const overview = () => call("overview");

/**
 * @param {Unit} unit
 * @param {[string, string][]} opening
 * @returns {Promise<void>}
 */
export const begin = (unit, opening) => call("begin", { unit, opening });

/** @type {(unit: Unit) => Promise<void>} */
export const setUnit = (unit) => call("set_unit", { unit });

/** @type {(month: string) => Promise<Sheet>} */
export const sheet = (month) => call("sheet", { month });

/** @type {(month: string, figure: string) => Promise<Trace>} */
export const trace = (month, figure) => call("trace", { month, figure });

/** @type {(month: string, figure: string, text: string) => Promise<Sheet>} */
export const typeText = (month, figure, text) => call("type_text", { month, figure, text });

/** @type {(month: string) => Promise<Sheet>} */
export const saveTyped = (month) => call("save_typed", { month });

/** @type {(month: string) => Promise<Sheet>} */
export const forgetTyped = (month) => call("forget_typed", { month });

/** @type {(month: string, figure: string, text: string) => Promise<number>} */
export const paste = (month, figure, text) => call("paste", { month, figure, text });

/** @type {(month: string) => Promise<number>} */
export const fillZero = (month) => call("fill_zero", { month });

/** @type {(month: string, noData: boolean) => Promise<Sheet>} */
export const setNoData = (month, noData) => call("set_no_data", { month, noData });

/** @type {(month: string, text: string) => Promise<Sheet>} */
export const setFilledOn = (month, text) => call("set_filled_on", { month, text });

/** @returns {Promise<Opening>} */
export const opening = () => call("opening");

/** @type {(texts: [string, string][]) => Promise<Opening>} */
export const setOpening = (texts) => call("set_opening", { texts });

/** @returns {Promise<Undone | null>} */
export const undo = () => call("undo");

/** @returns {Promise<Undone | null>} */
export const redo = () => call("redo");

/**
 * For what waits for a dialog: it does not hold up the other calls.
 * @template T
 * @param {string} command
 * @param {Record<string, unknown>} [values]
 * @returns {Promise<T>}
 */
function callBeside(command, values) {
  return /** @type {Promise<T>} */ (queue.then(() => shell.invoke(command, values)));
}

/** @type {(month: string) => Promise<string | null>} */
export const exportWorkbook = (month) => callBeside("export", { month });

/** @returns {Promise<Kept>} */
export const kept = () => call("kept");

/** @returns {Promise<Kept>} */
export const keptBesideDamaged = () => call("kept_beside_damaged");

/** @returns {Promise<BackedUp>} */
export const backUp = () => callBeside("back_up");

/** @returns {Promise<BackedUp | null>} */
export const chooseBackupFolder = () => callBeside("choose_backup_folder");

/** @returns {Promise<void>} */
export const forgetBackupFolder = () => call("forget_backup_folder");

/** @returns {Promise<string | null>} */
export const chooseBackup = () => callBeside("choose_backup");

/** @type {(path: string) => Promise<Preview>} */
export const previewBackup = (path) => call("preview_backup", { path });

/** @type {(path: string) => Promise<Restored>} */
export const restore = (path) => call("restore", { path });

/** @type {(path: string) => Promise<void>} */
export const look = (path) => call("look", { path });

/** @returns {Promise<void>} */
export const endLooking = () => call("end_looking");

/** @type {(passphrase: string | null) => Promise<string | null>} */
export const pack = (passphrase) => callBeside("pack", { passphrase });

/** @returns {Promise<string | null>} */
export const chooseHandover = () => callBeside("choose_handover");

/** @type {(passphrase: string | null) => Promise<Backup>} */
export const openHandover = (passphrase) => callBeside("open_handover", { passphrase });

/** @returns {Promise<Restored>} */
export const replaceByHandover = () => call("replace_by_handover");

/** @returns {Promise<void>} */
export const lookAtHandover = () => call("look_at_handover");

/** @returns {Promise<Finding[]>} */
export const doctor = () => callBeside("doctor");

/** @returns {Promise<boolean>} */
export const revealExport = () => call("reveal_export");

/** @returns {Promise<boolean>} */
export const revealFolder = () => call("reveal_folder");

/** @returns {Promise<void>} */
export const ready = () => call("ready");

/** @returns {Promise<void>} */
export const quit = () => call("quit");

/**
 * Calls back whenever the program sends an event.
 * @param {"changed" | "second-start" | "close-failed" | "warning"} event
 * @param {(payload: unknown) => void} callback
 */
export function listen(event, callback) {
  const handler = shell.transformCallback((sent) => callback(sent.payload));
  return call("plugin:event|listen", { event, target: { kind: "Any" }, handler });
}

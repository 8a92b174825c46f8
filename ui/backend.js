// The one file that talks to the program behind the page. Every other module calls what is exported here.

/** @import { Form, ImportPlan, Opening, Overview, Preview, Problem, ProjectField, ProjectForm, ProjectRow } from "./types" */
/** @import { ProjectSheet, SavedProject, Sheet, Trace, Undone, Unit } from "./types" */

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
 * Calls what takes its time: drawing pages, a save dialog, a printer. It sees whatever was called before it, and does
 * not hold up what is called after.
 * @template T
 * @param {string} command
 * @param {string} [month]
 * @returns {Promise<T>}
 */
function callBeside(command, month) {
  return /** @type {Promise<T>} */ (queue.then(() => shell.invoke(command, month === undefined ? {} : { month })));
}

/** @type {(month: string) => Promise<string | null>} */
export const exportWorkbook = (month) => callBeside("export", month);

/** @type {(month: string) => Promise<string | null>} */
export const exportPdf = (month) => callBeside("export_pdf", month);

/** @type {(month: string) => Promise<string>} */
export const print = (month) => callBeside("print", month);

/** @type {(month: string) => Promise<Preview>} */
export const preview = (month) => callBeside("preview", month);

/** @returns {Promise<ProjectForm>} */
export const projectForm = () => call("project_form");

/** @returns {Promise<ProjectSheet>} */
export const projectSheet = () => call("project_sheet");

/** @type {(id: number | null, field: ProjectField, text: string) => Promise<ProjectRow>} */
export const typeProject = (id, field, text) => call("type_project", { id, field, text });

/** @returns {Promise<SavedProject>} */
export const saveProject = () => call("save_project");

/** @returns {Promise<ProjectSheet>} */
export const forgetProject = () => call("forget_project");

/** @type {(id: number) => Promise<ProjectSheet>} */
export const removeProject = (id) => call("remove_project", { id });

/** @type {(id: number, place: number) => Promise<ProjectSheet>} */
export const moveProject = (id, place) => call("move_project", { id, place });

/** @returns {Promise<ProjectSheet>} */
export const sortProjects = () => call("sort_projects");

/** @type {(id: number, done: boolean) => Promise<ProjectSheet>} */
export const setProjectDone = (id, done) => call("set_project_done", { id, done });

/** @type {(id: number | null, field: ProjectField, text: string) => Promise<number>} */
export const pasteProjects = (id, field, text) => call("paste_projects", { id, field, text });

/** @returns {Promise<ProjectSheet>} */
export const sendProjects = () => call("send_projects");

/** @returns {Promise<ImportPlan | null>} */
export const planImport = () => callBeside("plan_import");

/** @returns {Promise<number>} */
export const importProjects = () => call("import_projects");

/** @returns {Promise<boolean>} */
export const projectsBesideMonth = () => call("projects_beside_month");

/** @type {(beside: boolean) => Promise<void>} */
export const setProjectsBesideMonth = (beside) => call("set_projects_beside_month", { beside });

/** @returns {Promise<string | null>} */
export const exportProjects = () => callBeside("export_projects");

/** @returns {Promise<string | null>} */
export const exportProjectsPdf = () => callBeside("export_projects_pdf");

/** @returns {Promise<string>} */
export const printProjects = () => callBeside("print_projects");

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
 * @param {"changed" | "second-start" | "close-failed"} event
 * @param {(payload: unknown) => void} callback
 */
export function listen(event, callback) {
  const handler = shell.transformCallback((sent) => callback(sent.payload));
  return call("plugin:event|listen", { event, target: { kind: "Any" }, handler });
}

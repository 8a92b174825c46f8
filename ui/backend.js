// The commands of the program behind the page, as one function each. The other modules call only these
// functions.

/**
 * @import {
 *   BackedUp, Backup, BackupPreview, Board, ChangedMonth, CheckCode, Choices, Contributions, Entry, Finding, Form, HandoverFile, Heading, HistoryLine, ImportPlan, Intake,
 *   Kept, Letter, LetterFiles, LetterTemplate, MailServer, MailSettings, Matrix, MonthView, MonthsPlan, NewMember, NextStep, NoticeView, Opening,
 *   Overview, Preview, Problem, ProjectField, ProjectForm, ProjectRow, ProjectSheet, Restored, SavedMonth, SavedOpening, SavedProject,
 *   SendingSettings, Sent, SentLine, Sheet, Side, Sides, SourceSheet, Stage, SumLine, SummaryPage, ToldChange, Trace, Trend, Undone, Unit, UnitInHand, UnitKind, Verdict, WrittenSummary, Zoom
 * } from "./types"
 */

import { call, callBeside, callWith } from "./shell.js";

export { listen } from "./shell.js";

/**
 * Whether a thrown value is a refusal of the core, with a sentence for the officer.
 * @param {unknown} thrown
 * @returns {thrown is Problem}
 */
export function isProblem(thrown) {
  return typeof thrown === "object" && thrown !== null && "sentence" in thrown;
}

/**
 * The sentence of a thrown value.
 * @param {unknown} thrown
 */
export function sentenceOf(thrown) {
  return isProblem(thrown) ? thrown.sentence : `程序内部出错：${String(thrown)}。已保存的数都在，请重新打开程序再试`;
}

/** Saves what is typed, and returns a sentence about what could not be saved. @type {() => Promise<string>} */
let saveFirst = async () => "";

/** @param {() => Promise<string>} save */
export function onSaveFirst(save) {
  saveFirst = save;
}

/**
 * Calls a command after all typed texts were saved: for exports, and for changes of more than one cell.
 * @template T
 * @param {() => Promise<T>} ask
 */
async function saved(ask) {
  const left = await saveFirst();
  if (left === "") return ask();
  throw /** @type {Problem} */ ({ code: "not_saved", sentence: `${left}。这一步还没有做，等它存上再做`, field: null });
}

/** Asks whether a time that can hardly be true is right. @type {(sentence: string) => Promise<boolean>} */
let askTime = async () => false;

/** @param {(sentence: string) => Promise<boolean>} ask */
export function onDoubtfulTime(ask) {
  askTime = ask;
}

/**
 * Does what is dated for ever. If the computer's time can hardly be true, the officer is asked first.
 * @template T
 * @param {(sure: boolean) => Promise<T>} work
 */
export async function dated(work) {
  try {
    return await work(false);
  } catch (thrown) {
    if (!isProblem(thrown) || thrown.code !== "clock_doubtful" || !(await askTime(thrown.sentence))) throw thrown;
  }
  return work(true);
}

/** @returns {Promise<Form>} */
export const form = () => call("form");

/** @param {number} edition */
export const formOfEdition = (edition) => call("form_of_edition", { edition });
export const notice = () => call("notice");
export const formChoices = () => call("form_choices");
export const toDo = () => call("to_do");

/** @param {string} key */
export const chooseForm = (key) => saved(() => call("choose_form", { key }));
export const addNotice = () => call("add_notice");

/** @type {(id: string, first: string, last: string | null) => Promise<NoticeView>} */
export const renewNotice = (id, first, last) => call("renew_notice", { id, first, last });

/** @param {string} id */
export const removeNotice = (id) => call("remove_notice", { id });

/** @param {string} id */
export const exportNotice = (id) => call("export_notice", { id });

/** @returns {Promise<Overview>} */
export const overview = () => call("overview");

/** @type {(folded: boolean) => Promise<void>} */
export const setPanelFolded = (folded) => call("set_panel_folded", { folded });

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

/** @type {(month: string, texts: [string, string][], inHand: string | null) => Promise<MonthView>} */
export const previewFigures = (month, texts, inHand) => call("preview_figures", { month, texts, inHand });

/** @type {(month: string, texts: [string, string][], inHand: string | null, instead: number | null) => Promise<SavedMonth>} */
export const setFigures = (month, texts, inHand, instead) => call("set_figures", { month, texts, inHand, instead });

/** @type {(month: string, figure: string, text: string) => Promise<number>} */
export const paste = (month, figure, text) => saved(() => call("paste", { month, figure, text }));

/** @type {(month: string) => Promise<number>} */
export const fillZero = (month) => saved(() => call("fill_zero", { month }));

/** @type {(month: string, noData: boolean) => Promise<Sheet>} */
export const setNoData = (month, noData) => saved(() => call("set_no_data", { month, noData }));

/** @type {(month: string, text: string) => Promise<Sheet>} */
export const setFilledOn = (month, text) => call("set_filled_on", { month, text });

/** @type {(month: string, id: string, text: string) => Promise<Sheet>} */
export const setTypedText = (month, id, text) => call("set_typed_text", { month, id, text });

/** @returns {Promise<Opening>} */
export const opening = () => call("opening");

/**
 * All problems of the unit's particulars.
 * @param {Unit} unit
 * @returns {Promise<Problem[]>}
 */
export const checkUnit = (unit) => call("check_unit", { unit });

/**
 * Fills cells of the opening balance; a text that cannot be read is kept and reported.
 * @type {(texts: [string, string][], instead: number | null) => Promise<SavedOpening>}
 */
export const fillOpening = (texts, instead) => call("fill_opening", { texts, instead });

/**
 * Pastes over the opening balance from a figure on, and returns how many cells were filled.
 * @param {string} figure
 * @param {string} text
 * @returns {Promise<number>}
 */
export const pasteOpening = (figure, text) => saved(() => call("paste_opening", { figure, text }));

/**
 * Reads the texts of an opening balance before there is any data.
 * @param {UnitKind} kind
 * @param {Record<string, string>} texts
 * @returns {Promise<Record<string, Entry>>}
 */
export const readOpening = (kind, texts) => call("read_opening", { kind, texts });

/**
 * Which cells a pasted text would fill in an opening balance, before there is any data.
 * @param {UnitKind} kind
 * @param {string} figure
 * @param {string} text
 * @returns {Promise<[string, string][]>}
 */
export const layOpening = (kind, figure, text) => call("lay_opening", { kind, figure, text });

/** @returns {Promise<Undone | null>} */
export const undo = () => saved(() => call("undo"));

/** @returns {Promise<Undone | null>} */
export const redo = () => saved(() => call("redo"));

/** @type {(month: string, revision: number | null) => Promise<string | null>} */
export const exportWorkbook = (month, revision) => saved(() => callBeside("export", { month, revision }));

/** @type {(month: string, revision: number | null) => Promise<string | null>} */
export const exportPdf = (month, revision) => saved(() => callBeside("export_pdf", { month, revision }));

/** @type {(month: string, revision: number | null) => Promise<string>} */
export const print = (month, revision) => saved(() => callBeside("print", { month, revision }));

/** @type {(month: string, revision: number | null, texts: [string, string][]) => Promise<Preview>} */
export const preview = (month, revision, texts) => callBeside("preview", { month, revision, texts });

/** @returns {Promise<Preview>} */
export const previewProjects = () => callBeside("preview_projects");

/** @returns {Promise<Zoom>} */
export const zoom = () => call("zoom");

/** @type {(steps: number) => Promise<Zoom>} */
export const changeZoom = (steps) => call("change_zoom", { steps });

/** @returns {Promise<ProjectForm | null>} */
export const projectForm = () => call("project_form");

/** @returns {Promise<ProjectSheet>} */
export const projectSheet = () => call("project_sheet");

/** @type {(id: number | null, texts: [ProjectField, string][]) => Promise<ProjectRow>} */
export const previewProject = (id, texts) => call("preview_project", { id, texts });

/** @type {(id: number | null, field: ProjectField, text: string, instead: number | null) => Promise<SavedProject>} */
export const saveProject = (id, field, text, instead) => call("save_project", { id, field, text, instead });

/** @type {(id: number) => Promise<ProjectSheet>} */
export const removeProject = (id) => saved(() => call("remove_project", { id }));

/** @type {(id: number, place: number) => Promise<ProjectSheet>} */
export const moveProject = (id, place) => saved(() => call("move_project", { id, place }));

/** @returns {Promise<ProjectSheet>} */
export const sortProjects = () => saved(() => call("sort_projects"));

/** @type {(id: number, done: boolean) => Promise<ProjectSheet>} */
export const setProjectDone = (id, done) => saved(() => call("set_project_done", { id, done }));

/** @type {(id: number | null, field: ProjectField, text: string) => Promise<number>} */
export const pasteProjects = (id, field, text) => saved(() => call("paste_projects", { id, field, text }));

/** @returns {Promise<ProjectSheet>} */
export const sendProjects = () => saved(() => dated((sure) => call("send_projects", { sure })));

/** @returns {Promise<ImportPlan | null>} */
export const planImport = () => saved(() => callBeside("plan_import"));

/** @returns {Promise<number>} */
export const importProjects = () => saved(() => call("import_projects"));

/** @returns {Promise<boolean>} */
export const chooseHandFilled = () => callBeside("choose_hand_filled");

/** @type {(choices: Choices) => Promise<MonthsPlan>} */
export const planMonths = (choices) => saved(() => call("plan_months", { choices }));

/** @returns {Promise<void>} */
export const importMonths = () => saved(() => call("import_months"));

/** @returns {Promise<boolean>} */
export const projectsBesideMonth = () => call("projects_beside_month");

/** @type {(beside: boolean) => Promise<void>} */
export const setProjectsBesideMonth = (beside) => call("set_projects_beside_month", { beside });

/** @returns {Promise<string | null>} */
export const exportProjects = () => saved(() => callBeside("export_projects"));

/** @returns {Promise<string | null>} */
export const exportProjectsPdf = () => saved(() => callBeside("export_projects_pdf"));

/** @returns {Promise<string>} */
export const printProjects = () => saved(() => callBeside("print_projects"));

/** @type {(span: string) => Promise<SummaryPage>} */
export const summary = (span) => call("summary", { span });

/** @type {(span: string, heading: Heading, text: string, instead: number | null) => Promise<WrittenSummary>} */
export const writeSummary = (span, heading, text, instead) => call("write_summary", { span, heading, text, instead });

/** @type {(span: string, heading: Heading) => Promise<SummaryPage>} */
export const takeFacts = (span, heading) => saved(() => call("take_facts", { span, heading }));

/** @type {(span: string, heading: Heading) => Promise<SummaryPage>} */
export const keepWords = (span, heading) => saved(() => call("keep_words", { span, heading }));

/** @type {(span: string, from: string) => Promise<SummaryPage>} */
export const takeWords = (span, from) => saved(() => call("take_words", { span, from }));

/** @type {(span: string, figure: string | null) => Promise<string>} */
export const summaryChart = (span, figure) => callBeside("summary_chart", { span, figure });

/** @type {(span: string) => Promise<string | null>} */
export const exportSummaryWord = (span) => saved(() => dated((sure) => callBeside("export_summary_word", { span, sure })));

/** @type {(span: string) => Promise<string | null>} */
export const exportSummaryPdf = (span) => saved(() => dated((sure) => callBeside("export_summary_pdf", { span, sure })));

/** @type {(span: string) => Promise<string>} */
export const printSummary = (span) => saved(() => dated((sure) => callBeside("print_summary", { span, sure })));

/** @type {(span: string) => Promise<string | null>} */
export const exportSummaryWorkbook = (span) => saved(() => dated((sure) => callBeside("export_summary_workbook", { span, sure })));

/** @returns {Promise<string>} */
export const manual = () => call("manual");

/** @returns {Promise<string>} */
export const licences = () => call("licences");

/** @returns {Promise<string | null>} */
export const exportMatrix = () => saved(() => callBeside("export_matrix"));

/** @type {(month: string | null, figure: string | null) => Promise<string | null>} */
export const exportHistory = (month, figure) => saved(() => callBeside("export_history", { month, figure }));

/** @type {(month: string) => Promise<Sheet>} */
export const finalize = (month) => saved(() => dated((sure) => call("finalize", { month, sure })));

/** @type {(month: string, reason: string) => Promise<Sheet>} */
export const reopen = (month, reason) => saved(() => call("reopen", { month, reason }));

/** @type {(month: string, how: string, recipient: string) => Promise<Sheet>} */
export const markSent = (month, how, recipient) => saved(() => dated((sure) => call("mark_sent", { month, how, recipient, sure })));

/** @type {(reason: string) => Promise<string[]>} */
export const correct = (reason) => saved(() => dated((sure) => call("correct", { reason, sure })));

/** @type {(month: string, texts: [string, string][], reason: string) => Promise<Sheet>} */
export const adjust = (month, texts, reason) => saved(() => call("adjust", { month, texts, reason }));

/** @type {(month: string, code: CheckCode, figure: string | null, text: string) => Promise<Sheet>} */
export const explain = (month, code, figure, text) => saved(() => call("explain", { month, code, figure, text }));

/** @returns {Promise<ChangedMonth[]>} */
export const differences = () => call("differences");

/** @type {(month: string, number: number) => Promise<Sheet>} */
export const revision = (month, number) => call("revision", { month, number });

/** @type {(month: string, step: NextStep) => Promise<void>} */
export const skipStep = (month, step) => call("skip_step", { month, step });

/** @type {(month: string) => Promise<boolean>} */
export const chooseScan = (month) => saved(() => callBeside("choose_scan", { month }));

/** @type {(month: string, bytes: ArrayBuffer) => Promise<void>} */
export const dropScan = (month, bytes) => saved(() => callWith("drop_scan", bytes, { month }));

/** @type {(month: string) => Promise<void>} */
export const removeScan = (month) => saved(() => call("remove_scan", { month }));

/** @type {(month: string) => Promise<ArrayBuffer>} */
export const scanPicture = (month) => callBeside("scan_picture", { month });

/** @type {(month: string, revision: number, name: string) => Promise<boolean>} */
export const openKept = (month, revision, name) => callBeside("open_kept", { month, revision, name });

/** @type {(month: string) => Promise<Letter>} */
export const letter = (month) => call("letter", { month });

/** @type {(month: string) => Promise<LetterFiles>} */
export const letterFiles = (month) => callBeside("letter_files", { month });

/** @type {(month: string) => Promise<string | null>} */
export const saveLetter = (month) => saved(() => callBeside("save_letter", { month }));

/** @type {(month: string) => Promise<boolean>} */
export const openDraft = (month) => saved(() => callBeside("open_draft", { month }));

/** @type {(month: string) => Promise<boolean>} */
export const revealDraft = (month) => saved(() => callBeside("reveal_draft", { month }));

/** @type {(month: string) => Promise<string | null>} */
export const saveSendingFiles = (month) => saved(() => callBeside("save_sending_files", { month }));

/** @returns {Promise<SendingSettings>} */
export const sendingSettings = () => call("sending_settings");

/** @type {(template: LetterTemplate) => Promise<SendingSettings>} */
export const setLetterTemplate = (template) => call("set_letter_template", { template });

/** @returns {Promise<SentLine[]>} */
export const sent = () => call("sent");

/** @returns {Promise<string | null>} */
export const exportSent = () => callBeside("export_sent");

/** @returns {Promise<Verdict | null>} */
export const chooseAndVerify = () => callBeside("choose_and_verify");

/** @type {(bytes: ArrayBuffer) => Promise<Verdict>} */
export const verifyDropped = (bytes) => callWith("verify_dropped", bytes);

/** @returns {Promise<string | null>} */
export const remind = () => callBeside("remind");

/** @type {(days: number) => Promise<SendingSettings>} */
export const setRemindDays = (days) => call("set_remind_days", { days });

/** @returns {Promise<Matrix>} */
export const matrix = () => call("matrix");

/** @type {(month: string | null, figure: string | null) => Promise<HistoryLine[]>} */
export const history = (month, figure) => call("history", { month, figure });

/** @returns {Promise<Kept>} */
export const kept = () => call("kept");

/** @returns {Promise<Kept>} */
export const keptBesideDamaged = () => call("kept_beside_damaged");

/** @returns {Promise<BackedUp>} */
export const backUp = () => saved(() => callBeside("back_up"));

/** @returns {Promise<BackedUp | null>} */
export const chooseBackupFolder = () => saved(() => callBeside("choose_backup_folder"));

/** @returns {Promise<void>} */
export const forgetBackupFolder = () => call("forget_backup_folder");

/** @returns {Promise<string | null>} */
export const chooseBackup = () => callBeside("choose_backup");

/** @type {(path: string) => Promise<BackupPreview>} */
export const previewBackup = (path) => call("preview_backup", { path });

/** @type {(path: string) => Promise<Restored>} */
export const restore = (path) => saved(() => call("restore", { path }));

/** @type {(path: string) => Promise<void>} */
export const look = (path) => saved(() => call("look", { path }));

/** @returns {Promise<void>} */
export const endLooking = () => call("end_looking");

/** @type {(passphrase: string | null) => Promise<HandoverFile | null>} */
export const pack = (passphrase) => saved(() => callBeside("pack", { passphrase }));

/** @returns {Promise<string | null>} */
export const chooseHandover = () => callBeside("choose_handover");

/** @returns {Promise<string | null>} */
export const askedHandover = () => callBeside("asked_handover");

/** @type {(passphrase: string | null) => Promise<Backup>} */
export const openHandover = (passphrase) => callBeside("open_handover", { passphrase });

/** @returns {Promise<Restored>} */
export const replaceByHandover = () => saved(() => call("replace_by_handover"));

/** @returns {Promise<void>} */
export const lookAtHandover = () => saved(() => call("look_at_handover"));

/** @returns {Promise<Finding[]>} */
export const doctor = () => saved(() => callBeside("doctor"));

/** @returns {Promise<MailSettings>} */
export const mailSettings = () => callBeside("mail_settings");

/** @type {(server: MailServer, code: string) => Promise<MailSettings>} */
export const setMailServer = (server, code) => callBeside("set_mail_server", { server, code });

/** @returns {Promise<MailSettings>} */
export const forgetMailServer = () => callBeside("forget_mail_server");

/** @type {(month: string | null, again: boolean, code: string) => Promise<Sent>} */
export const sendMail = (month, again, code) => saved(() => dated((sure) => callBeside("send_mail", { month, again, code, sure })));

/** @returns {Promise<Stage | null>} */
export const mailProgress = () => callBeside("mail_progress");

/** @returns {Promise<void>} */
export const cancelMail = () => callBeside("cancel_mail");

/** @returns {Promise<Sides>} */
export const sides = () => callBeside("sides");

/** @type {(side: Side) => Promise<void>} */
export const chooseSide = (side) => saved(() => callBeside("choose_side", { side }));

/** @returns {Promise<NewMember[]>} */
export const knownMembers = () => call("known_members");

/** @type {(text: string, usual: UnitKind) => Promise<NewMember[]>} */
export const readMembers = (text, usual) => call("read_members", { text, usual });

/** @type {(office: string, members: NewMember[], folder: string | null) => Promise<void>} */
export const beginCollation = (office, members, folder) => call("begin_collation", { office, members, folder });

/** @type {(month: string | null) => Promise<Board>} */
export const board = (month) => call("board", { month });

/** @type {(month: string, unit: number) => Promise<UnitInHand>} */
export const unitInHand = (month, unit) => call("unit_in_hand", { month, unit });

/** @returns {Promise<Intake | null>} */
export const chooseIntake = () => callBeside("choose_intake");

/** @returns {Promise<Intake | null>} */
export const chooseIntakeFolder = () => callBeside("choose_intake_folder");

/**
 * Hands over a file that was dropped on the page; a header takes no Chinese.
 * @type {(path: string, bytes: ArrayBuffer, isFirst: boolean) => Promise<void>}
 */
export const handOver = (path, bytes, isFirst) => callWith("hand_over", bytes, { path: encodeURIComponent(path), ...(isFirst ? { first: "yes" } : {}) });

/** @returns {Promise<Intake | null>} */
export const planHandedOver = () => callBeside("plan_handed_over");

/** @returns {Promise<number | null>} */
export const intakeProgress = () => callBeside("intake_progress");

/** @returns {Promise<void>} */
export const cancelIntake = () => callBeside("cancel_intake");

/** Answers which closed months are otherwise by it. @type {(receivedOn: string | null) => Promise<string[]>} */
export const takeIn = (receivedOn) => callBeside("take_in", { receivedOn });

/** @type {(month: string, unit: number, report: string | null, reason: string) => Promise<ToldChange>} */
export const acceptReport = (month, unit, report, reason) => call("accept_report", { month, unit, report, reason });

/** @type {(month: string, unit: number, reason: string) => Promise<ToldChange>} */
export const returnReport = (month, unit, reason) => call("return_report", { month, unit, reason });

/** @type {(month: string, unit: number, reason: string) => Promise<ToldChange>} */
export const exemptUnit = (month, unit, reason) => call("exempt_unit", { month, unit, reason });

/** @type {(month: string, unit: number, reason: string) => Promise<ToldChange>} */
export const expectUnit = (month, unit, reason) => call("expect_unit", { month, unit, reason });

/** @type {(month: string, unit: number, told: string) => Promise<void>} */
export const notePhone = (month, unit, told) => call("note_phone", { month, unit, told });

/** @type {(report: string, reason: string) => Promise<ToldChange>} */
export const excludeReport = (report, reason) => call("exclude_report", { report, reason });

/** `alone`: the name on it says nothing of other reports. @type {(report: string, unit: string | null, month: string | null, receivedOn: string | null, alone: boolean, reason: string) => Promise<ToldChange>} */
export const assignReport = (report, unit, month, receivedOn, alone, reason) => call("assign_report", { report, unit, month, receivedOn, alone, reason });

/** @type {(month: string) => Promise<void>} */
export const closeMonth = (month) => dated((sure) => call("close_month", { month, sure }));

/** @type {(month: string, reason: string) => Promise<void>} */
export const reopenMonth = (month, reason) => call("reopen_month", { month, reason });

/** @type {(month: string) => Promise<SumLine[]>} */
export const sums = (month) => call("sums", { month });

/** @type {(month: string, figure: string) => Promise<Contributions>} */
export const contributions = (month, figure) => call("contributions", { month, figure });

/** @type {(month: string, figure: string, unit: number | null) => Promise<Trend>} */
export const trend = (month, figure, unit) => call("trend", { month, figure, unit });

/** @type {(report: string, cell: string) => Promise<SourceSheet>} */
export const sourceSheet = (report, cell) => callBeside("source_sheet", { report, cell });

/** Opens a scan that a unit sent; false if there is no program for it. @type {(report: string) => Promise<boolean>} */
export const openReceivedScan = (report) => callBeside("open_received_scan", { report });

/** @returns {Promise<boolean>} */
export const revealExport = () => call("reveal_export");

/** @returns {Promise<boolean>} */
export const revealFolder = () => call("reveal_folder");

/** @returns {Promise<void>} */
export const ready = () => call("ready");

/** Answers the question before the window closes: everything is saved. @returns {Promise<void>} */
export const leave = () => call("leave");

/** Answers the question before the window closes: it cannot close yet. @returns {Promise<void>} */
export const stay = () => call("stay");

/** @returns {Promise<void>} */
export const quit = () => call("quit");

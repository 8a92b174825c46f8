// What was understood of a blank form, looked over before it becomes a notice: left the files as they are drawn, in the middle
// the form, on the right the questions and the fields of the place in hand. Each change is saved as it is made, and the page
// can be left and taken up again.

import * as backend from "./backend-notice-draft.js";
import { formChoices, isProblem, sentenceOf } from "./backend.js";
import { chosenReading, drawDoubt, drawDoubts, tellDoubt } from "./blank-form-doubts.js";
import { cameBack, emptied, forget, sentTo } from "./blank-form-emptied.js";
import { fieldsOfPlace, rowsAt, titleOf } from "./blank-form-fields.js";
import { drawOriginal, frame } from "./blank-form-original.js";
import { changeInWords, nextInWords, stateInWords } from "./blank-form-state.js";
import { drawUnderstood, markRows } from "./blank-form-understood.js";
import { fieldsOf } from "./field-saving.js";
import { ask, clearMessages, tell, telling } from "./messages.js";
import { takeFormInHand } from "./notices.js";
import { buttonOf, byId, element, find, setText } from "./page.js";
import { go } from "./pages.js";
import { isShown, overview, showPage } from "./state.js";

/** @import { Asked } from "./blank-form-fields.js" */
/** @import { InHand } from "./blank-form-understood.js" */
/** @import { Correction, NoticeReview, OriginalSheet, Place } from "./types" */

export const name = "blank-form";

/** The draft as it was last received. @type {NoticeReview} */
let review;
/** The files as they are drawn. @type {OriginalSheet[]} */
let sheets = [];
/** @type {InHand} */
let inHand = { is: "notice" };
/** How many questions the last change has raised. */
let added = 0;
/** The fields that are drawn, by their names. @type {Map<string, Asked>} */
let asked = new Map();
/** Of what they are: they are drawn anew only where that has changed, because somebody may be typing in one. */
let drawn = "";
/** @type {ReturnType<typeof fieldsOf>} */
let fields;

const fieldForm = () => find(document, "#in-hand-fields", HTMLFormElement);

/** What leads to other files: one more of the same notice, or those of a notice that is there. @type {{ addFile(): unknown, change(id: string): unknown }} */
let files;

/** @param {{ addFile(): unknown, change(id: string): unknown }} ways */
export function prepareBlankForm(ways) {
  files = ways;
  fields = fieldsOf(fieldForm(), {
    store: async (field, value) => {
      const one = asked.get(field);
      if (one) take(await backend.correctNoticeDraft(one.make(value)));
    },
    recorded: (field) => asked.get(field)?.value ?? "",
    called: (field) => asked.get(field)?.label ?? "",
  });
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    "blank-form-undo": undo,
    "blank-form-redo": redo,
    "blank-form-more": () => telling(async () => (await saved()) && files.addFile()),
    "blank-form-discard": () => telling(discard),
    "blank-form-leave": leave,
    "blank-form-confirm": () => telling(confirm),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
  find(document, "#blank-form-problem button", HTMLButtonElement).addEventListener("click", goToProblem);
  byId("page-blank-form").addEventListener("keydown", enterFirst, true);
  const doubt = find(document, "#doubt", HTMLFormElement);
  doubt.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer();
  });
  // Some browsers do not submit a form from a radio button.
  doubt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void answer();
  });
  fieldForm().addEventListener("submit", (event) => event.preventDefault());
  fieldForm().addEventListener("keydown", inField);
}

/** Shows the draft, at the first open question. */
export async function open() {
  let found;
  try {
    found = await backend.noticeDraft();
    if (found) sheets = await backend.noticeDraftOriginal();
  } catch (thrown) {
    // What cannot be read any more is let go of, or its file is dropped in again.
    if (!isProblem(thrown) || !(await ask(thrown.sentence, "不要了", "先放着", { loses: true }))) throw thrown;
    await backend.discardNoticeDraft();
    return;
  }
  if (!found) {
    tell("没有正在看的通知。请点“添加通知…”选一个空白表，或把它拖进来");
    return;
  }
  review = found;
  cameBack(review);
  // What was told on the way here, as which cell to empty, would cover the fields.
  clearMessages();
  added = 0;
  drawn = "";
  showPage(name);
  setText(document, "#blank-form-files", review.files.join("、"));
  drawOriginal(sheets, review.files, pressed);
  const first = review.doubts.findIndex((doubt) => doubt.answer === null);
  inHand = first >= 0 ? { is: "doubt", doubt: first } : { is: "notice" };
  draw();
  focus();
}

/**
 * Puts the cursor where one goes on; never on the button that confirms, which is not to be pressed by an Enter too many.
 */
export function focus() {
  const first = byId("page-blank-form").querySelector("#doubt:not([hidden]) input:checked")
    ?? (inHand.is === "doubt" ? fieldForm().querySelector("input, textarea, select") ?? byId("doubt-yes") : byId("in-hand-title"));
  if (first instanceof HTMLElement) first.focus();
  if (first instanceof HTMLInputElement && first.selectionStart !== null) first.select();
}

export const reread = async () => {
  const found = await backend.noticeDraft();
  if (found) take(found);
};

/**
 * What a change comes to, with the questions that it raises: a number that grows without a word looks like a mistake.
 * @param {NoticeReview} answered
 */
function learn(answered) {
  added = Math.max(0, answered.doubts.length - review.doubts.length);
  review = answered;
}

/** @param {NoticeReview} answered */
function take(answered) {
  learn(answered);
  // The fields are told first that they are saved; one that is not there any more cannot be.
  setTimeout(draw);
}

function draw() {
  drawTop();
  drawUnderstood(review, { choose: (place) => void choose(place), enter: focusFields });
  drawInHand();
}

function drawTop() {
  const { open: left, problem, changes } = review;
  setText(document, "#blank-form-open", stateInWords(review, added));
  setText(document, "#blank-form-title", changes ? "改已有的通知" : "看看读得对不对");
  byId("blank-form-changes").hidden = changes === null;
  setText(document, "#blank-form-changes", changes ? changeInWords(changes) : "");
  byId("blank-form-open").classList.toggle("asks", left > 0);
  buttonOf("blank-form-undo").disabled = !review.can_undo;
  buttonOf("blank-form-redo").disabled = !review.can_redo;
  const yes = buttonOf("blank-form-confirm");
  yes.disabled = left > 0 || problem !== null;
  byId("blank-form-problem").hidden = problem === null;
  setText(byId("blank-form-problem"), "span", problem ? `还不能确认。${problem.sentence}` : "");
  const way = find(document, "#blank-form-problem button", HTMLButtonElement);
  way.textContent = review.same ? "打开已有的" : problem?.filled ? `去${problem.filled.name}` : "去那里";
  way.hidden = problem === null || (review.same ? !review.same.can_be_changed : problem.form === null && problem.field === null && problem.filled === null);
}

function drawInHand() {
  const doubt = inHand.is === "doubt" ? review.doubts[inHand.doubt] : undefined;
  drawDoubts(review, inHand.is === "doubt" ? inHand.doubt : null, (one) => choose({ is: "doubt", doubt: one }));
  setText(document, "#in-hand-title", titleOf(review, inHand));
  const all = fieldsOfPlace(review, inHand);
  asked = new Map(all.map((one) => [one.name, one]));
  const shape = JSON.stringify([inHand, review.open, doubt?.answer, doubt?.is_changed, all.map(({ name: field, label, options, group }) => [field, label, options, group])]);
  if (shape === drawn) fields.show(all.map((one) => one.name));
  else drawAnew(all, doubt);
  drawn = shape;
  const { form, rows, places } = seenOf();
  markRows(form, rows);
  frame(places);
}

/**
 * @param {Asked[]} all
 * @param {import("./types").ReviewDoubt | undefined} doubt
 */
function drawAnew(all, doubt) {
  const at = document.activeElement;
  const held = at instanceof HTMLElement && fieldForm().contains(at) && "name" in at ? String(at.name) : "";
  const wasInside = at !== null && ["doubt", "in-hand-fields", "in-hand-actions"].some((id) => byId(id).contains(at));
  byId("doubt").hidden = doubt === undefined;
  const actions = [];
  const parts = grouped(all.filter(({ isRare }) => !isRare));
  // Where one of several readings is enough, each figure alone is rarely meant.
  const isFolded = doubt !== undefined && doubt.readings.length > 1 && parts.length > 0;
  if (doubt) {
    const isLast = review.doubts.every((other) => other === doubt || other.answer !== null);
    actions.push(drawDoubt(doubt, { isLast, fields: isFolded ? 0 : all.filter(({ isRare }) => !isRare).length }, { show: (/** @type {Place} */ place) => frame([place]) }));
  } else {
    byId("doubt").replaceChildren();
  }
  if (inHand.is === "row") {
    const { form, row } = inHand;
    const out = element("button", { type: "button" }, "不要这一行");
    out.addEventListener("click", () => void correct({ what: "leave_out", form, row }));
    actions.push(out);
  }
  const folded = (/** @type {string} */ why, /** @type {HTMLElement[]} */ those) => (those.length > 0 ? [element("details", null, element("summary", null, why), ...those)] : []);
  const rare = grouped(all.filter(({ isRare }) => isRare));
  fieldForm().replaceChildren(...(isFolded ? folded("都不对，一个一个改", parts) : [...parts, ...folded("不一样，一行一行写", rare)]));
  byId("in-hand-actions").replaceChildren(...actions);
  const again = held && fieldForm().querySelector(`[name="${held}"]`);
  if (again instanceof HTMLElement) again.focus();
  else if (wasInside) focus();
}

/**
 * The fields, those of one figure or column together.
 * @param {Asked[]} all
 */
function grouped(all) {
  /** @type {HTMLElement[]} */
  const parts = [];
  let last = "";
  for (const one of all) {
    const group = one.group ?? "";
    if (group !== "" && group !== last) parts.push(element("fieldset", { className: "of-figure" }, element("legend", null, group)));
    last = group;
    const place = group === "" ? null : parts.at(-1);
    if (place) place.append(drawField(one));
    else parts.push(drawField(one));
  }
  return parts;
}

/** @param {Asked} one */
function drawField({ name: field, label, is, value, options = [], hint = "", stand = "" }) {
  if (is === "check") {
    return element("label", { className: "field check" }, element("input", { type: "checkbox", name: field, checked: value === "true" }), ` ${label}`);
  }
  /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
  let input;
  if (is === "choice") {
    input = element("select", { name: field }, ...options.map(([key, words]) => new Option(words, key)));
    input.value = value;
  } else {
    input = is === "area" ? element("textarea", { name: field, rows: Math.min(5, Math.max(1, Math.ceil(value.length / 8))), value, placeholder: stand }) : element("input", { name: field, value, placeholder: stand });
    input.autocomplete = "off";
    input.spellcheck = false;
  }
  return element("label", { className: "field" }, element("span", { className: "label" }, label), input, ...(hint ? [element("span", { className: "hint" }, hint)] : []));
}

/** Where what is in hand stands: its rows, and its cells in the files. */
function seenOf() {
  /** @type {{ form: number | null, rows: number[], places: (Place | null)[] }} */
  const none = { form: null, rows: [], places: [] };
  if (inHand.is === "row") {
    const { form, row } = inHand;
    return { form, rows: [row], places: [review.forms[form]?.rows.find(({ number }) => number === row)?.place ?? null] };
  }
  if (inHand.is === "form") return { ...none, places: [review.forms[inHand.form]?.title_place ?? null] };
  if (inHand.is === "notice") {
    const { field } = inHand;
    return { ...none, places: [review.fields.find((one) => one.field === field)?.place ?? null] };
  }
  const doubt = review.doubts[inHand.doubt];
  const of = doubt && doubt.form !== null ? review.forms[doubt.form] : undefined;
  return doubt ? { form: doubt.form, rows: of ? rowsAt(of, doubt) : [], places: doubt.places } : none;
}

/** Saves what was typed; what is refused is gone to, because nothing else is done before it is right. */
async function saved() {
  const isSaved = await fields.save();
  if (!isSaved) fields.goToLeft();
  return isSaved;
}

/**
 * Takes something else in hand, after what was typed is saved.
 * @param {InHand} place
 */
async function choose(place) {
  if (!(await saved())) return;
  inHand = place;
  drawInHand();
  if (place.is === "notice" && place.field) focusField(`notice:${place.field}`);
  if (place.is === "doubt") focus();
}

/** @param {string} field */
function focusField(field) {
  const input = fieldForm().querySelector(`[name="${field}"]`);
  if (input instanceof HTMLElement) input.focus();
}

function focusFields() {
  const first = fieldForm().querySelector("input, textarea, select");
  if (first instanceof HTMLElement) first.focus();
}

/**
 * What stands at a cell of the files: a row of a form, a part of the notice, or a question.
 * @param {{ file: number, sheet: number, row: number, column: number }} at
 */
function pressed(at) {
  const isThere = (/** @type {Place | null} */ place) => place !== null && place.file === at.file && place.sheet === at.sheet && place.row === at.row;
  for (const [form, { rows, title_place: title }] of review.forms.entries()) {
    const row = rows.find(({ place }) => isThere(place));
    if (row) return choose({ is: "row", form, row: row.number });
    if (isThere(title)) return choose({ is: "form", form });
  }
  const field = review.fields.find(({ place }) => isThere(place));
  if (field) return choose({ is: "notice", field: field.field });
  const doubt = review.doubts.findIndex(({ places }) => places.some(isThere));
  return doubt >= 0 ? choose({ is: "doubt", doubt }) : undefined;
}

/**
 * Before any part of the page has it: Ctrl+Enter confirms wherever one is, and an Enter that is held down is one Enter.
 * @param {KeyboardEvent} event
 */
function enterFirst(event) {
  const confirms = event.ctrlKey || event.metaKey;
  if (event.key !== "Enter" || !(confirms || event.repeat)) return;
  event.preventDefault();
  event.stopPropagation();
  if (confirms && !event.repeat) void telling(confirm);
}

/**
 * Enter goes to the next field; in the last one of a question it answers it. Esc goes back to the form.
 * @param {KeyboardEvent} event
 */
function inField(event) {
  if (event.key !== "Enter" || event.target instanceof HTMLTextAreaElement && event.shiftKey) return;
  if (!(event.target instanceof HTMLElement)) return;
  event.preventDefault();
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (fieldForm().querySelectorAll(":is(input, textarea, select):not(details:not([open]) *)"))];
  const next = all[all.indexOf(event.target) + 1];
  if (next) next.focus();
  else if (inHand.is === "doubt") void answer();
  else void fields.save();
}

/** Answers the question in hand and goes on to the next open one. */
async function answer() {
  const doubt = inHand.is === "doubt" ? review.doubts[inHand.doubt] : undefined;
  if (inHand.is !== "doubt" || !doubt || !(await saved())) return;
  const at = inHand.doubt;
  try {
    learn(await backend.correctNoticeDraft({ what: "answer", doubt: at, question: doubt.question, reading: chosenReading() }));
  } catch (thrown) {
    tellDoubt(sentenceOf(thrown));
    const blank = [...asked.values()].find(({ label, value }) => value === "" && sentenceOf(thrown).includes(`“${label}”`));
    if (blank) focusField(blank.name);
    return;
  }
  const isOpen = (/** @type {number} */ one) => review.doubts[one]?.answer === null;
  const places = review.doubts.keys();
  const others = [...places].filter(isOpen);
  const next = others.find((one) => one > at) ?? others[0];
  // What is answered is not in hand any more, nor marked.
  inHand = next !== undefined ? { is: "doubt", doubt: next } : { is: "notice" };
  draw();
  if (next === undefined) byId("in-hand-title").focus();
  else focus();
}

/**
 * Makes a change that no field makes.
 * @param {Correction} correction
 */
const correct = (correction) => telling(async () => {
  if (await saved()) take(await backend.correctNoticeDraft(correction));
});

/**
 * Takes a change back, or makes it again, and shows the question that it answered.
 * @param {() => Promise<NoticeReview>} make
 */
const step = (make) => telling(async () => {
  if (!(await saved())) return;
  const before = review.doubts.map(({ answer: reading }) => reading);
  learn(await make());
  const doubt = review.doubts.findIndex(({ answer: reading }, at) => reading !== before[at]);
  if (doubt >= 0) inHand = { is: "doubt", doubt };
  const isLost = () => document.activeElement === null || document.activeElement === document.body;
  draw();
  if (doubt >= 0 || isLost()) focus();
});

const undo = () => step(backend.undoNoticeDraft);
const redo = () => step(backend.redoNoticeDraft);

/** Goes to what a notice would be refused for. */
function goToProblem() {
  const { problem, same } = review;
  if (!problem) return;
  if (same) {
    files.change(same.id);
    return;
  }
  const { form, row, field, filled } = problem;
  if (filled) {
    sentTo(filled);
    const sentence = `要改的那一格在${filled.name}：把填的数清空，再回去确认`;
    void telling(async () => (await saved()) && takeFormInHand(filled.form, filled.month, { sentence, label: "接着改通知", page: name, figure: filled.figure ?? "" }));
  } else if (field !== null) void choose({ is: "notice", field });
  else if (form !== null && row !== null) void choose({ is: "row", form, row }).then(focusFields);
  else if (form !== null) void choose({ is: "form", form }).then(focusFields);
}

const leave = () => go(overview.unit ? "settings" : "begin");

async function discard() {
  const sentence = review.changes ? "这次改的不要了？通知还是原来的样子。" : "这份读好的通知不要了？改过的也没有了，原来的文件不动。";
  if (!(await ask(sentence, "不要了", "留着", { loses: true }))) return;
  fields.giveUp();
  forget();
  await backend.discardNoticeDraft();
  await leave();
}

/** Makes a notice of the draft; then its first month is filled in. What hinders it is gone to. */
async function confirm() {
  if (!(await saved())) return;
  const asking = review.doubts.findIndex(({ answer: reading }) => reading === null);
  if (asking >= 0) {
    tell(`还有 ${review.open} 处拿不准的没有回答，回答完再确认`);
    await choose({ is: "doubt", doubt: asking });
    return;
  }
  if (review.problem) {
    goToProblem();
    return;
  }
  const { form, sentence } = await backend.confirmNoticeDraft();
  const cells = emptied();
  const [first] = cells;
  const next = nextInWords(form, await formChoices(), cells.map(({ name: month }) => month));
  await takeFormInHand(first?.form ?? form, first?.month, { sentence: [sentence, next].filter(Boolean).join("。"), figure: first?.figure ?? "" });
}

export const save = async () => !isShown(name) || fields.save();
export const left = () => fields.left();
export const giveUp = () => fields.giveUp();
export const goToLeft = () => fields.goToLeft();

export const shortcuts = {
  "Ctrl+enter": (/** @type {KeyboardEvent} */ { repeat }) => repeat || telling(confirm),
  "Ctrl+z": (/** @type {KeyboardEvent} */ { repeat, shiftKey }) => repeat || (shiftKey ? redo() : undo()),
  "Ctrl+y": (/** @type {KeyboardEvent} */ { repeat }) => repeat || redo(),
};

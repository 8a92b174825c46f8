// Adding a notice: from its own file, which is shown and added, or from blank forms, which are looked over first. Files come
// from the system's dialog, or are dropped on a page where a notice can be added.

import * as blankForm from "./blank-form.js";
import * as backend from "./backend-notice-draft.js";
import { addNotice, handOver } from "./backend.js";
import { ask, clearMessages, telling } from "./messages.js";
import { confirmed } from "./notice-preview.js";
import { takeNoticeInHand } from "./notices.js";
import { element } from "./page.js";
import { go } from "./pages.js";
import { isLooking, isShown } from "./state.js";
import { waiting } from "./waiting.js";

/** @import { ChosenNotice } from "./types" */

/** Where a file that is dropped is meant as a notice. */
const PAGES = ["settings", "begin", blankForm.name];

export function prepareNoticeAdding() {
  blankForm.prepareBlankForm({ addFile: () => telling(() => addFromFile(true)), change: (id) => telling(() => changeNotice(id)) });
  const takes = (/** @type {DragEvent} */ event) => PAGES.some(isShown) && !isLooking() && event.dataTransfer?.types.includes("Files") === true;
  document.addEventListener("dragover", (event) => {
    if (!takes(event) || event.defaultPrevented) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!takes(event) || event.defaultPrevented) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    void telling(async () => goOn(await dropped(files)));
  });
}

/**
 * Hands the files over, and has them read.
 * @param {File[]} files
 */
async function dropped(files) {
  return waiting(async () => {
    for (const [at, file] of files.entries()) await handOver(file.name, await file.arrayBuffer(), at === 0);
    return backend.readNoticeFiles(isShown(blankForm.name));
  });
}

/**
 * Asks for files and goes on with them.
 * @param {boolean} [beside] whether they belong to the draft that is looked over
 */
export async function addFromFile(beside = false) {
  if (await backend.chooseNotice()) await goOn(await waiting(() => backend.readNoticeFiles(beside)), beside);
}

/**
 * A notice is shown and added when the officer says so; a blank form is looked over.
 * @param {ChosenNotice | null} chosen
 * @param {boolean} [beside]
 */
async function goOn(chosen, beside = isShown(blankForm.name)) {
  if (!chosen) return;
  const { preview, left } = chosen;
  if (preview) {
    if (!await confirmed(preview)) return;
    const { id } = await addNotice();
    await takeNoticeInHand(id);
    return;
  }
  if (left && !beside) {
    const sentence = `上次的“${left.files.join("、")}”还没有看完。换成这一份，上次改过的就没有了。`;
    if (!await ask(sentence, "换成这一份", "接着看上次的", { loses: true })) return go(blankForm.name);
  }
  await backend.beginNoticeDraft();
  clearMessages();
  await go(blankForm.name);
}

/**
 * Looks over again the blank form that a notice was made of.
 * @param {string} id
 */
export async function changeNotice(id) {
  const left = await backend.leftNoticeDraft().catch(() => null);
  if (left && left.of !== id) {
    const sentence = `“${left.files.join("、")}”还没有看完。打开另一个，这里改过的就没有了。`;
    if (!await ask(sentence, "打开另一个", "接着看这一个", { loses: true })) return go(blankForm.name);
  }
  if (await waiting(() => backend.takeUpNotice(id))) await go(blankForm.name);
}

/** Offers the draft that was left, where there is one. @returns {Promise<HTMLElement[]>} */
export async function leftDraft() {
  // One that cannot be read is told where it is looked over, and must not shut the page on which it is offered.
  const left = await backend.leftNoticeDraft().catch(() => ({ files: ["没有看完的通知"], of: null }));
  if (!left) return [];
  const words = left.of === null ? "接着看" : "接着改";
  return [element("button", { type: "button", onclick: () => void go(blankForm.name) }, `${words}“${left.files.join("、")}”…`)];
}

// The folder in which the office keeps what comes in: shown on the board, chosen there, and read again on F5. Nobody watches it.

import * as backend from "./backend.js";
import * as clerk from "./backend-collation.js";
import { readAgain } from "./intake.js";
import { tell, telling } from "./messages.js";
import { buttonOf, byId, setText } from "./page.js";

/** @import { IntakeFolder } from "./types" */

/** @type {IntakeFolder | null} */
let folder = null;

/** What is drawn anew when another folder was chosen. @type {() => unknown} */
let drawElsewhere = () => undefined;

/** @param {() => unknown} drawNext is called when another folder was chosen */
export function prepareIntakeFolder(drawNext) {
  drawElsewhere = drawNext;
  /** @type {Record<string, () => unknown>} */
  const buttons = {
    "folder-read": readFolder,
    "folder-choose": chooseFolder,
    "folder-reveal": () => telling(clerk.revealIntakePlace),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", () => void run());
}

/** Reads which folder it is and draws it. */
export async function learnFolder() {
  folder = await clerk.intakeFolder();
  draw();
}

function draw() {
  const { path, problem } = folder ?? { path: "", problem: null };
  setText(document, "#folder-path", path || "还没有选。选单位报来的表平时放在哪个文件夹，以后按 F5 就收里面新的");
  byId("folder-path").title = path;
  setText(document, "#folder-problem", problem ?? "");
  byId("folder-problem").hidden = problem === null;
  buttonOf("folder-read").hidden = folder === null;
  buttonOf("folder-reveal").hidden = folder === null || problem !== null;
  buttonOf("folder-choose").textContent = folder === null ? "选择…" : "换…";
}

/** Whether one was chosen. */
export const hasFolder = () => folder !== null;

/** Reads what lies in the folder now; where none was chosen, it is chosen first. */
export async function readFolder() {
  if (document.querySelector("dialog[open]")) return;
  if (folder === null && !(await chooseFolder())) return;
  await readAgain(async () => {
    try {
      return await clerk.planIntakeFolder();
    } catch (thrown) {
      if (!backend.isProblem(thrown) || thrown.code !== "intake_folder") throw thrown;
      tell(thrown.sentence, { problem: true, action: { label: "重新选…", run: () => void chooseFolder() } });
      return null;
    }
  });
  // It may have gone or come back.
  await telling(learnFolder);
}

/** @returns {Promise<boolean>} whether one was chosen */
export async function chooseFolder() {
  let chosen = false;
  await telling(async () => {
    chosen = (await clerk.chooseIntakePlace()) !== null;
    if (!chosen) return;
    await learnFolder();
    drawElsewhere();
  });
  return chosen;
}

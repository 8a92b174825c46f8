// The first start of 汇总: the office, and the units below it to confirm or to paste. Nothing is stored until it is begun.

import * as backend from "./backend.js";
import * as clerk from "./backend-collation.js";
import { telling } from "./messages.js";
import { buttonOf, byId, element, find } from "./page.js";
import { isShown, notice, showPage } from "./state.js";

/** @import { NewMember, Side } from "./types" */

export const name = "clerk-begin";

/** @type {NewMember[]} */
let members = [];
/** The places of those that are left out. @type {Set<number>} */
const leftOut = new Set();

/** The folder for what comes in, if one was chosen. @type {string | null} */
let folder = null;

const page = () => find(document, "#clerk-begin", HTMLFormElement);
const office = () => find(page(), "[name=office]", HTMLInputElement);
const pasted = () => find(page(), "[name=pasted]", HTMLTextAreaElement);
const usual = () => find(page(), "[name=usual]", HTMLSelectElement);

/** @param {Side} side which one is in hand */
export function prepareClerkBegin(side) {
  usual().append(...notice.kinds.map(({ id, name: called }) => new Option(called, id)));
  // The notice's own units are of the kinds before it; what is pasted besides is most often of the last.
  usual().selectedIndex = usual().length - 1;
  // Its own data is handed over, or restored, where it is in hand.
  byId("clerk-moved").hidden = side === "collation";
  byId("clerk-restore").hidden = side !== "collation";
  buttonOf("clerk-own").addEventListener("click", () => void telling(async () => {
    await backend.chooseSide("collation");
    location.reload();
  }));
  buttonOf("clerk-choose-folder").addEventListener("click", () => void telling(chooseFolder));
  buttonOf("clerk-add").addEventListener("click", () => void add());
  page().addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

export async function open() {
  showPage("clerk-begin");
  if (members.length === 0) members = await backend.knownMembers();
  draw();
  office().focus();
}

const kindName = (/** @type {string} */ kind) => notice.kinds.find(({ id }) => id === kind)?.name ?? kind;

const chosen = () => members.filter((_, place) => !leftOut.has(place));

function draw() {
  byId("clerk-members").replaceChildren(...members.map((member, place) => {
    const tick = element("input", { type: "checkbox", checked: !leftOut.has(place), ariaLabel: `${member.name}要报` });
    tick.addEventListener("change", () => {
      if (tick.checked) leftOut.delete(place);
      else leftOut.add(place);
      count();
    });
    const cells = [tick, member.name, kindName(member.kind), member.aliases.join("、")];
    return element("tr", null, ...cells.map((content) => element("td", null, content)));
  }));
  count();
}

function count() {
  byId("clerk-count").textContent = `要报的单位 ${chosen().length} 个`;
}

/** Reads what was pasted and puts it below the others; a name that is there already is not entered twice. */
async function add() {
  tellProblem("");
  try {
    const read = await backend.readMembers(pasted().value, usual().value);
    const known = new Set(members.map((member) => member.name));
    members = members.concat(read.filter((member) => !known.has(member.name)));
    pasted().value = "";
    draw();
    byId("clerk-members").lastElementChild?.scrollIntoView({ block: "nearest" });
  } catch (thrown) {
    tellProblem(backend.sentenceOf(thrown));
    pasted().focus();
  }
}

async function chooseFolder() {
  folder = (await clerk.chooseIntakePlace()) ?? folder;
  byId("clerk-folder").textContent = folder ?? "";
  buttonOf("clerk-choose-folder").textContent = folder === null ? "选择…" : "换…";
}

/** @param {string} sentence */
function tellProblem(sentence) {
  const problem = find(page(), ".refused", HTMLElement);
  problem.textContent = sentence;
  problem.hidden = sentence === "";
}

async function send() {
  tellProblem("");
  if (pasted().value.trim() !== "") {
    tellProblem("粘贴的单位还没有加进名册，请先按“加进名册”");
    pasted().focus();
    return;
  }
  try {
    await backend.beginCollation(office().value, chosen(), folder);
  } catch (thrown) {
    tellProblem(backend.sentenceOf(thrown));
    if (office().value.trim() === "") office().focus();
    return;
  }
  page().reset();
  location.reload();
}

/** Typed texts can be lost here, because nothing is stored before it is begun. */
export const save = async () => !isShown(name) || (office().value.trim() === "" && pasted().value.trim() === "");

export const left = () => "还没有点“开始汇总”，这一页填的都没有保存";

export const focus = () => office().focus();

export const reread = () => telling(async () => draw());

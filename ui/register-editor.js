// One unit of the register in hand: its fields right below its row, what the change does to the months, and why it is refused.
// Nothing is stored before 保存.

import * as backend from "./backend.js";
import * as clerk from "./backend-collation.js";
import { monthName } from "./months.js";
import { element } from "./page.js";
import { notice } from "./state.js";

/** @import { MemberDraft, RegisterPage, RegisterRow } from "./types" */

/** While one types, the effects are asked for after this pause. */
const PAUSE = 250;

/**
 * Makes the row with the fields.
 * @param {RegisterPage} page
 * @param {RegisterRow | null} row the unit; a new one without
 * @param {string} first the month from which a new unit reports
 * @param {{ done: () => unknown, removed: (name: string) => unknown, left: () => unknown }} then
 */
export function editorOf(page, row, first, { done, removed, left }) {
  const now = row ?? { name: "", kind: notice.kinds.at(-1)?.id ?? "", aliases: [], first_month: first, last_month: null, successor: null, person: "", phone: "" };
  const others = page.rows.filter(({ unit }) => unit !== row?.unit);
  /** @param {(string | null)[]} more a month outside the list that stands there already */
  const months = (...more) => [...new Set([...page.months, ...more])].filter((month) => month !== null).sort().map((month) => new Option(monthName(month), month));
  const fields = {
    name: textField("名称", now.name),
    kind: choice("类别", notice.kinds.map(({ id, name }) => new Option(name, id)), now.kind),
    aliases: textField("别名（用顿号隔开）", now.aliases.join("、")),
    first_month: choice("从哪月起报", [new Option("一开始就报", ""), ...months(now.first_month)], now.first_month ?? ""),
    last_month: choice("最后报哪月", [new Option("还在报", ""), ...months(now.last_month)], now.last_month ?? ""),
    // What is new replaces nobody yet.
    successor: choice("以后并入", [new Option("没有并入", ""), ...others.map(({ unit, name }) => new Option(name, String(unit)))], String(now.successor ?? "")),
    person: textField("填报人", now.person),
    phone: textField("电话", now.phone),
  };
  if (!row) for (const field of [fields.last_month, fields.successor]) field.label.hidden = true;
  fields.phone.input.setAttribute("inputmode", "tel");
  const effects = element("ul", { className: "effects" });
  const told = element("div", null, effects);
  told.setAttribute("role", "status");
  const refused = element("p", { className: "refused", hidden: true });
  refused.setAttribute("role", "alert");
  const yes = element("button", { type: "submit", className: "strong" }, row ? "保存" : "加进名册");
  const no = element("button", { type: "button", onclick: () => left() }, "取消");
  const remove = element("button", { type: "button", className: "remove", title: "只能去掉加错了的：什么都没有收到、处理过的单位", onclick: () => void takeOut() }, "从名册里去掉");
  remove.hidden = row === null;
  const reported = row?.reported_by ? [element("p", { className: "hint" }, `最近采用的表上写的是 ${row.reported_by}，催报时用表上的。`)] : [];
  const form = element(
    "form",
    { noValidate: true },
    element("div", { className: "fields" }, ...Object.values(fields).map(({ label }) => label)),
    ...reported,
    told,
    refused,
    element("div", { className: "actions" }, remove, no, yes),
  );
  form.setAttribute("aria-label", row ? `改“${row.name}”` : "加一个单位");
  const cell = element("td", { colSpan: 7 }, form);
  const made = element("tr", { className: "editor" }, cell);

  /** @returns {MemberDraft} */
  const draft = () => ({
    name: fields.name.input.value.trim(),
    kind: fields.kind.input.value,
    aliases: fields.aliases.input.value.split(/[、，,;；\s]+/u).filter(Boolean),
    first_month: fields.first_month.input.value || null,
    last_month: fields.last_month.input.value || null,
    successor: Number(fields.successor.input.value) || null,
    person: fields.person.input.value.trim(),
    phone: fields.phone.input.value.trim(),
  });
  const before = JSON.stringify(draft());
  const isChanged = () => JSON.stringify(draft()) !== before;

  /** @param {string} sentence */
  const refuse = (sentence) => {
    refused.textContent = sentence;
    refused.hidden = sentence === "";
  };

  let asked = 0;
  const preview = async () => {
    const own = (asked += 1);
    // A field of a new unit that was not reached yet is no mistake.
    if (!isChanged() || draft().name === "") {
      effects.replaceChildren();
      refuse("");
      return;
    }
    try {
      const sentences = await clerk.previewMember(row?.unit ?? null, draft());
      if (own !== asked) return;
      effects.replaceChildren(...sentences.map((sentence) => element("li", null, sentence)));
      refuse("");
    } catch (thrown) {
      if (own !== asked) return;
      effects.replaceChildren();
      refuse(backend.sentenceOf(thrown));
    }
  };

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void preview(), PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isChanged()) {
      event.preventDefault();
      left();
    } else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  async function send() {
    if (yes.disabled) return;
    clearTimeout(timer);
    asked += 1;
    yes.disabled = true;
    try {
      const { successor: _, ...member } = draft();
      await (row ? clerk.setMember(row.unit, draft()) : clerk.addMembers([member]));
    } catch (thrown) {
      effects.replaceChildren();
      refuse(backend.sentenceOf(thrown));
      (draft().name === "" ? fields.name.input : yes).focus();
      return;
    } finally {
      yes.disabled = false;
    }
    await done();
  }

  async function takeOut() {
    if (row === null || remove.disabled) return;
    clearTimeout(timer);
    asked += 1;
    remove.disabled = true;
    try {
      await clerk.removeMember(row.unit);
    } catch (thrown) {
      effects.replaceChildren();
      refuse(backend.sentenceOf(thrown));
      return;
    } finally {
      remove.disabled = false;
      remove.focus();
    }
    await removed(row.name);
  }

  return { unit: row?.unit ?? null, made, isChanged, focus: () => fields.name.input.focus() };
}

/**
 * @param {string} called
 * @param {string} value
 */
function textField(called, value) {
  const input = element("input", { autocomplete: "off", spellcheck: false, value });
  return { label: element("label", null, element("span", null, called), input), input };
}

/**
 * @param {string} called
 * @param {HTMLOptionElement[]} options
 * @param {string} value
 */
function choice(called, options, value) {
  const input = element("select", null, ...options);
  input.value = value;
  return { label: element("label", null, element("span", null, called), input), input };
}

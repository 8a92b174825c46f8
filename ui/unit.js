// The unit's particulars and its opening balance: at the first start, and later in the settings.

import * as backend from "./backend.js";
import { monthName, monthsOf } from "./months.js";
import { tell } from "./notice.js";
import { byId, copyOf, find, setText } from "./page.js";

/** @import { Entry, Form, Opening, Unit, UnitKind } from "./types" */

/** @type {Form} */
let form;
/** @type {() => Promise<void>} */
let whenChanged = async () => {};

/**
 * Draws both pages and listens to their forms.
 * @param {Form} definition
 * @param {{ begun: () => Promise<void>, changed: () => Promise<void> }} callbacks
 */
export function prepareUnit(definition, { begun, changed }) {
  form = definition;
  whenChanged = changed;

  byId("begin-unit").append(unitFields());
  drawOpening(byId("begin-grid"), {});
  const beginning = formOf("begin");
  const firstMonth = control(beginning, "first_month");
  const tellThrough = () => setText(document, "#begin-through", throughSentence(monthBefore(firstMonth.value)));
  firstMonth.addEventListener("change", tellThrough);
  tellThrough();
  // Who fills in fewer rows is not asked for the others.
  for (const kind of beginning.querySelectorAll("[name=kind]")) {
    if (kind instanceof HTMLInputElement) {
      kind.addEventListener("change", () => hideLeftBlank(byId("begin-grid"), /** @type {UnitKind} */ (kind.value)));
    }
  }
  onSubmit(beginning, async () => {
    await backend.begin(readUnit(beginning), readOpening(byId("begin-grid")));
    await begun();
  });

  const settings = formOf("settings");
  settings.append(copyOf("settings-fields"));
  find(settings, "[data-unit-fields]", HTMLElement).append(unitFields());
  onSubmit(settings, async () => {
    await backend.setUnit(readUnit(settings));
    tell("单位资料已保存");
    await whenChanged();
  });
  const opening = formOf("opening");
  onSubmit(opening, async () => {
    showOpening(await backend.setOpening(readOpening(byId("opening-grid"))));
    tell("期初累计已保存，各月累计数已重新计算");
    await whenChanged();
  });
}

/**
 * Fills the settings with what is recorded.
 * @param {Unit} unit
 */
export async function showSettings(unit) {
  const settings = formOf("settings");
  for (const name of /** @type {const} */ (["name", "person", "phone", "first_month"])) {
    control(settings, name).value = unit[name];
  }
  find(settings, `[name=kind][value=${unit.kind}]`, HTMLInputElement).checked = true;
  find(settings, "[name=restart_each_year]", HTMLInputElement).checked = unit.restart_each_year;
  showOpening(await backend.opening());
}

/** @param {Opening} opening */
function showOpening(opening) {
  setText(document, "#opening-through", throughSentence(opening.through_name));
  drawOpening(byId("opening-grid"), opening.entries);
}

/** @param {string} through */
function throughSentence(through) {
  return `填截至${through}底的累计数，一般在上一张表的“${form.columns.total}”里；没有的填 0，暂时不知道的留空。`;
}

/**
 * 2022-03 → 2022年2月
 * @param {string} month
 */
function monthBefore(month) {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}年12月` : `${year}年${number - 1}月`;
}

function unitFields() {
  const fields = copyOf("unit-fields");
  const select = find(fields, "select", HTMLSelectElement);
  const { first_month: first, last_month: last } = form.campaign;
  for (const month of monthsOf(first, last)) select.add(new Option(monthName(month), month));
  return fields;
}

/**
 * @param {HTMLElement} grid
 * @param {Record<string, Entry>} entries
 */
function drawOpening(grid, entries) {
  const fields = [];
  for (const row of form.sections.flatMap((section) => section.rows)) {
    for (const figure of row.figures) {
      const entry = entries[figure.id];
      const field = find(copyOf("opening-field"), "label", HTMLLabelElement);
      field.dataset.figure = figure.id;
      field.hidden = entry?.state === "not_applicable";
      setText(field, ".label", `${row.number}．${figure.name}`);
      setText(field, ".unit", figure.unit);
      find(field, "input", HTMLInputElement).value = entry?.state === "value" ? entry.amount : "";
      fields.push(field);
    }
  }
  grid.replaceChildren(...fields);
}

/**
 * @param {HTMLElement} grid
 * @param {UnitKind} kind
 */
function hideLeftBlank(grid, kind) {
  for (const row of form.sections.flatMap((section) => section.rows)) {
    for (const { id } of row.figures) {
      find(grid, `[data-figure="${id}"]`, HTMLElement).hidden = row.left_blank_by.includes(kind);
    }
  }
}

/**
 * @param {HTMLElement} grid
 * @returns {[string, string][]}
 */
function readOpening(grid) {
  const fields = [...grid.querySelectorAll("label")].filter((field) => !field.hidden);
  return fields.map((field) => [field.dataset.figure ?? "", find(field, "input", HTMLInputElement).value]);
}

/**
 * @param {HTMLFormElement} of
 * @returns {Unit}
 */
function readUnit(of) {
  const kind = of.querySelector("[name=kind]:checked");
  const restart = of.querySelector("[name=restart_each_year]");
  return {
    name: control(of, "name").value,
    kind: /** @type {UnitKind} */ (kind instanceof HTMLInputElement ? kind.value : ""),
    person: control(of, "person").value,
    phone: control(of, "phone").value,
    first_month: control(of, "first_month").value,
    restart_each_year: restart instanceof HTMLInputElement && restart.checked,
  };
}

/** @param {string} id */
const formOf = (id) => find(document, `#${id}`, HTMLFormElement);

/**
 * @param {HTMLFormElement} of
 * @param {string} name
 */
function control(of, name) {
  const found = of.elements.namedItem(name);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`the form has no field ${name}`);
}

/**
 * Sends a form; what is refused is told at its field, or above the button where it belongs to none.
 * @param {HTMLFormElement} of
 * @param {() => Promise<void>} send
 */
function onSubmit(of, send) {
  of.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = find(of, ".refused", HTMLElement);
    refused.hidden = true;
    for (const problem of of.querySelectorAll(".problem")) problem.textContent = "";
    if (of.querySelector("[name=kind]") && !of.querySelector("[name=kind]:checked")) {
      refuse(of, "kind", "请选择单位类别；镇乡、街道不填 10-12 项");
      return;
    }
    try {
      await send();
    } catch (thrown) {
      const field = backend.isProblem(thrown) ? thrown.field : null;
      if (field && refuse(of, field, backend.sentenceOf(thrown))) return;
      refused.textContent = backend.sentenceOf(thrown);
      refused.hidden = false;
    }
  });
}

/**
 * Tells a refusal at the field it belongs to. False if the form has no such field.
 * @param {HTMLFormElement} of
 * @param {string} field
 * @param {string} sentence
 */
function refuse(of, field, sentence) {
  const name = CSS.escape(field);
  const input = of.querySelector(`[name="${name}"], [data-figure="${name}"] input`);
  const problem = input?.closest(".field, .opening-field")?.querySelector(".problem");
  if (!(input instanceof HTMLElement) || !problem) return false;
  problem.textContent = sentence;
  input.closest("details")?.setAttribute("open", "");
  input.focus();
  return true;
}

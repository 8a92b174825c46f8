// The unit's particulars in the settings: every field is saved by itself, like a cell.

import * as backend from "./backend.js";
import { fieldsOf } from "./field-saving.js";
import { monthName, monthsOf } from "./months.js";
import { telling } from "./notice.js";
import { byId, copyOf, find } from "./page.js";
import { showOpening } from "./opening.js";
import { turns } from "./turns.js";

/** @import { Form, Unit, UnitKind } from "./types" */

const NAMES = /** @type {const} */ (["name", "kind", "person", "phone", "first_month", "restart_each_year"]);

const LABELS = /** @type {Record<string, string>} */ ({
  name: "填报单位",
  kind: "单位类别",
  person: "填报人",
  phone: "联系电话",
  first_month: "已经报过哪些月",
  restart_each_year: "每年重新计算累计",
});

/** Each field is saved with what is on the disk of the others: two at once would take each other back. */
const inTurn = turns();

/** What is on the disk. @type {Unit | null} */
let recorded = null;
/** @type {() => Promise<unknown>} */
let whenChanged = async () => {};
/** @type {ReturnType<typeof fieldsOf>} */
let fields;

/**
 * @param {Form} form
 * @param {{ changed: () => Promise<unknown> }} callbacks
 */
export function prepareUnit(form, { changed }) {
  whenChanged = changed;
  const settings = byId("settings");
  settings.append(copyOf("settings-fields"));
  find(settings, "[data-unit-fields]", HTMLElement).replaceWith(unitFields(form));
  fields = fieldsOf(settings, {
    store: (name, value) => inTurn(() => store(name, value)),
    recorded: (name) => String(recorded?.[/** @type {keyof Unit} */ (name)] ?? ""),
    called: (name) => LABELS[name] ?? name,
    givenUp: () => void telling(async () => fields.show([...NAMES])),
  });
}

/**
 * The fields that are asked at the first start too.
 * @param {Form} form
 */
export function unitFields(form) {
  const fields = copyOf("unit-fields");
  const { first_month: first, last_month: last } = form.campaign;
  let before = "";
  const options = monthsOf(first, last).map((month) => {
    const reported = before === first ? monthName(first) : `${monthName(first)}至${shortAfter(first, before)}`;
    const option = new Option(before ? `报过${reported}，从${shortAfter(before, month)}填起` : `还没有报过，从${monthName(month)}填起`, month);
    before = month;
    return option;
  });
  find(fields, "select", HTMLSelectElement).append(...options);
  return fields;
}

/**
 * A month after another one: 3月, and with its year where that is a new one.
 * @param {string} first
 * @param {string} month
 */
const shortAfter = (first, month) => (month.slice(0, 4) === first.slice(0, 4) ? `${Number(month.slice(5))}月` : monthName(month));

/**
 * Saves one field; what is not saved of the others is not taken along.
 * @param {string} name
 * @param {string} value
 */
async function store(name, value) {
  if (!recorded) return;
  const changed = { ...recorded, [name]: name === "restart_each_year" ? value === "true" : value };
  await backend.setUnit(changed);
  recorded = changed;
  await whenChanged();
  // Who reports, from when on and how totals are counted is what the opening balance and the reports depend on.
  if (name === "kind" || name === "first_month" || name === "restart_each_year") {
    await showOpening(/** @type {UnitKind} */ (recorded.kind));
  }
}

/**
 * Fills the settings with what is recorded.
 * @param {Unit} unit
 */
export async function showSettings(unit) {
  recorded = unit;
  fields.show([...NAMES]);
  await showOpening(unit.kind);
}

export const save = () => fields.save();
export const giveUp = () => fields.giveUp();
export const left = () => fields.left();
export const goToLeft = () => fields.goToLeft();

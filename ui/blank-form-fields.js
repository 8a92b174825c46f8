// The fields for what is in hand of a draft: which there are, what stands in each, and the change that each of them makes.

/** @import { InHand } from "./blank-form-understood.js" */
/** @import { Correction, NoticeField, NoticeReview, ReviewDoubt, ReviewFigure, ReviewForm, ReviewRow, Role } from "./types" */

/**
 * A field. `make` gives the change for what was typed or chosen; a rare one is folded.
 * @typedef {{
 *   name: string,
 *   label: string,
 *   is: "text" | "area" | "choice" | "check",
 *   value: string,
 *   options?: [string, string][],
 *   hint?: string,
 *   stand?: string,
 *   group?: string,
 *   isRare?: boolean,
 *   make(value: string): Correction,
 * }} Asked
 */

/** What a column may be, in words. @type {Record<Role, string>} */
const ROLES = {
  section: "分类",
  number: "序号",
  content: "内容",
  unit: "单位",
  month: "当月的数（要填）",
  total: "累计（自动算）",
  previous: "上月的数",
  last_year: "上年同期的数",
  difference: "增减（自动算）",
  per_cent: "增减的百分比（自动算）",
  text: "文字，例如备注",
};

/** @type {[string, string][]} */
const DECIMALS = [["0", "不要小数"], ["1", "1 位小数"], ["2", "2 位小数"], ["3", "3 位小数"], ["4", "4 位小数"]];

/** @type {[string, string][]} */
const SCOPES = [["campaign", "从头一直累计"], ["year", "每年重新累计"], ["none", "不累计"]];

/** What is rarely short: it is shown whole. @type {NoticeField[]} */
const LONG = ["title", "number", "issuer", "campaign", "short_name", "office", "kinds"];

/**
 * Every field of what is in hand.
 * @param {NoticeReview} review
 * @param {InHand} inHand
 * @returns {Asked[]}
 */
export function fieldsOfPlace(review, inHand) {
  switch (inHand.is) {
    case "notice":
      return noticeFields(review, review.fields.map(({ field }) => field));
    case "form":
      return formFields(review.forms[inHand.form], inHand.form);
    case "row":
      return rowFields(review, inHand.form, inHand.row);
    case "doubt":
      return doubtFields(review, review.doubts[inHand.doubt]);
  }
}

/**
 * @param {NoticeReview} review
 * @param {NoticeField[]} wanted
 * @returns {Asked[]}
 */
function noticeFields({ fields }, wanted) {
  return fields.filter(({ field }) => wanted.includes(field)).map(({ field, label, hint, text, stand_in: stand }) => ({
    name: `notice:${field}`, label, hint, stand, value: text, is: LONG.includes(field) ? /** @type {const} */ ("area") : /** @type {const} */ ("text"), make: (typed) => ({ what: "notice", field, text: typed }),
  }));
}

/**
 * @param {ReviewForm | undefined} of
 * @param {number} form
 * @returns {Asked[]}
 */
function formFields(of, form) {
  if (!of) return [];
  return [
    { name: `mark:${form}`, label: "标记", is: "text", value: of.mark, make: (text) => ({ what: "mark", form, text }) },
    { name: `title:${form}`, label: "标题", is: "area", value: of.title, make: (text) => ({ what: "title", form, text }) },
    ...columnFields(of, form),
    relationsField(of, form),
  ];
}

/**
 * @param {ReviewForm} of
 * @param {number} form
 * @returns {Asked[]}
 */
function columnFields(of, form) {
  const several = of.columns.some(({ table }) => table > 0);
  return of.columns.flatMap(({ table, column, called, heading, role, roles }) => {
    const group = `${several ? `第 ${table + 1} 个表 ` : ""}第 ${column + 1} 栏 ${called}`;
    /** @type {[string, string][]} */
    const options = roles.map((one) => [one, ROLES[one]]);
    /** @type {Asked} */
    const named = { name: `heading:${form}:${table}:${column}`, label: "栏名", is: "text", value: heading, group, make: (text) => ({ what: "column_heading", form, table, column, text }) };
    /** @type {Asked} */
    const filled = { name: `role:${form}:${table}:${column}`, label: "填什么", is: "choice", value: role ?? "", options, group, make: (chosen) => ({ what: "column_role", form, table, column, role: /** @type {Role} */ (chosen) }) };
    return options.length > 1 ? [named, filled] : [named];
  });
}

/**
 * @param {ReviewForm} of
 * @param {number} form
 * @returns {Asked}
 */
const relationsField = (of, form) => ({
  name: `relations:${form}`, label: "相加的关系", is: "area", value: of.relations, hint: "一行一条，用行号写，例如：1=2+3。没有的空着",
  make: (text) => ({ what: "relations", form, text }),
});

/**
 * @param {NoticeReview} review
 * @param {number} form
 * @param {number} row
 * @returns {Asked[]}
 */
function rowFields(review, form, row) {
  const of = review.forms[form];
  const found = of?.rows.find(({ number }) => number === row);
  if (!of || !found) return [];
  const hasX = found.content.includes("X");
  return [
    { name: `content:${form}:${row}`, label: "内容", is: "area", value: found.content, hint: hasX ? "每个 X 是一个要填的数，后面紧跟单位" : "", make: (text) => ({ what: "content", form, row, text }) },
    ...found.figures.flatMap((figure) => figureFields(of, form, figure)),
    ...(found.is_heading ? [] : blankFields(review, form, found)),
    { name: `is-heading:${form}:${row}`, label: "只是小标题，这一行不填数", is: "check", value: String(found.is_heading), make: (value) => ({ what: "heading", form, row, is_heading: value === "true" }) },
  ];
}

/**
 * @param {ReviewForm} of
 * @param {number} form
 * @param {ReviewFigure} figure
 * @returns {Asked[]}
 */
function figureFields(of, form, figure) {
  const group = groupOf(of, figure);
  return [
    { name: `name:${form}:${figure.id}`, label: "叫什么", is: "area", value: figure.name, group, make: (text) => ({ what: "name", form, figure: figure.id, text }) },
    unitField(form, figure, group),
    decimalsField(form, figure, group),
    partField(of, form, figure, group),
    { name: `scope:${form}:${figure.id}`, label: "累计", is: "choice", value: figure.scope, options: SCOPES, group, make: (scope) => ({ what: "scope", form, figures: [figure.id], scope: scope === "year" || scope === "none" ? scope : "campaign" }) },
  ];
}

/**
 * What a figure is called: by the number that the form prints before its row, where it prints one, and its name.
 * @param {ReviewForm} of
 * @param {ReviewFigure} figure
 */
function groupOf({ rows }, { id, name }) {
  const row = rows.find(({ figures }) => figures.some((one) => one.id === id));
  return [row?.code ?? "", name].filter(Boolean).join(" ");
}

/**
 * The units of figures that lack one, those of a row by one field, and by one more those of all rows.
 * @param {ReviewForm} of
 * @param {number} form
 * @param {ReviewFigure[]} figures
 * @returns {Asked[]}
 */
function unitFields(of, form, figures) {
  const each = of.rows.flatMap(({ code, content, figures: all }) => {
    const own = all.filter((one) => figures.includes(one));
    const [only] = own;
    const called = only && own.length === 1 ? groupOf(of, only) : [code, content].filter(Boolean).join(" ");
    return only ? [sharedUnit(form, own, called)] : [];
  });
  if (each.length < 2) return each;
  const all = sharedUnit(form, figures, "都是");
  const isOne = all.stand === "";
  return [all, ...each.map((one) => ({ ...one, isRare: isOne }))];
}

/**
 * @param {number} form
 * @param {ReviewFigure[]} figures
 * @param {string} label
 * @returns {Asked}
 */
function sharedUnit(form, figures, label) {
  const ids = figures.map(({ id }) => id);
  const [first = "", ...others] = new Set(figures.map(({ unit }) => unit));
  return {
    name: `unit:${form}:${ids.join("+")}`, label, is: "text", value: others.length > 0 ? "" : first, stand: others.length > 0 ? "各不相同" : "",
    make: (text) => ({ what: "unit", form, figures: ids, text }),
  };
}

/** @type {(form: number, figure: ReviewFigure, group: string) => Asked} */
const unitField = (form, { id, unit }, group) => ({ name: `unit:${form}:${id}`, label: "单位", is: "text", value: unit, group, make: (text) => ({ what: "unit", form, figures: [id], text }) });

/** @type {(form: number, figure: ReviewFigure, group: string) => Asked} */
const decimalsField = (form, { id, decimals }, group) => ({ name: `decimals:${form}:${id}`, label: "小数", is: "choice", value: String(decimals), options: DECIMALS, group, make: (chosen) => ({ what: "decimals", form, figures: [id], decimals: Number(chosen) }) });

/**
 * Of which figure it is a part: one of its unit.
 * @param {ReviewForm} of
 * @param {number} form
 * @param {ReviewFigure} figure
 * @param {string} group
 * @returns {Asked}
 */
function partField(of, form, { id, unit, part_of: whole }, group) {
  const others = of.rows.flatMap(({ figures }) => figures).filter((other) => other.id !== id && (other.unit === unit || other.id === whole));
  /** @type {[string, string][]} */
  const options = [["", "不是"], ...others.map((other) => /** @type {[string, string]} */ ([other.id, `${groupOf(of, other)}（不超过它）`]))];
  return { name: `part:${form}:${id}`, label: "是谁的其中项", is: "choice", value: whole ?? "", options, group, make: (chosen) => ({ what: "part_of", form, figure: id, whole: chosen || null }) };
}

/**
 * Which kinds of units leave a row blank.
 * @param {NoticeReview} review
 * @param {number} form
 * @param {ReviewRow} row
 * @returns {Asked[]}
 */
function blankFields({ kinds }, form, { number: row, left_blank_by: by }) {
  if (kinds.length < 2) return [];
  return kinds.map(({ id, name }) => ({
    name: `blank:${form}:${row}:${id}`, label: `${name}不填`, is: /** @type {const} */ ("check"), value: String(by.includes(id)), group: "谁不填这一行",
    make: (value) => ({ what: "left_blank", form, row, by: kinds.map((kind) => kind.id).filter((one) => (one === id ? value === "true" : by.includes(one))) }),
  }));
}

/**
 * What a question asks to be set right.
 * @param {NoticeReview} review
 * @param {ReviewDoubt | undefined} doubt
 * @returns {Asked[]}
 */
function doubtFields(review, doubt) {
  if (!doubt) return [];
  if (doubt.fields.length > 0) return noticeFields(review, doubt.fields);
  const form = doubt.form;
  const of = form === null ? undefined : review.forms[form];
  if (form === null || !of) return [];
  const figures = of.rows.flatMap((row) => row.figures).filter(({ id }) => doubt.figures.includes(id));
  switch (doubt.about) {
    case "unit":
      return unitFields(of, form, figures);
    case "decimals":
      return figures.map((figure) => decimalsField(form, figure, groupOf(of, figure)));
    case "part_of":
      return figures.map((figure) => partField(of, form, figure, groupOf(of, figure)));
    case "columns":
      return columnFields(of, form);
    case "relations":
      return [relationsField(of, form)];
    case "other": {
      const [row, ...others] = rowsAt(of, doubt);
      return row !== undefined && others.length === 0 ? rowFields(review, form, row) : [];
    }
  }
}

/**
 * The numbers of the rows that a question is about.
 * @param {ReviewForm} of
 * @param {ReviewDoubt} doubt
 */
export function rowsAt(of, { places, figures }) {
  const isThere = (/** @type {ReviewRow} */ { place, figures: own }) => own.some(({ id }) => figures.includes(id))
    || (place !== null && places.some((other) => other.file === place.file && other.sheet === place.sheet && other.row === place.row));
  return of.rows.filter(isThere).map(({ number }) => number);
}

/** @param {string} text */
const startOf = (text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/**
 * What is in hand, as a heading.
 * @param {NoticeReview} review
 * @param {InHand} inHand
 */
export function titleOf(review, inHand) {
  switch (inHand.is) {
    case "notice":
      return "通知";
    case "form":
      return `整张表：${review.forms[inHand.form]?.mark ?? ""}`;
    case "row": {
      const row = review.forms[inHand.form]?.rows.find(({ number }) => number === inHand.row);
      return row?.code ? `第 ${row.code} 行` : `“${startOf(row?.content ?? "")}”这一行`;
    }
    case "doubt":
      return `第 ${inHand.doubt + 1} 处拿不准，共 ${review.doubts.length} 处`;
  }
}

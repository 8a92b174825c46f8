// The questions about a draft: their list, and the one in hand with its readings and its places.

import { byId, element } from "./page.js";

/** @import { NoticeReview, Place, ReviewDoubt, ReviewReading } from "./types" */

/** How many places of a question are named. */
const MOST_PLACES = 6;

/** Whether the answered questions are listed too, each by itself. */
let isUnfolded = false;

/**
 * The list of the questions, with what is answered and which is in hand. Those that are answered take one line together.
 * @param {NoticeReview} review
 * @param {number | null} inHand
 * @param {(doubt: number) => unknown} choose
 */
export function drawDoubts(review, inHand, choose) {
  const { doubts } = review;
  const list = byId("doubts");
  list.hidden = doubts.length === 0;
  const answered = doubts.filter(({ answer }) => answer !== null).length;
  const fold = element("button", { type: "button", className: "answered fold" },
    element("span", { className: "state" }, `✓ 已答 ${answered} 处`), element("span", { className: "question" }, isUnfolded ? "收起" : "展开看"));
  fold.setAttribute("aria-expanded", String(isUnfolded));
  fold.addEventListener("click", () => {
    isUnfolded = !isUnfolded;
    drawDoubts(review, inHand, choose);
    const again = list.querySelector(".fold");
    if (again instanceof HTMLElement) again.focus();
  });
  const lines = doubts.map(({ question, answer }, at) => {
    if (answer !== null && !isUnfolded) return null;
    const isAnswered = answer !== null;
    const state = element("span", { className: "state" }, isAnswered ? "✓ 已答" : "没答");
    const button = element("button", { type: "button", className: isAnswered ? "answered" : "" }, state, element("span", { className: "question" }, question));
    button.addEventListener("click", () => void choose(at));
    if (at === inHand) button.setAttribute("aria-current", "true");
    return element("li", null, button);
  });
  const folded = answered > 0 ? [element("li", null, fold)] : [];
  list.replaceChildren(...folded, ...lines.filter((line) => line !== null));
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

/**
 * The question in hand.
 * @param {ReviewDoubt} doubt
 * @param {{ isLast: boolean, fields: number }} known whether no other is open, and how much there is to fill in
 * @param {{ show(place: Place): unknown }} page
 */
export function drawDoubt(doubt, { isLast, fields }, { show }) {
  const { question, readings, places } = doubt;
  const named = places.filter(({ address }, at) => places.findIndex((other) => other.address === address) === at);
  const links = named.slice(0, MOST_PLACES).map((place) => {
    const link = element("button", { type: "button", className: "place", title: place.says }, place.address);
    link.addEventListener("click", () => void show(place));
    return link;
  });
  const choices = readings.length > 1 ? readings.map((reading, at) => drawReading(reading, at, doubt)) : [];
  const [only] = readings.length === 1 ? readings : [];
  const problem = element("p", { className: "refused", hidden: true });
  problem.setAttribute("role", "alert");
  byId("doubt").replaceChildren(
    element("fieldset", null,
      element("legend", null, question),
      ...(links.length > 0 ? [element("p", { className: "places" }, "在：", ...links, named.length > MOST_PLACES ? `等 ${named.length} 处` : "")] : []),
      ...choices,
      ...(only ? drawOnly(only, doubt) : [])),
    problem,
  );
  const done = fields > 0 ? "填好了" : "就这样";
  const yes = element("button", { type: "submit", className: "strong", id: "doubt-yes" }, isLast ? done : `${done}，看下一处`);
  yes.setAttribute("form", "doubt");
  // In a field Enter goes on to the next one.
  yes.append(element("kbd", null, fields > 1 ? "最后一格回车" : "回车"));
  return yes;
}

/** @param {string[]} reasons */
const small = (...reasons) => reasons.filter(Boolean).map((reason) => element("small", null, reason));

/**
 * The only reading, which is past once something else was filled in.
 * @param {ReviewReading} reading
 * @param {ReviewDoubt} doubt
 */
function drawOnly({ value, because }, { is_changed: isChanged, answer }) {
  if (!value) return isChanged || !because ? [] : [element("p", { className: "way" }, ...small(because))];
  const said = isChanged ? `原来读的是“${value}”，已经照下面改了` : answer === null ? `读的是“${value}”` : `就照读的“${value}”`;
  return [element("p", { className: "way" }, said, ...(isChanged ? [] : small(because)))];
}

/**
 * @param {ReviewReading} reading
 * @param {number} at
 * @param {ReviewDoubt} doubt
 */
function drawReading({ value, because, hint, can_be_chosen: can }, at, { answer, is_changed: isChanged }) {
  if (!can) return element("p", { className: "way" }, `也可能是“${value}”：要这样，在下面自己改`, ...small(because));
  const input = element("input", { type: "radio", name: "reading", value: String(at), checked: at === (answer ?? 0) });
  const isKept = at === 0 && !answer;
  const said = !isKept ? value : isChanged ? `照下面改的（原来读的是“${value}”）` : `${value}（照现在这样）`;
  return element("label", { className: "way" }, input, ` ${said}`, ...small(because, hint));
}

/** The reading that is chosen; the first where nothing is to be chosen. */
export function chosenReading() {
  const chosen = byId("doubt").querySelector("[name=reading]:checked");
  return chosen instanceof HTMLInputElement ? Number(chosen.value) : 0;
}

/** @param {string} sentence */
export function tellDoubt(sentence) {
  const problem = byId("doubt").querySelector(".refused");
  if (!(problem instanceof HTMLElement)) return;
  problem.textContent = sentence;
  problem.hidden = sentence === "";
}

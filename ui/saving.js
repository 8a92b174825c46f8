// Typed texts that are not on the disk yet. They exist only in the page; this module knows which texts there
// are, when they are saved, and what happens to those that cannot be saved. Which cells there are, and how a
// text is saved, is defined by the page.

import { isProblem, sentenceOf } from "./backend.js";
import { tell } from "./messages.js";
import { turns } from "./turns.js";

/** A text is saved after this pause in typing. */
const REST = 300;
/** A text that could not be saved is tried again after this time, without a message. */
const AGAIN = 5000;

/**
 * The texts of one page. Only one question is sent to the program at a time: a save if one is due, or else a
 * preview of the texts. Texts that are typed meanwhile wait, and several quick keys become one question.
 * @template Key
 * @template {{ operation: number | null }} Answer
 * @param {{
 *   save: (texts: [[Key, string], ...[Key, string][]], instead: number | null) => Promise<Answer>,
 *   rest?: number,
 *   together?: (one: Key, other: Key) => boolean,
 *   preview?: () => Promise<unknown>,
 *   saved?: (answer: Answer) => unknown,
 *   mark: (key: Key, saving: "" | "typing" | "saved" | "failed") => void,
 *   say: (sentence: string, failed?: boolean) => void,
 *   hopeless: readonly string[],
 *   called: (key: Key) => string,
 *   givenUp: () => unknown,
 * }} page `save` saves one text, or as many as can go `together`, and returns the operation that saved the
 * last of them. `instead` is the operation that saved an earlier state of the same text during a pause; the
 * new one replaces it, so that both are one step of undo. `preview` shows the effect of unsaved texts.
 * `saved` shows the last answer when no question is left. After a refusal with one of the `hopeless` codes
 * there is no cell left to save to: the texts are dropped, and that is reported.
 */
export function savingOf({ save: bring, rest = REST, together = () => false, preview, saved, mark, say, hopeless, called, givenUp }) {
  /** In the order in which they were typed. @type {Map<Key, string>} */
  const texts = new Map();
  /** The texts that must be saved as soon as possible. @type {Set<Key>} */
  const due = new Set();
  /**
   * The cells in hand, and cells that were left with an unsaved text: their text before typing began, and the
   * operation that saved a part of the typing during a pause.
   * @type {Map<Key, { before: string, operation: number | null, isWritten: boolean, isLeft: boolean }>}
   */
  const inHand = new Map();
  /** Whether the shown data is older than the texts. */
  let isBehind = false;
  const inTurn = turns();
  /** @type {Promise<boolean> | null} */
  let working = null;
  /** @type {number | undefined} */
  let timer;

  /**
   * Takes a typed text: its effect is shown, and it is saved when typing pauses.
   * @param {Key} key
   * @param {string} text
   * @param {string} [before] the former text, if this is the first key in that cell
   */
  function struck(key, text, before = "") {
    const known = inHand.get(key);
    // The cell comes to hand again: its present text, saved or being saved, is now the former one.
    const left = known?.isLeft ? texts.get(key) : undefined;
    if (left !== undefined) inHand.set(key, { before: left, operation: null, isWritten: true, isLeft: false });
    else if (!known) inHand.set(key, { before, operation: null, isWritten: false, isLeft: false });
    texts.delete(key);
    texts.set(key, text);
    mark(key, "typing");
    clearTimeout(timer);
    timer = setTimeout(save, rest);
    void follow();
  }

  /**
   * A cell was left: its text is saved at once.
   * @param {Key} key
   */
  function leave(key) {
    const known = inHand.get(key);
    if (known) known.isLeft = true;
    if (!texts.has(key)) inHand.delete(key);
    return save();
  }

  /** Shows the effect of the texts again. */
  function follow() {
    isBehind = preview !== undefined;
    return isBehind ? work() : Promise.resolve(true);
  }

  /** Saves what was typed so far, and returns whether everything is on the disk. */
  async function save() {
    clearTimeout(timer);
    for (const key of texts.keys()) due.add(key);
    return due.size === 0 || work();
  }

  function work() {
    working ??= inTurn(workThrough);
    return working;
  }

  /** Answers all open questions, one after the other. A failure is reported once and tried again. */
  async function workThrough() {
    try {
      /** @type {Answer | null} */
      let answer = null;
      while (due.size > 0 || isBehind) {
        if (due.size > 0) {
          answer = (await saveNext()) ?? answer;
        } else {
          isBehind = false;
          await preview?.();
        }
      }
      if (answer) saved?.(answer);
      return true;
    } catch (thrown) {
      failed(thrown);
      return false;
    } finally {
      working = null;
    }
  }

  /** Saves the due texts that can go together; nothing if they were taken back meanwhile. */
  async function saveNext() {
    const [first] = due;
    const next = [...texts].filter(([key]) => due.has(key) && (key === first || together(/** @type {Key} */ (first), key)));
    due.delete(/** @type {Key} */ (first));
    for (const [key] of next) due.delete(key);
    if (!isFilled(next)) return null;
    const known = next.flatMap(([key]) => inHand.get(key) ?? []);
    for (const one of known) one.isWritten = true;
    const [only] = next.length === 1 ? known : [];
    let answer;
    try {
      answer = await bring(next, only?.operation ?? null);
      const last = known.at(-1);
      if (last) last.operation = answer.operation ?? last.operation;
    } finally {
      for (const one of known) one.isWritten = one.operation !== null;
    }
    for (const [key, text] of next) {
      const one = inHand.get(key);
      // A text that no later operation can replace becomes the former text.
      if (one?.operation === null) one.before = text;
      // A text that was typed during the save still has to be saved.
      if (texts.get(key) !== text) continue;
      texts.delete(key);
      if (one?.isLeft) inHand.delete(key);
      mark(key, "saved");
    }
    // The answer does not contain the texts that are left.
    isBehind = preview !== undefined && texts.size > 0;
    return answer;
  }

  /** @param {unknown} thrown */
  function failed(thrown) {
    clearTimeout(timer);
    due.clear();
    isBehind = false;
    if (isProblem(thrown) && hopeless.includes(thrown.code)) {
      const lost = [...texts].map(([key, text]) => `${called(key)}“${text}”`).join("、");
      giveUp();
      tell(`没有保存：${lost}。${thrown.sentence}`, { problem: true, lasting: true });
      givenUp();
      return;
    }
    for (const key of texts.keys()) mark(key, "failed");
    say(sentenceOf(thrown), true);
    timer = setTimeout(save, AGAIN);
  }

  /**
   * Drops the unsaved text of a cell.
   * @param {Key} key
   */
  function forget(key) {
    clearTimeout(timer);
    texts.delete(key);
    due.delete(key);
    inHand.delete(key);
    mark(key, "");
    if (texts.size > 0) timer = setTimeout(save, rest);
  }

  /**
   * Whether the text of a cell has changed since it came to hand.
   * @param {Key} key
   * @param {string} text
   */
  function isChanged(key, text) {
    const known = inHand.get(key);
    return texts.has(key) || (known !== undefined && known.before !== text);
  }

  /**
   * Takes back the typing in a cell, including what was saved during a pause. Returns the former text, and
   * whether that is on the disk.
   * @param {Key} key
   */
  function takeBack(key) {
    const { before = "", isWritten = false } = inHand.get(key) ?? {};
    if (isWritten) {
      struck(key, before);
      void save();
    } else {
      forget(key);
    }
    return { before, isOnDisk: !isWritten };
  }

  /** Drops the former texts, after something else has changed the cells. */
  function forgetBefore() {
    for (const key of inHand.keys()) if (!texts.has(key)) inHand.delete(key);
  }

  /** Drops all texts, after the data was replaced by other data. */
  function giveUp() {
    for (const key of [...texts.keys()]) forget(key);
    inHand.clear();
  }

  return {
    texts: /** @type {ReadonlyMap<Key, string>} */ (texts),
    struck,
    follow,
    leave,
    save,
    forget,
    isChanged,
    takeBack,
    forgetBefore,
    giveUp,
    /** Waits until no question is open. */
    settled: () => inTurn(async () => {}),
  };
}

/**
 * @template One
 * @param {One[]} list
 * @returns {list is [One, ...One[]]}
 */
const isFilled = (list) => list.length > 0;

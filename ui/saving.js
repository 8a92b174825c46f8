// Texts that are typed and not on the disk yet. They live in the page and nowhere else: here is kept what they are, when
// they are saved, and what becomes of those that cannot be. Which cells there are, and how a text is saved, is the
// business of the page that types them.

import { isProblem, sentenceOf } from "./backend.js";
import { tell } from "./notice.js";
import { turns } from "./turns.js";

/** A text that nobody goes on typing is saved after this time. */
const REST = 300;
/** A text that could not be saved is tried again after this time, without a word. */
const AGAIN = 5000;

/**
 * The texts of one page. One thing is asked of the program at a time: a save where one is due, else what the texts would
 * come to. What is struck meanwhile waits, and keys that were struck faster than they are answered are asked about as one.
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
 * }} page `save` brings texts to the disk, one text, or as many as can go `together`, and is answered with the operation
 * that the last of them was saved by; a text that a pause has saved half-way comes `instead` of the operation that saved
 * that, so that it is one step of undo. `preview` shows what the texts that are not saved come to, and `saved`, with the
 * last answer, what was saved, when nothing is left to be asked. After a refusal with one of the `hopeless` codes there is no cell left to save to: the texts
 * are given up, and told.
 */
export function savingOf({ save: bring, rest = REST, together = () => false, preview, saved, mark, say, hopeless, called, givenUp }) {
  /** In the order they were struck. @type {Map<Key, string>} */
  const texts = new Map();
  /** Those that are to be on the disk as soon as can be. @type {Set<Key>} */
  const due = new Set();
  /**
   * The cells in hand, and those that were left with a text that is not saved: what stood in them before they were struck
   * in, and the operation by which a pause has saved what is typed so far.
   * @type {Map<Key, { before: string, operation: number | null, isWritten: boolean, isLeft: boolean }>}
   */
  const inHand = new Map();
  /** Whether what is shown is older than the texts. */
  let isBehind = false;
  const inTurn = turns();
  /** @type {Promise<boolean> | null} */
  let working = null;
  /** @type {number | undefined} */
  let timer;

  /**
   * A text was struck: it is shown what it comes to, and it is saved when the typing rests.
   * @param {Key} key
   * @param {string} text
   * @param {string} [before] what stood there, if this is the first key in that cell
   */
  function struck(key, text, before = "") {
    const known = inHand.get(key);
    // It comes to hand anew: what it was left with stood there before, on the disk or on its way.
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
   * A cell is left: what was typed in it is saved at once.
   * @param {Key} key
   */
  function leave(key) {
    const known = inHand.get(key);
    if (known) known.isLeft = true;
    if (!texts.has(key)) inHand.delete(key);
    return save();
  }

  /** Shows anew what the texts come to. */
  function follow() {
    isBehind = preview !== undefined;
    return isBehind ? work() : Promise.resolve(true);
  }

  /** Saves what was typed so far, if anything was, and says whether it is on the disk. */
  async function save() {
    clearTimeout(timer);
    for (const key of texts.keys()) due.add(key);
    return due.size === 0 || work();
  }

  function work() {
    working ??= inTurn(workThrough);
    return working;
  }

  /** A failure is told once and tried again. */
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

  /** Saves what can go together of what is due; none where it was taken back meanwhile. */
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
      // What nothing can take the place of is what stood there before from now on.
      if (one?.operation === null) one.before = text;
      // What was struck while the disk was busy is still to be saved.
      if (texts.get(key) !== text) continue;
      texts.delete(key);
      if (one?.isLeft) inHand.delete(key);
      mark(key, "saved");
    }
    // What was answered knows nothing of those that are left.
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
   * The cell goes back to what is saved.
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
   * Whether a cell has another text than before it came to hand.
   * @param {Key} key
   * @param {string} text
   */
  function isChanged(key, text) {
    const known = inHand.get(key);
    return texts.has(key) || (known !== undefined && known.before !== text);
  }

  /**
   * What is typed in a cell is taken back, also what a pause has saved of it. Says what stood there before, and whether
   * that is on the disk.
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

  /** Something else has changed the cells: what stood in them before is of the past. */
  function forgetBefore() {
    for (const key of inHand.keys()) if (!texts.has(key)) inHand.delete(key);
  }

  /** Other data has come in the place of that which the texts were typed for. */
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
    /** Waits until nothing is being asked. */
    settled: () => inTurn(async () => {}),
  };
}

/**
 * @template One
 * @param {One[]} list
 * @returns {list is [One, ...One[]]}
 */
const isFilled = (list) => list.length > 0;

// Texts that are typed and not on the disk yet: when they are saved, and what becomes of those that cannot be. Which
// cells there are, and how the program is told, is the business of the page that types them.

import { isProblem, sentenceOf } from "./backend.js";
import { tell } from "./notice.js";
import { turns } from "./turns.js";

/** A text that nobody goes on typing is saved after this time. */
const IDLE = 1000;
/** A text that could not be saved is tried again after this time, without a word. */
const AGAIN = 5000;

/**
 * The texts of one page. Whatever is said to the program about them is said one thing after the other: a text is told
 * while it is typed, brought to the disk when its cell is left or the typing pauses, and what is struck meanwhile
 * waits. Keys that were struck faster than they can be told are told as one.
 * @template Key
 * @param {{
 *   tell: (key: Key, text: string) => Promise<unknown>,
 *   keep: (key: Key, text: string) => Promise<unknown>,
 *   kept: () => unknown,
 *   mark: (key: Key, saving: "" | "typing" | "saved" | "failed") => void,
 *   say: (sentence: string, failed?: boolean) => void,
 *   hopeless: readonly string[],
 *   called: (key: Key) => string,
 *   givenUp: () => unknown,
 * }} page `tell` tells the program what stands in a cell, `keep` brings what it was told last to the disk, and `kept`
 * comes when nothing that was due is left. After a refusal with one of the `hopeless` codes there is no cell left to
 * save to: the texts are given up, and told.
 */
export function savingOf({ tell: tellProgram, keep, kept, mark, say, hopeless, called, givenUp }) {
  /** In the order they were struck. @type {Map<Key, string>} */
  const texts = new Map();
  /** Those that are to be on the disk as soon as can be. @type {Set<Key>} */
  const due = new Set();
  /** What the program holds and has not saved. @type {{ key: Key, text: string } | null} */
  let told = null;
  const inTurn = turns();
  /** @type {Promise<boolean> | null} */
  let working = null;
  /** @type {number | undefined} */
  let timer;

  /**
   * A text was struck: the program is told, and it is saved when the typing pauses.
   * @param {Key} key
   * @param {string} text
   */
  function struck(key, text) {
    texts.delete(key);
    texts.set(key, text);
    mark(key, "typing");
    clearTimeout(timer);
    timer = setTimeout(save, IDLE);
    void work();
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
      let saved = false;
      for (let next = nextDue(); next !== undefined || isBehind(); next = nextDue()) {
        if (next === undefined) await tellNewest();
        else saved = (await bring(next)) || saved;
      }
      if (saved) kept();
      return true;
    } catch (thrown) {
      failed(thrown);
      return false;
    } finally {
      working = null;
    }
  }

  const nextDue = () => [...texts.keys()].find((key) => due.has(key));
  const newest = () => [...texts].at(-1);

  /** Whether the program knows less than what was struck last. */
  function isBehind() {
    const last = newest();
    return last !== undefined && !(told?.key === last[0] && told.text === last[1]);
  }

  async function tellNewest() {
    const last = newest();
    if (last) await tellOne(...last);
  }

  /**
   * @param {Key} key
   * @param {string} text
   */
  async function tellOne(key, text) {
    // The program would save a cell that is left behind by itself, and nobody would learn what became of it.
    if (told && told.key !== key) await keepTold();
    told = null;
    await tellProgram(key, text);
    told = { key, text };
  }

  async function keepTold() {
    if (!told) return;
    const { key, text } = told;
    await keep(key, text);
    told = null;
    // What was struck while the disk was busy is still to be saved.
    if (texts.get(key) !== text) return;
    texts.delete(key);
    due.delete(key);
    mark(key, "saved");
  }

  /**
   * Brings one text to the disk, and says whether it did: it may have been taken back meanwhile.
   * @param {Key} key
   */
  async function bring(key) {
    due.delete(key);
    const text = texts.get(key);
    if (text === undefined) return false;
    if (told?.key !== key || told.text !== text) await tellOne(key, text);
    await keepTold();
    return true;
  }

  /** @param {unknown} thrown */
  function failed(thrown) {
    clearTimeout(timer);
    due.clear();
    told = null;
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
    if (told?.key === key) told = null;
    mark(key, "");
    if (texts.size > 0) timer = setTimeout(save, IDLE);
  }

  /** Other data has come in the place of that which the texts were typed for. */
  function giveUp() {
    for (const key of [...texts.keys()]) forget(key);
  }

  /**
   * Does something else with what is typed when all that was said before is answered.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function after(work) {
    try {
      return await inTurn(work);
    } finally {
      // The program may hold another text by now, or none.
      told = null;
    }
  }

  return { texts: /** @type {ReadonlyMap<Key, string>} */ (texts), struck, save, after, forget, giveUp };
}

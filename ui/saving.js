// Texts that are typed and not on the disk yet: when they are saved, and what becomes of those that cannot be. Which
// cells there are, and how the program is told, is the business of the page that types them.

import { isProblem, sentenceOf } from "./backend.js";
import { tell } from "./notice.js";

/** A text that nobody goes on typing is saved after this time. */
const IDLE = 1000;
/** A text that could not be saved is tried again after this time, without a word. */
const AGAIN = 5000;

/**
 * The texts of one page.
 * @template Key
 * @param {{
 *   store: (done: (key: Key, text: string) => void) => Promise<unknown>,
 *   mark: (key: Key, saving: "" | "typing" | "saved" | "failed") => void,
 *   say: (sentence: string, failed?: boolean) => void,
 *   hopeless: readonly string[],
 *   called: (key: Key) => string,
 *   givenUp: () => unknown,
 * }} page `store` brings every text to the disk and says of each when it is there. After a refusal with one of the
 * `hopeless` codes there is no cell left to save to: the texts are given up, and told.
 */
export function savingOf({ store, mark, say, hopeless, called, givenUp }) {
  /** In the order they were struck. @type {Map<Key, string>} */
  const texts = new Map();
  /** @type {number | undefined} */
  let timer;

  /**
   * A text was struck: it is saved when the typing pauses.
   * @param {Key} key
   * @param {string} text
   */
  function struck(key, text) {
    texts.set(key, text);
    mark(key, "typing");
    clearTimeout(timer);
    timer = setTimeout(save, IDLE);
  }

  /** Saves what was typed, if anything was. A failure is told once and tried again. */
  async function save() {
    clearTimeout(timer);
    if (texts.size === 0) return true;
    try {
      await store(stored);
      return true;
    } catch (thrown) {
      failed(thrown);
      return false;
    }
  }

  /**
   * What was struck while the disk was busy is still to be saved.
   * @param {Key} key
   * @param {string} text
   */
  function stored(key, text) {
    if (texts.get(key) !== text) return;
    texts.delete(key);
    mark(key, "saved");
  }

  /** @param {unknown} thrown */
  function failed(thrown) {
    clearTimeout(timer);
    if (isProblem(thrown) && hopeless.includes(thrown.code)) {
      const lost = [...texts].map(([key, text]) => `${called(key)}“${text}”`).join("、");
      giveUp();
      tell(`没有保存：${lost}。${thrown.sentence}`, { problem: true });
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
    mark(key, "");
    if (texts.size > 0) timer = setTimeout(save, IDLE);
  }

  /** Other data has come in the place of that which the texts were typed for. */
  function giveUp() {
    for (const key of [...texts.keys()]) forget(key);
  }

  return { texts: /** @type {ReadonlyMap<Key, string>} */ (texts), struck, save, failed, forget, giveUp };
}

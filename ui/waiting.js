// Waiting for something that may take long: after a moment a message says so, and offers not to wait any longer.

import { settle, tell } from "./messages.js";

/** Nobody notices a shorter wait. */
const NOTICED = 300;

const TOPIC = "waiting";

/**
 * Waits for work and returns its answer; `null` where the person stopped waiting. The work itself may go on, and what it
 * comes to is dropped.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T | null>}
 */
export async function waiting(work) {
  /** @type {(answer: null) => void} */
  let stop = () => {};
  const stopped = new Promise((/** @type {(answer: null) => void} */ resolve) => { stop = resolve; });
  const timer = setTimeout(() => {
    tell("正在读文件，请稍等；不等了，读出来的也不要", { action: { label: "不等了", run: () => stop(null) }, topic: TOPIC });
  }, NOTICED);
  const done = work();
  // What comes after it was stopped is nobody's business, a refusal too.
  done.catch(() => {});
  try {
    return await Promise.race([done, stopped]);
  } finally {
    clearTimeout(timer);
    settle(TOPIC);
  }
}

// The one file that knows the shell: how a command is called, and how the program calls the page. What the commands are
// stands in backend.js.

import { turns } from "./turns.js";

/**
 * What the shell puts into the page before any script runs.
 * @typedef {{
 *   invoke(command: string, values?: Record<string, unknown> | Uint8Array, options?: { headers: Record<string, string> }): Promise<unknown>,
 *   transformCallback(callback: (event: { payload: unknown }) => void): number,
 * }} Shell
 */

const shell = /** @type {{ __TAURI_INTERNALS__: Shell }} */ (/** @type {unknown} */ (window)).__TAURI_INTERNALS__;

/** Calls go one after the other, so that keys arrive in the order they were struck. */
const inTurn = turns();

/**
 * @template T
 * @param {string} command
 * @param {Record<string, unknown>} [values]
 * @returns {Promise<T>}
 */
export function call(command, values) {
  return /** @type {Promise<T>} */ (inTurn(() => shell.invoke(command, values)));
}

/** Waits until whatever was called before is answered. */
const afterOthers = () => inTurn(async () => {});

/**
 * Calls what takes its time: drawing pages, a save dialog, a printer. It sees whatever was called before it, and does
 * not hold up what is called after.
 * @template T
 * @param {string} command
 * @param {Record<string, unknown>} [values]
 * @returns {Promise<T>}
 */
export async function callBeside(command, values) {
  await afterOthers();
  return /** @type {T} */ (await shell.invoke(command, values));
}

/**
 * Hands over the bytes of a file that was dropped on the page.
 * @template T
 * @param {string} command
 * @param {ArrayBuffer} bytes
 * @param {string} [month]
 * @returns {Promise<T>}
 */
export async function callWith(command, bytes, month = "") {
  await afterOthers();
  return /** @type {T} */ (await shell.invoke(command, new Uint8Array(bytes), { headers: { month } }));
}

/**
 * Calls back whenever the program sends an event.
 * @param {"changed" | "second-start" | "closing" | "close-failed" | "warning"} event
 * @param {(payload: unknown) => void} callback
 */
export function listen(event, callback) {
  const handler = shell.transformCallback((sent) => callback(sent.payload));
  return call("plugin:event|listen", { event, target: { kind: "Any" }, handler });
}

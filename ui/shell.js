// The only file that knows the shell: how to call a command, and how the program calls the page. The commands
// are in backend.js.

import { turns } from "./turns.js";

/** @import { Commands } from "./commands" */

/**
 * What the shell puts into the page before any script runs.
 * @typedef {{
 *   invoke(command: string, values?: Record<string, unknown> | Uint8Array, options?: { headers: Record<string, string> }): Promise<unknown>,
 *   transformCallback(callback: (event: { payload: unknown }) => void): number,
 * }} Shell
 */

const shell = /** @type {{ __TAURI_INTERNALS__: Shell }} */ (/** @type {unknown} */ (window)).__TAURI_INTERNALS__;

/** Calls run one after the other, so that keys arrive in the order in which they were pressed. */
const inTurn = turns();

/**
 * @template {keyof Commands} Name
 * @param {Name} command
 * @param {Commands[Name]["asked"]} asked
 * @returns {Promise<Commands[Name]["answer"]>}
 */
export function call(command, ...asked) {
  return inTurn(() => invoke(command, asked[0]));
}

/**
 * Calls a command. The types of its arguments and its answer are generated from the program's own functions.
 * @template {keyof Commands} Name
 * @param {Name} command
 * @param {Record<string, unknown> | Uint8Array} [values]
 * @param {{ headers: Record<string, string> }} [options]
 * @returns {Promise<Commands[Name]["answer"]>}
 */
const invoke = (command, values, options) => /** @type {Promise<Commands[Name]["answer"]>} */ (shell.invoke(command, values, options));

/** Waits until all earlier calls are answered. */
const afterOthers = () => inTurn(async () => {});

/**
 * Calls a command that takes time: drawing pages, a save dialog, a printer. It sees the effect of all earlier
 * calls and does not block later ones.
 * @template {keyof Commands} Name
 * @param {Name} command
 * @param {Commands[Name]["asked"]} asked
 * @returns {Promise<Commands[Name]["answer"]>}
 */
export async function callBeside(command, ...asked) {
  await afterOthers();
  return invoke(command, asked[0]);
}

/**
 * Sends the bytes of a file that was dropped on the page.
 * @template {keyof Commands} Name
 * @param {Name} command
 * @param {ArrayBuffer} bytes
 * @param {Record<string, string>} [headers] what belongs to the bytes
 * @returns {Promise<Commands[Name]["answer"]>}
 */
export async function callWith(command, bytes, headers = {}) {
  await afterOthers();
  return invoke(command, new Uint8Array(bytes), { headers });
}

/**
 * Calls back whenever the program sends an event.
 * @param {"changed" | "second-start" | "handover" | "closing" | "warning"} event
 * @param {(payload: unknown) => void} callback
 */
export function listen(event, callback) {
  const handler = shell.transformCallback((sent) => callback(sent.payload));
  return inTurn(() => shell.invoke("plugin:event|listen", { event, target: { kind: "Any" }, handler }));
}

// The pages of the window: the interface of a page, going from one to another, and saving before that.

import * as backend from "./backend.js";
import { ask, telling } from "./messages.js";
import { isShown, learn } from "./state.js";

/**
 * Something with typed texts. `save` returns whether everything is saved; if not, `left` says what is
 * unsaved, as a part of a sentence, and `giveUp` drops it.
 * @typedef {{ save(): Promise<boolean>, left(): string, giveUp?(): void }} Keeper
 */

/**
 * A place on a page to go to.
 * @typedef {{ month?: string, revision?: number, figure?: string }} Place
 */

/**
 * The actions of keys, by their names as in `keys.js`; an action returns false if the browser should handle the key.
 * @typedef {Partial<Record<string, (event: KeyboardEvent) => unknown>>} Shortcuts
 */

/**
 * A page is a module. `open` shows it, at a place or where it was left; `focus` puts the cursor where one
 * types; `reread` shows changes made elsewhere. A page with `goToLeft` does not keep unsaved texts when
 * another page is shown: the officer is asked first, and may go back to them.
 * @typedef {Partial<Keeper> & {
 *   name: string,
 *   open(place?: Place): Promise<unknown>,
 *   focus?(): unknown,
 *   goToLeft?(): void,
 *   reread?(): Promise<unknown>,
 *   shortcuts?: Shortcuts,
 * }} Page
 */

/** @type {Page[]} */
const pages = [];
/** Everything with typed texts, in the order in which unsaved texts are listed. @type {Partial<Keeper>[]} */
const keepers = [];

/**
 * @param {Page[]} all
 * @param {Partial<Keeper>[]} holding
 */
export function holdPages(all, holding) {
  pages.push(...all);
  keepers.push(...holding);
}

/** The shown page, if it is one that has a tab. */
export const pageShown = () => pages.find(({ name }) => isShown(name));

/**
 * Goes to a page, after the texts of the previous page were saved.
 * @param {string} name
 * @param {Place} [place]
 * @param {boolean} [pressed] whether a tab was pressed with the mouse
 */
export const go = (name, place, pressed = false) => telling(async () => {
  const page = pages.find((one) => one.name === name);
  if (!page || !(await mayGoOn())) return;
  await page.open(place);
  // After a click on a tab one usually types next, so the focus moves to the page unless it is somewhere else
  // already; with the arrow keys one stays on the tabs.
  if (pressed && document.activeElement?.matches("body, [role=tab]")) page.focus?.();
});

/** Reads the shown page and its surroundings again, after a change elsewhere. */
export async function reread() {
  await pageShown()?.reread?.();
  await learn();
}

/** Saves what was typed, and returns why something could not be saved. */
export async function leftAfterSaving(of = keepers) {
  /** @type {string[]} */
  const left = [];
  for (const keeper of of) if (keeper.save && !(await keeper.save())) left.push(keeper.left?.() ?? "");
  return left;
}

/** Drops all unsaved texts, which belong to data that is no longer open. */
export function giveUpAll() {
  for (const keeper of keepers) keeper.giveUp?.();
}

/**
 * Before another page is shown, asks whether to drop texts that this page would lose. The other pages keep
 * their unsaved texts and go on trying.
 */
async function mayGoOn() {
  await leftAfterSaving();
  const page = pageShown();
  const lost = page?.goToLeft ? page.left?.() : "";
  if (!page || !lost) return true;
  const wanted = await ask(`${lost}。离开这一页，没有保存的就没有了。`, "放弃", "留下", { loses: true });
  if (wanted) page.giveUp?.();
  else page.goToLeft?.();
  return wanted;
}

let isAsking = false;

/** Before the window closes, saves what was typed; if that is not possible, the officer decides. */
export async function leave() {
  const left = isAsking ? [] : await leftAfterSaving();
  if (!isAsking && left.length === 0) return backend.leave();
  await backend.stay();
  if (!isAsking) await askToLeave(left.join("；"));
}

/** @param {string} left */
async function askToLeave(left) {
  isAsking = true;
  const wanted = await ask(`${left}。现在退出，没有保存的就没有了。`, "仍要退出", "留下", { loses: true }).finally(() => (isAsking = false));
  if (wanted) await backend.quit();
}

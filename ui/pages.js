// The pages of the window: what is asked of each, how one goes from one to another, and what is saved before.

import * as backend from "./backend.js";
import { ask, telling } from "./notice.js";
import { isShown, learn } from "./state.js";

/**
 * What can be typed into. `save` says whether nothing is left to save; where something is, `left` says what, as a part of
 * a sentence, and `giveUp` forgets it.
 * @typedef {{ save(): Promise<boolean>, left(): string, giveUp?(): void }} Keeper
 */

/**
 * Where to go to on a page.
 * @typedef {{ month?: string, revision?: number, figure?: string }} Place
 */

/**
 * What a key does, by its name as `keys.js` writes it; false where it is left to the engine.
 * @typedef {Partial<Record<string, (event: KeyboardEvent) => unknown>>} Shortcuts
 */

/**
 * A page is a module. `open` shows it, at a place or where it was left; `focus` puts the cursor where one types; `reread`
 * shows what something else has changed. A page with `goToLeft` keeps nothing that could not be saved when another one is
 * shown: the officer is asked, and may go to it instead.
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
/** Everything that something can be typed into, in the order it is told. @type {Partial<Keeper>[]} */
const keepers = [];

/**
 * @param {Page[]} all
 * @param {Partial<Keeper>[]} holding
 */
export function holdPages(all, holding) {
  pages.push(...all);
  keepers.push(...holding);
}

/** The page that is shown, if it is one of those that one can go to. */
export const pageShown = () => pages.find(({ name }) => isShown(name));

/**
 * Goes to a page, once what was typed on the one before is saved.
 * @param {string} name
 * @param {Place} [place]
 * @param {boolean} [pressed] whether a tab was pressed with the mouse
 */
export const go = (name, place, pressed = false) => telling(async () => {
  const page = pages.find((one) => one.name === name);
  if (!page || !(await mayGoOn())) return;
  await page.open(place);
  // Whoever presses a tab with the mouse types next, unless they are somewhere else already; whoever walks along the
  // tabs walks on.
  if (pressed && document.activeElement?.matches("body, [role=tab]")) page.focus?.();
});

/** Something else has changed the data: what is shown is read anew, and what stands around it. */
export async function reread() {
  await pageShown()?.reread?.();
  await learn();
}

/** Saves what was typed, and says of what could not be saved why. */
export async function leftAfterSaving(of = keepers) {
  /** @type {string[]} */
  const left = [];
  for (const keeper of of) if (keeper.save && !(await keeper.save())) left.push(keeper.left?.() ?? "");
  return left;
}

/** What was typed and not saved belongs to data that is no longer there. */
export function giveUpAll() {
  for (const keeper of keepers) keeper.giveUp?.();
}

/**
 * Another page is to be shown: what this one would lose is given up only when the officer says so. What the others could
 * not save they keep, and go on trying.
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

/** The window is to close: what was typed is saved first, and if that cannot be, the officer decides. */
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

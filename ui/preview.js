// The preview: exactly the pages that will be printed, drawn again while one types. The old picture stays
// until the new one is ready, so that nothing flickers.

import * as backend from "./backend.js";
import { buttonOf, byId, setText, write } from "./page.js";
import { drawRoom } from "./room.js";
import { isShown, listen } from "./state.js";

/** @import { Subject } from "./state.js" */
/** @import { Preview } from "./types" */

/**
 * A page of the window that can be printed: its subject, its button, the name of its pages, and the function
 * that draws them (null if there is nothing yet).
 * @typedef {{ page: string, of: Subject, button: string, name: () => string, draw: () => Promise<Preview> | null }} Desk
 */

/** Keys within this time are drawn together. */
const PAUSE = 10;
/** The width of a page at full size: A4 at 96 dots per inch. */
const FULL_WIDTH = 794;
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/** The pages as they were last drawn. @type {string[]} */
let pages = [];
let page = 0;
/** The desk whose pages are shown in the pane. @type {Desk | null} */
let desk = null;
/** The size relative to full size; null means as wide as the pane. @type {number | null} */
let zoom = null;
let drawing = false;
/** Whether something changed while the pages were being drawn. */
let stale = false;
/** @type {number | undefined} */
let timer;

/**
 * Listens to the pane's buttons, and to the button of each desk.
 * @param {Desk[]} desks
 */
export function preparePreview(desks) {
  /** @type {Record<string, () => void>} */
  const buttons = {
    "preview-close": () => void closePreview(),
    "zoom-out": () => zoomTo(step(-1)),
    "zoom-fit": () => zoomTo(null),
    "zoom-in": () => zoomTo(step(1)),
    "page-back": () => turnTo(page - 1),
    "page-on": () => turnTo(page + 1),
  };
  for (const one of desks) {
    buttons[one.button] = () => (desk === one ? void closePreview() : open(one));
    listen(one.of, () => refresh(one));
  }
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", run);
}

/** @param {Desk} other */
function open(other) {
  mark(false);
  desk = other;
  page = 0;
  letGo();
  refuse("");
  byId("preview-pages").hidden = true;
  // All desks share one pane; it is moved next to the desk whose pages it shows.
  pageOf(desk).append(byId("preview"));
  mark(true);
  void draw();
}

/** Lets go of the pages: their pictures are some of the largest things that the window holds. */
function letGo() {
  pages = [];
  byId("preview-page").replaceChildren();
}

/** Closes the pane, if it is next to the shown page. */
export function closePreview() {
  if (!desk || !isShown(desk.page)) return false;
  const { button } = desk;
  const within = byId("preview").contains(document.activeElement);
  mark(false);
  desk = null;
  letGo();
  if (within) buttonOf(button).focus();
  return true;
}

/** @param {Desk} one */
const pageOf = ({ page: name }) => byId(`page-${name}`);

/** @param {boolean} shown */
function mark(shown) {
  if (!desk) return;
  byId("preview").hidden = !shown;
  pageOf(desk).classList.toggle("previewing", shown);
  buttonOf(desk.button).setAttribute("aria-expanded", String(shown));
  drawRoom();
}

/**
 * Draws the pages of a desk again soon, if they are shown.
 * @param {Desk} changed
 */
function refresh(changed) {
  if (desk !== changed) return;
  clearTimeout(timer);
  timer = setTimeout(() => void draw(), PAUSE);
}

async function draw() {
  stale = drawing;
  if (drawing) return;
  drawing = true;
  const drawn = desk;
  try {
    const preview = await drawn?.draw();
    // Another desk was opened meanwhile, whose pages are drawn next.
    if (preview && drawn === desk) {
      pages = preview.pages;
      refuse(preview.refusal ?? "");
      await turnTo(Math.min(page, pages.length - 1));
    }
  } catch (thrown) {
    if (drawn === desk) refuse(backend.sentenceOf(thrown));
  } finally {
    drawing = false;
  }
  if (stale) await draw();
}

/** @param {string} sentence */
function refuse(sentence) {
  const line = byId("preview-refusal");
  line.hidden = sentence === "";
  write(line, sentence);
}

/** @param {number} to */
async function turnTo(to) {
  const drawn = pages[to];
  if (drawn === undefined) return;
  page = to;
  setText(document, "#page-number", `第 ${page + 1} 页，共 ${pages.length} 页`);
  byId("preview-pages").hidden = pages.length < 2;
  buttonOf("page-back").disabled = page === 0;
  buttonOf("page-on").disabled = page === pages.length - 1;
  await show(drawn);
}

/**
 * Replaces the picture as soon as the new one is ready.
 * @param {string} drawn
 */
async function show(drawn) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([drawn], { type: "image/svg+xml" }));
  image.alt = `${desk?.name() ?? ""}的打印预览，第 ${page + 1} 页`;
  image.src = address;
  try {
    await image.decode();
    size(image);
    if (desk) byId("preview-page").replaceChildren(image);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {HTMLElement} image */
function size(image) {
  image.style.width = zoom === null ? "100%" : `${FULL_WIDTH * zoom}px`;
}

/** @param {number | null} to */
function zoomTo(to) {
  zoom = to;
  buttonOf("zoom-fit").setAttribute("aria-pressed", String(zoom === null));
  buttonOf("zoom-out").disabled = zoom === STEPS[0];
  buttonOf("zoom-in").disabled = zoom === STEPS.at(-1);
  const image = byId("preview-page").firstElementChild;
  if (image instanceof HTMLElement) size(image);
}

/**
 * The next larger or smaller size.
 * @param {1 | -1} direction
 */
function step(direction) {
  const now = zoom ?? (byId("preview-page").firstElementChild?.clientWidth ?? FULL_WIDTH) / FULL_WIDTH;
  const larger = STEPS.filter((size) => size > now + 0.01);
  const smaller = STEPS.filter((size) => size < now - 0.01);
  return (direction === 1 ? larger[0] : smaller.at(-1)) ?? now;
}

// The preview: the very pages that will be printed, drawn anew as one types. The old picture stays until the new one
// can be shown, so nothing flashes.

import * as backend from "./backend.js";
import { buttonOf, byId, setText } from "./page.js";

/** @import { Sheet } from "./types" */

/** Keys that follow one another within this time are drawn at one go. */
const PAUSE = 10;
/** How wide a page is at full size: A4 at 96 dots an inch. */
const FULL_WIDTH = 794;
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/** The month on the desk. @type {() => Sheet | null} */
let sheetOf = () => null;
/** The pages as they were last drawn. @type {string[]} */
let pages = [];
let page = 0;
/** The size against full size; as wide as the pane where there is none. @type {number | null} */
let zoom = null;
let drawing = false;
/** Something changed while the pages were being drawn. */
let stale = false;
/** @type {number | undefined} */
let timer;

/** @param {() => Sheet | null} sheet the month on the desk */
export function preparePreview(sheet) {
  sheetOf = sheet;
  /** @type {Record<string, () => void>} */
  const buttons = {
    "preview-switch": () => open(!isOpen()),
    "preview-close": () => {
      open(false);
      buttonOf("preview-switch").focus();
    },
    "zoom-out": () => zoomTo(step(-1)),
    "zoom-fit": () => zoomTo(null),
    "zoom-in": () => zoomTo(step(1)),
    "page-back": () => turnTo(page - 1),
    "page-on": () => turnTo(page + 1),
  };
  for (const [id, run] of Object.entries(buttons)) buttonOf(id).addEventListener("click", run);
  byId("preview").addEventListener("keydown", ({ key }) => {
    if (key === "Escape") buttons["preview-close"]?.();
  });
}

const isOpen = () => buttonOf("preview-switch").getAttribute("aria-expanded") === "true";

/** @param {boolean} shown */
function open(shown) {
  byId("preview").hidden = !shown;
  byId("page-form").classList.toggle("previewing", shown);
  buttonOf("preview-switch").setAttribute("aria-expanded", String(shown));
  if (shown) void draw();
}

/** Draws the pages anew, soon, if anybody looks at them. */
export function refreshPreview() {
  if (!isOpen()) return;
  clearTimeout(timer);
  timer = setTimeout(() => void draw(), PAUSE);
}

async function draw() {
  const sheet = sheetOf();
  if (!sheet) return;
  stale = drawing;
  if (drawing) return;
  drawing = true;
  try {
    const preview = await backend.preview(sheet.month);
    pages = preview.pages;
    refuse(preview.refusal ?? "");
    await turnTo(Math.min(page, pages.length - 1));
  } catch (thrown) {
    refuse(backend.sentenceOf(thrown));
  } finally {
    drawing = false;
  }
  if (stale) await draw();
}

/** @param {string} sentence */
function refuse(sentence) {
  const line = byId("preview-refusal");
  line.hidden = sentence === "";
  if (line.textContent !== sentence) line.textContent = sentence;
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
 * Puts a picture in the place of the one before, once it is ready.
 * @param {string} drawn
 */
async function show(drawn) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([drawn], { type: "image/svg+xml" }));
  image.alt = `${sheetOf()?.month_name ?? ""}的打印预览，第 ${page + 1} 页`;
  image.src = address;
  try {
    await image.decode();
    size(image);
    byId("preview-page").replaceChildren(image);
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
 * The next size in that direction from what is shown now.
 * @param {1 | -1} direction
 */
function step(direction) {
  const now = zoom ?? (byId("preview-page").firstElementChild?.clientWidth ?? FULL_WIDTH) / FULL_WIDTH;
  const larger = STEPS.filter((size) => size > now + 0.01);
  const smaller = STEPS.filter((size) => size < now - 0.01);
  return (direction === 1 ? larger[0] : smaller.at(-1)) ?? now;
}

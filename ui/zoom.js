// The size of everything: changed by keys, by the wheel, and by buttons in 更多 and in the settings.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { copyOf, find, setText } from "./page.js";

/** @import { Zoom } from "./types" */

/** How far the wheel turns for one step: one click of a usual mouse. */
const CLICK = 100;

/** How far it has turned since the last step. */
let turned = 0;

/** Shows everything in the remembered size, and listens. The parts of the page must be in place. */
export async function prepareZoom() {
  for (const place of document.querySelectorAll("[data-sizes]")) place.append(copyOf("sizes"));
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-zoom]") : null;
    if (button instanceof HTMLElement) changeZoom(Number(button.dataset.zoom));
  });
  document.addEventListener("wheel", wheel, { passive: false });
  await telling(async () => draw(await backend.zoom()));
}

/** @param {WheelEvent} event */
function wheel(event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  // Browsers count in pixels, in lines or in pages.
  turned += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : Math.sign(event.deltaY) * CLICK;
  const clicks = Math.trunc(turned / CLICK);
  turned -= clicks * CLICK;
  if (clicks) changeZoom(-Math.sign(clicks));
}

/** Changes the size; 0 means the usual size. @param {number} steps */
export const changeZoom = (steps) => void telling(async () => draw(await backend.changeZoom(steps)));

/** @param {Zoom} zoom */
function draw({ percent, can_grow: canGrow, can_shrink: canShrink }) {
  for (const sizes of document.querySelectorAll("[data-sizes]")) {
    setText(sizes, ".size", `${percent}%`);
    find(sizes, "[data-zoom='-1']", HTMLButtonElement).disabled = !canShrink;
    find(sizes, "[data-zoom='1']", HTMLButtonElement).disabled = !canGrow;
  }
}

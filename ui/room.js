// How much room the page has, as a word for the style sheets; and whether the panel is folded.

import * as backend from "./backend.js";
import { telling } from "./notice.js";
import { buttonOf, byId } from "./page.js";
import { listen, overview } from "./state.js";

/** Below this width the panel beside the form would leave its words no room. */
const NARROW = matchMedia("(max-width: 1259px)");
/** In less than this hardly a row would be left between what stands above and below. */
const SMALL = matchMedia("(max-width: 880px), (max-height: 440px)");
/** Below this width form and preview do not stand side by side. */
const CROWDED = matchMedia("(max-width: 1080px)");

/** What the officer chose; until then the panel is folded where the page is narrow. @type {boolean | null} */
let chosen = null;
/** Whether that was in this sitting: what is read then, perhaps of other data, is older. */
let isNew = false;

export function prepareRoom() {
  for (const size of [NARROW, CROWDED, SMALL]) size.addEventListener("change", drawRoom);
  buttonOf("panel-switch").addEventListener("click", () => {
    const folded = !isFolded();
    chosen = folded;
    isNew = true;
    drawRoom();
    void telling(() => backend.setPanelFolded(folded));
  });
  // As it was left.
  listen("overview", () => {
    if (isNew) return;
    chosen = overview.panel_folded;
    drawRoom();
  });
  drawRoom();
}

const isFolded = () => chosen ?? NARROW.matches;

/** Tells the style sheets how much room there is; a preview that is opened or closed changes it too. */
export function drawRoom() {
  const isSmall = SMALL.matches || (CROWDED.matches && !byId("preview").hidden);
  document.body.dataset.room = isSmall ? "small" : NARROW.matches ? "narrow" : "wide";
  const folded = isFolded();
  byId("page-form").classList.toggle("folded", folded);
  const button = buttonOf("panel-switch");
  button.textContent = folded ? "展开" : "收起";
  button.setAttribute("aria-expanded", String(!folded));
}

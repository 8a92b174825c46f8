// The room on the page, as a word for the style sheets; and whether the panel is folded.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { buttonOf, byId } from "./page.js";
import { listen, overview } from "./state.js";

/** Below this width the panel next to the form is too narrow for its text. */
const NARROW = matchMedia("(max-width: 1259px)");
/** Below this size hardly a row is visible between the fixed parts above and below. */
const SMALL = matchMedia("(max-width: 880px), (max-height: 440px)");
/** Below this width form and preview cannot be side by side. */
const CROWDED = matchMedia("(max-width: 1080px)");

/** The officer's choice; without one, the panel is folded if the page is narrow. @type {boolean | null} */
let chosen = null;
/** Whether the choice was made in this sitting: a remembered one, perhaps of other data, is then older. */
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
  // The remembered choice.
  listen("overview", () => {
    if (isNew) return;
    chosen = overview.panel_folded;
    drawRoom();
  });
  drawRoom();
}

const isFolded = () => chosen ?? NARROW.matches;

/** Passes the room to the style sheets; opening or closing the preview changes it too. */
export function drawRoom() {
  const isSmall = SMALL.matches || (CROWDED.matches && !byId("preview").hidden);
  document.body.dataset.room = isSmall ? "small" : NARROW.matches ? "narrow" : "wide";
  const folded = isFolded();
  byId("page-form").classList.toggle("folded", folded);
  const button = buttonOf("panel-switch");
  button.textContent = folded ? "展开" : "收起";
  button.setAttribute("aria-expanded", String(!folded));
}

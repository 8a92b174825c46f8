// The index of the settings: one entry for each part, to jump to it; the part that is being read is marked.

import { byId, element } from "./page.js";

/** Draws the index from the headings. */
export function drawSettingsIndex() {
  const page = byId("page-settings");
  const headings = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".settings-parts > * > h2"))];
  const entries = headings.map((heading) => ({ heading, button: element("button", { type: "button" }, heading.textContent ?? "") }));
  for (const { heading, button } of entries) {
    heading.tabIndex = -1;
    button.addEventListener("click", () => {
      heading.parentElement?.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
      mark();
    });
  }
  byId("settings-index").replaceChildren(...entries.map(({ button }) => button));

  /** Marks the last part that has reached the upper third of the page; at the end of the page, the last part. */
  function mark() {
    const { top, height } = page.getBoundingClientRect();
    const line = top + height / 3;
    const isAtEnd = page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 1;
    // Before the page is shown, its parts have no positions.
    const now = height === 0 ? entries[0] : isAtEnd ? entries.at(-1) : entries.filter(({ heading }) => heading.getBoundingClientRect().top <= line).at(-1);
    for (const entry of entries) {
      if (entry === (now ?? entries[0])) entry.button.setAttribute("aria-current", "true");
      else entry.button.removeAttribute("aria-current");
    }
  }
  page.addEventListener("scroll", mark, { passive: true });
  mark();
}

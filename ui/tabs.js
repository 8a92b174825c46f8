// The tabs at the top: selecting one, and moving between them with the keyboard.

/** Every tab, in order. */
const tabs = () => [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[role=tab]"))];

/**
 * Marks the tab of a page as selected; false if the page has none.
 * @param {string} page
 */
export function selectTab(page) {
  let found = false;
  for (const tab of tabs()) {
    const selected = tab.getAttribute("aria-controls") === page;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    found ||= selected;
  }
  return found;
}

/**
 * Opens a tab by a click or with the arrow keys, Home and End.
 * @param {(page: string, pressed: boolean) => unknown} open whether it was pressed with the mouse
 */
export function listenToTabs(open) {
  for (const tab of tabs()) {
    tab.addEventListener("click", (event) => void open(tab.id.replace("tab-", ""), event.detail > 0));
    tab.addEventListener("keydown", (event) => {
      const all = tabs().filter(({ hidden }) => !hidden);
      const at = all.indexOf(tab);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const other = all.at(to % all.length);
      other?.focus();
      other?.click();
    });
  }
}

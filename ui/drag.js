// Dragging a row of a table to another place, with pointer events only, so that it works the same in every web view.

/** How near the edge of the frame scrolling begins, and how far it goes each time. */
const EDGE = 40;
const SCROLL = 14;

/**
 * Lets rows be dragged by their grip.
 * @param {HTMLElement} frame what scrolls
 * @param {{ isRow(line: Element): boolean, dropped(line: HTMLTableRowElement, place: number): void }} table
 */
export function listenToDrag(frame, table) {
  frame.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest(".grip") : null;
    const line = grip?.closest("tr");
    if (!(grip instanceof HTMLElement) || !line || !table.isRow(line) || event.button !== 0) return;
    event.preventDefault();
    drag(frame, table, grip, line, event.pointerId);
  });
}

/**
 * @param {HTMLElement} frame
 * @param {{ isRow(line: Element): boolean, dropped(line: HTMLTableRowElement, place: number): void }} table
 * @param {HTMLElement} grip
 * @param {HTMLTableRowElement} line
 * @param {number} pointer
 */
function drag(frame, table, grip, line, pointer) {
  const lines = [...(line.parentElement?.children ?? [])].filter((other) => table.isRow(other));
  let place = lines.indexOf(line);
  grip.setPointerCapture(pointer);
  line.classList.add("dragged");

  /** @param {PointerEvent} event */
  const move = ({ clientY }) => {
    const { top, bottom } = frame.getBoundingClientRect();
    if (clientY < top + EDGE) frame.scrollTop -= SCROLL;
    if (clientY > bottom - EDGE) frame.scrollTop += SCROLL;
    const above = lines.filter((other) => {
      const box = other.getBoundingClientRect();
      return other !== line && box.top + box.height / 2 < clientY;
    });
    place = above.length;
    const others = lines.filter((other) => other !== line);
    mark(lines, others[place] ?? null, others.at(-1) ?? null);
  };
  /** @param {boolean} kept */
  const end = (kept) => {
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", drop);
    grip.removeEventListener("pointercancel", cancel);
    grip.removeEventListener("keydown", escape);
    line.classList.remove("dragged");
    mark(lines, null, null);
    if (kept && place !== lines.indexOf(line)) table.dropped(line, place);
  };
  const drop = () => end(true);
  const cancel = () => end(false);
  /** @param {KeyboardEvent} event */
  const escape = ({ key }) => key === "Escape" && cancel();
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("pointercancel", cancel);
  grip.addEventListener("keydown", escape);
}

/**
 * Marks the target place: above a row, or below the last one.
 * @param {Element[]} lines
 * @param {Element | null} above
 * @param {Element | null} last
 */
function mark(lines, above, last) {
  for (const line of lines) {
    line.classList.toggle("drop-above", line === above);
    line.classList.toggle("drop-below", above === null && line === last);
  }
}

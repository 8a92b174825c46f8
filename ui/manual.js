// F1: the manual, in the window. It is a part of the program; nothing is downloaded. Its chapters are listed
// at the side, and a search shows those that contain a word.

import * as backend from "./backend.js";
import { writes } from "./cells.js";
import { telling } from "./messages.js";
import { element } from "./page.js";
import { readingDialog } from "./reading.js";
import { isCollating } from "./sides.js";

/**
 * @typedef {object} Chapter
 * @property {HTMLElement} title
 * @property {HTMLElement[]} blocks
 * @property {HTMLButtonElement} button
 */

/** The chapter for each page of the window. @type {Record<string, string>} */
const CHAPTERS = {
  form: "填一个月",
  "to-do": "同时报几张表",
  projects: "项目清单",
  summary: "总结",
  matrix: "累计核对",
  history: "报送记录与核对文件",
  settings: "设置",
  board: "收表",
  sums: "汇总表",
  register: "名册",
  "clerk-begin": "开始汇总",
};

/** The same where the page is another one at the other end. @type {Record<string, string>} */
const CLERK_CHAPTERS = { form: "报给上级", settings: "设置、备份和修改记录" };

/** @type {{ dialog: HTMLDialogElement, page: HTMLElement, search: HTMLInputElement, chapters: Chapter[] } | null} */
let manual = null;

export const help = () => telling(open);

async function open() {
  manual ??= draw(await backend.manual());
  const { dialog, page, search, chapters } = manual;
  if (dialog.open) return;
  search.value = "";
  look(chapters, "");
  dialog.showModal();
  // Only after that the positions of the chapters are known.
  await Promise.allSettled([...page.querySelectorAll("img")].map((picture) => picture.decode()));
  const shown = document.body.dataset.page ?? "";
  const wanted = (isCollating() ? CLERK_CHAPTERS[shown] : undefined) ?? CHAPTERS[shown];
  const chapter = chapters.find(({ title }) => title.textContent === wanted) ?? chapters[0];
  if (chapter) go(chapter);
  // The focus is in the search field, for typing and for input methods; keys that scroll are passed to the page.
  search.focus();
}

/** @param {string} text */
function draw(text) {
  const { dialog, bar, page } = readingDialog("manual", "使用手册");
  const search = element("input", { type: "search", placeholder: "查找，例如：补零", ariaLabel: "在手册里查找" });
  page.append(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  const chapters = chaptersOf(page);
  const nothing = element("p", { hidden: true }, "手册里没有这个词。");
  const list = element("nav", { ariaLabel: "目录" }, ...chapters.map(({ button }) => button), nothing);

  for (const chapter of chapters) chapter.button.addEventListener("click", () => go(chapter, search.value.trim()));
  search.addEventListener("input", () => {
    nothing.hidden = look(chapters, search.value.trim()) > 0;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = chapters.find(({ button }) => !button.hidden);
    if (first) go(first, search.value.trim());
  });
  // Esc belongs to the dialog; in the field it would only clear it.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.close();
  });
  search.addEventListener("keydown", (event) => {
    if (scroll(page, event.key)) event.preventDefault();
  });
  dialog.addEventListener("keydown", (event) => {
    const isLetter = writes(event) && event.key !== " ";
    if (isLetter && event.target !== search) search.focus();
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "f") return;
    event.preventDefault();
    search.focus();
    search.select();
  });
  // A click on a link must not leave the page of the program.
  page.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) event.preventDefault();
  });
  page.addEventListener("scroll", () => mark(page, chapters));
  bar.prepend(search);
  page.before(list);
  return { dialog, page, search, chapters };
}

/**
 * Scrolls the page by a key that has no meaning in the field; false for any other key.
 * @param {HTMLElement} page
 * @param {string} key
 */
function scroll(page, key) {
  const by = { ArrowDown: 60, ArrowUp: -60, PageDown: page.clientHeight * 0.9, PageUp: page.clientHeight * -0.9 }[key];
  if (by) page.scrollBy(0, by);
  return by !== undefined;
}

/**
 * Each heading with its content up to the next heading.
 * @param {HTMLElement} page
 */
function chaptersOf(page) {
  /** @type {Chapter[]} */
  const chapters = [];
  for (const block of page.children) {
    if (!(block instanceof HTMLElement)) continue;
    if (/^H[1-3]$/.test(block.tagName)) {
      const button = element("button", { type: "button" }, block.tagName === "H1" ? "开头" : (block.textContent ?? ""));
      button.classList.toggle("below", block.tagName === "H3");
      chapters.push({ title: block, blocks: [], button });
    } else {
      chapters.at(-1)?.blocks.push(block);
    }
  }
  return chapters;
}

/**
 * Goes to a chapter, and to the first place of the word in it.
 * @param {Chapter} chapter
 * @param {string} [word]
 */
function go({ title, blocks }, word = "") {
  for (const old of document.querySelectorAll("#manual .found")) old.classList.remove("found");
  const places = blocks.flatMap((block) => {
    const lines = block.querySelectorAll("li, td, pre");
    return lines.length > 0 ? [...lines] : [block];
  });
  const place = word && !title.textContent?.includes(word) ? places.find((one) => one.textContent?.includes(word)) : undefined;
  place?.classList.add("found");
  (place ?? title).scrollIntoView({ block: place ? "center" : "start" });
}

/**
 * Shows the chapters that contain the word, and says how many there are.
 * @param {Chapter[]} chapters
 * @param {string} word
 */
function look(chapters, word) {
  for (const { title, blocks, button } of chapters) {
    button.hidden = ![title, ...blocks].some((block) => block.textContent?.includes(word));
  }
  return chapters.filter(({ button }) => !button.hidden).length;
}

/**
 * Marks the chapter that is being read.
 * @param {HTMLElement} page
 * @param {Chapter[]} chapters
 */
function mark(page, chapters) {
  const top = page.getBoundingClientRect().top + 40;
  const passed = chapters.filter(({ title }) => title.getBoundingClientRect().top <= top);
  const now = passed.at(-1) ?? chapters[0];
  for (const chapter of chapters) {
    if (chapter === now) chapter.button.setAttribute("aria-current", "true");
    else chapter.button.removeAttribute("aria-current");
  }
  now?.button.scrollIntoView({ block: "nearest" });
}

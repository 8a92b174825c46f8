// F1: the manual, in the window. It is a part of the program; nothing is fetched.

import * as backend from "./backend.js";
import { telling } from "./notice.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;

export function listenToHelp() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F1") return;
    event.preventDefault();
    void telling(open);
  });
}

async function open() {
  dialog ??= await draw();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("article")?.focus();
}

async function draw() {
  const { made, bar, page } = readingDialog("manual", "使用手册");
  const list = document.createElement("select");
  list.setAttribute("aria-label", "目录");
  page.append(...new DOMParser().parseFromString(await backend.manual(), "text/html").body.childNodes);
  const titles = [...page.querySelectorAll("h1, h2")];
  list.append(...titles.map((title, at) => new Option(title.textContent ?? "", String(at))));
  list.addEventListener("change", () => titles[Number(list.value)]?.scrollIntoView());
  // A press on an address must not lead the window away from the form.
  page.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) event.preventDefault();
  });
  bar.prepend(list);
  return made;
}

/**
 * A dialog with a long text in it, and a bar above that closes it.
 * @param {string} id
 * @param {string} name
 */
export function readingDialog(id, name) {
  const made = document.createElement("dialog");
  made.id = id;
  made.setAttribute("aria-label", name);
  const bar = document.createElement("form");
  bar.method = "dialog";
  const close = document.createElement("button");
  close.textContent = "关闭（Esc）";
  bar.append(close);
  const page = document.createElement("article");
  page.tabIndex = 0;
  made.append(bar, page);
  document.body.append(made);
  return { made, bar, page };
}

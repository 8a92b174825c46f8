// The licences of other people's work: a card in the settings, and a dialog with the texts.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { byId } from "./page.js";
import { readingDialog } from "./reading.js";

/** @type {HTMLDialogElement | null} */
let licences = null;

export function prepareLicences() {
  const card = document.createElement("section");
  card.className = "card";
  const title = document.createElement("h2");
  title.textContent = "第三方软件";
  const words = document.createElement("p");
  words.textContent = "山城月报里用到了别人写的开源软件，它们的名称和许可原文都在这里。";
  const actions = document.createElement("div");
  actions.className = "actions";
  const button = document.createElement("button");
  button.type = "button";
  button.id = "show-licences";
  button.textContent = "看第三方软件的许可…";
  button.addEventListener("click", () => void telling(open));
  actions.append(button);
  card.append(title, words, actions);
  byId("page-settings").append(card);
}

async function open() {
  licences ??= await draw();
  licences.showModal();
  licences.querySelector("article")?.focus();
}

async function draw() {
  const text = document.createElement("pre");
  text.textContent = await backend.licences();
  const { dialog, bar, page } = readingDialog("licences", "第三方软件的许可");
  const title = document.createElement("strong");
  title.textContent = "第三方软件的许可";
  bar.prepend(title);
  page.append(text);
  return dialog;
}

// The sheet of a report as it came, with one of its cells framed, and the file, the mail and the digest beside it.

import * as backend from "./backend.js";
import { telling } from "./messages.js";
import { buttonOf, byId, element, find, setText } from "./page.js";

/** @import { SourceSheet } from "./types" */

/**
 * @param {string} report
 * @param {string} cell
 */
export const showSource = (report, cell) => telling(async () => draw(await backend.sourceSheet(report, cell), cell));

/**
 * @param {SourceSheet} source
 * @param {string} cell
 */
function draw({ file, within, sender, received_on: received, taken_at: taken, sha256, sheet, columns, rows, framed }, cell) {
  const dialog = find(document, "#source-dialog", HTMLDialogElement);
  setText(document, "#source-title", [file, sheet, cell].filter(Boolean).join(" · "));
  const about = [
    ...(within.length ? [["放在", within.join(" → ")]] : []),
    ...(sender ? [["发件人", sender]] : []),
    ["收到", received],
    ["收下", taken],
    ["SHA-256", sha256],
  ];
  find(dialog, ".about", HTMLElement).replaceChildren(...about.map(([name = "", text = ""]) =>
    element("div", null, element("dt", null, `${name} `), element("dd", null, text))));
  const head = element("tr", null, element("th", { scope: "col" }, element("span", { className: "unseen" }, "行")), ...columns.map((column) => element("th", { scope: "col" }, column)));
  const lines = rows.map(({ number, texts }, row) => element(
    "tr",
    null,
    element("th", { scope: "row" }, String(number)),
    ...texts.map((text, column) => {
      const isFramed = framed !== null && framed[0] === row && framed[1] === column;
      return element("td", { className: isFramed ? "framed" : "" }, text, ...(isFramed ? [element("span", { className: "unseen" }, "（就是这一格）")] : []));
    }),
  ));
  byId("source-grid").replaceChildren(element("table", null, element("thead", null, head), element("tbody", null, ...lines)));
  buttonOf("source-close").onclick = () => dialog.close();
  if (!dialog.open) dialog.showModal();
  buttonOf("source-close").focus();
  dialog.querySelector(".framed")?.scrollIntoView({ block: "center", inline: "center" });
}

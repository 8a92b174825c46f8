// 通报: its pages as they are printed, and saving it as Word or PDF.

import * as clerk from "./backend-collation.js";
import { board } from "./collation-state.js";
import { exporting } from "./exporting.js";
import { telling } from "./messages.js";
import { monthName } from "./months.js";
import { buttonOf, byId, element, find, setText } from "./page.js";

const dialogOf = () => find(document, "#bulletin-dialog", HTMLDialogElement);

export function prepareBulletin() {
  /** @type {Record<string, (month: string) => Promise<string | null>>} */
  const saves = { "bulletin-word": clerk.saveBulletinWord, "bulletin-pdf": clerk.saveBulletinPdf };
  for (const [id, write] of Object.entries(saves)) buttonOf(id).addEventListener("click", () => void telling(() => exporting(() => write(board.month))));
  buttonOf("bulletin-close").addEventListener("click", () => dialogOf().close());
  dialogOf().addEventListener("close", forget);
}

/** The addresses of the pages that are shown. @type {string[]} */
let addresses = [];

function forget() {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
}

/** Shows the bulletin of the month. */
export const showBulletin = () => telling(async () => {
  const { month } = board;
  const { pages } = await clerk.previewBulletin(month);
  forget();
  addresses = pages.map((page) => URL.createObjectURL(new Blob([page], { type: "image/svg+xml" })));
  setText(document, "#bulletin-title", `${monthName(month)}的通报`);
  byId("bulletin-pages").replaceChildren(...addresses.map((src, at) => element("img", { src, alt: `通报第 ${at + 1} 页，共 ${pages.length} 页` })));
  const isEarly = board.today <= board.due_on;
  byId("bulletin-early").hidden = !isEarly;
  setText(document, "#bulletin-early", isEarly ? "这个月的表还没有到期：还没有报的写作“未到期”，不算未报。" : "");
  dialogOf().showModal();
  byId("bulletin-pages").scrollTop = 0;
  buttonOf("bulletin-word").focus();
});

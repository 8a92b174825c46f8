// Exporting and printing: the result is reported, with a way to find the file.

import * as backend from "./backend.js";
import { tell, telling } from "./messages.js";
import { form } from "./state.js";

/** @import { Action } from "./messages.js" */

/**
 * Writes a file and offers to show it; nothing is reported if the officer cancelled.
 * @param {() => Promise<string | null>} write
 * @param {string} [left] what was still missing in it, as a part of the sentence
 * @param {string} [done] what was done, if it is not an export
 */
export async function exporting(write, left = "", done = "已导出") {
  const path = await write();
  if (path === null) return;
  tell(`${done}${left}：${path}`, {
    action: {
      label: "在文件夹中显示",
      run: () => telling(async () => void ((await backend.revealExport()) || tell("打不开文件管理器，请按上面的位置去找", { problem: true }))),
    },
  });
}

/** Explains on pages without printing what to do instead. */
export const tellNoPrint = () => tell(`这一页不直接打印：按“导出表格”，在 WPS 里打印。要打印报表，请回到“${form.mark}”`);

/**
 * Prints something and reports the result.
 * @param {(sentence: string) => void} say
 * @param {() => Promise<string>} print
 * @param {Action[]} instead what can be done if printing is refused
 */
export async function printing(say, print, instead) {
  say("正在打印…");
  try {
    tell(await print());
  } catch (thrown) {
    tell(backend.sentenceOf(thrown), { problem: true, actions: instead });
  } finally {
    say("");
  }
}

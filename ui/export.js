// Saying where an exported file is.

import * as backend from "./backend.js";
import { tell, telling } from "./notice.js";

/**
 * Tells where a file was exported to, and offers to show it; nothing if the officer thought better of it.
 * @param {string | null} path
 * @param {string} [remark]
 */
export function tellExported(path, remark = "") {
  if (path === null) return;
  tell(`已导出${remark}：${path}`, {
    action: {
      label: "在文件夹中显示",
      run: () => telling(async () => void ((await backend.revealExport()) || tell("打不开文件管理器，请按上面的位置去找", { problem: true }))),
    },
  });
}

// The files of a month of all units: the official form as workbook, PDF and on paper, and the table of all units.

import * as backend from "./backend.js";
import * as clerk from "./backend-collation.js";
import { board } from "./collation-state.js";
import { exporting, printing } from "./exporting.js";
import { telling } from "./messages.js";

export const exportWorkbook = () => telling(() => exporting(() => backend.exportWorkbook(board.month, null)));

export const exportPdf = () => telling(() => exporting(() => backend.exportPdf(board.month, null)));

export const exportUnits = () => telling(() => exporting(() => clerk.saveUnitTable(board.month)));

export const exportList = () => telling(async () => {
  const saved = await clerk.saveMergedList(board.month);
  await exporting(async () => saved?.path ?? null, `（${saved?.told}）`);
});

export const print = () => telling(() => printing(() => undefined, () => backend.print(board.month, null), [{ label: "导出 PDF", run: exportPdf }]));

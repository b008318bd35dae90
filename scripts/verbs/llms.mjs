// npm run llms: writes llms.txt and llms-full.txt from the documentation. npm run check -- llms: checks that they are current.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { full, index } from "../lib/llms.mjs";
import { Problem, main, root } from "../lib/process.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const files = { "llms.txt": () => index(read), "llms-full.txt": () => full(read, (folder) => readdirSync(join(root, folder))) };

await main(() => {
  const isCheck = process.argv.includes("--check");
  const stale = [];
  for (const [name, write] of Object.entries(files)) {
    const text = write();
    if (isCheck && readOrNothing(name) !== text) stale.push(name);
    if (!isCheck) writeFileSync(join(root, name), text);
  }
  if (stale.length > 0) throw new Problem(`${stale.join(" and ")} ${stale.length > 1 ? "are" : "is"} not what the documentation says\nnext: npm run llms`);
  console.log(`${Object.keys(files).join(", ")}: ${isCheck ? "current" : "written"}`);
});

function readOrNothing(path) {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

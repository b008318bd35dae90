// npm run check -- layers: checks that imports go one way. The order of each part is in layers.json beside this file.

import { readFileSync } from "node:fs";

import { importsOf } from "../lib/import-graph.mjs";
import { compareWithAllowed, judgePart } from "../lib/layer-rules.mjs";
import { Problem, main } from "../lib/process.mjs";
import { readTracked } from "../lib/tracked-files.mjs";

const { crates, parts, ignore } = JSON.parse(readFileSync(new URL("layers.json", import.meta.url), "utf8"));

await main(() => {
  const files = readTracked((path) => /\.(rs|mjs|js|mts|ts|tsx)$/.test(path) && !ignore.some((folder) => path.startsWith(`${folder}/`)));
  const imports = importsOf(files, crates);
  const failures = [];
  for (const [folder, part] of Object.entries(parts)) {
    const result = judgePart(folder, part, imports, [...files.keys()]);
    const { over, lower } = compareWithAllowed(folder, result, part.allowed);
    failures.push(...over);
    const counts = Object.entries(result).map(([kind, found]) => `${found.length} ${kind}`);
    console.log(`${(folder || "repository").padEnd(20)} ${counts.join(", ")}`);
    for (const sentence of lower) console.log(`note: ${sentence}`);
  }
  console.log(`${imports.length} imports among ${files.size} files`);
  if (failures.length > 0) throw new Problem(`imports against the order in scripts/check/layers.json:\n${failures.join("\n")}`);
});

// short-names.mjs GLUE < MAPPING: writes into the glue the short names that wasm-opt chose for the imports and exports of the wasm. This saves 3 kB
// of the download: wasm-bindgen's own names end in a hash, which gzip cannot compress.

import { readFileSync, writeFileSync } from "node:fs";

const glue = process.argv[2];
const { imports, exports } = JSON.parse(readFileSync(0, "utf8"));
let text = readFileSync(glue, "utf8");

function rename(pattern, name, short) {
  if (!pattern.test(text)) throw new Error(`${glue} does not have ${name}`);
  text = text.replace(pattern, (_, before) => before + short);
}

for (const [, name, short] of imports) rename(new RegExp(`^( +)${name}(?=:)`, "gm"), name, short);
for (const [name, short] of exports) {
  // The glue does not use every export.
  if (text.includes(`wasm.${name}`)) rename(new RegExp(`\\b(wasm\\.)${name}\\b`, "g"), name, short);
}
// Removes imports that the last optimization made unused.
text = text.replace(/^ +__wb[^\n]+ function\(.*?\n {8}\},\n/gms, "");
const [[module]] = imports;
rename(new RegExp(`^( +")${module.replaceAll(".", "\\.")}(?=")`, "gm"), module, "a");
writeFileSync(glue, text);

// short-names.mjs GLUE < MAPPING: teaches the glue the short names that wasm-opt gave to what crosses the border of the wasm. wasm-bindgen's
// own end in a hash each, which no gzip makes smaller: 3 kB of the download.

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
  // The glue does not ask for all that it could.
  if (text.includes(`wasm.${name}`)) rename(new RegExp(`\\b(wasm\\.)${name}\\b`, "g"), name, short);
}
// What the last optimisation has made unused.
text = text.replace(/^ +__wb[^\n]+ function\(.*?\n {8}\},\n/gms, "");
const [[module]] = imports;
rename(new RegExp(`^( +")${module.replaceAll(".", "\\.")}(?=")`, "gm"), module, "a");
writeFileSync(glue, text);

// wasm-text.mjs WASM OUTPUT: writes the bytes of a wasm file as text into a JavaScript module.

import { readFileSync, writeFileSync } from "node:fs";

import { encode } from "../lib/wasm-text.mjs";

const [, , wasm, output] = process.argv;
const { common, text } = encode(readFileSync(wasm));
writeFileSync(output, `export const common = "${common}";\nexport const text =\n  "${text}";\n`);

// wasm-text.mjs WASM OUTPUT: writes the bytes of a file as a module of text.

import { readFileSync, writeFileSync } from "node:fs";

import { encode } from "../lib/wasm-text.mjs";

const [, , wasm, output] = process.argv;
const { common, text } = encode(readFileSync(wasm));
writeFileSync(output, `export const common = "${common}";\nexport const text =\n  "${text}";\n`);

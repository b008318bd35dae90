// The entry of Node and Bun: the wasm is a file beside this one.

import { readFile } from "node:fs/promises";

import { compile } from "./wasm-compile.js";
import { setSource } from "./wasm-source.js";

setSource(() => readFile(new URL("./outx_client_bg.wasm", import.meta.url)), compile);

export * from "./exports.js";

// The entry of browsers and bundlers, which find the wasm by this very expression.

import { compile } from "./wasm-compile.js";
import { setSource } from "./wasm-source.js";

setSource(() => new URL("./outx_client_bg.wasm", import.meta.url), compile);

export * from "./exports.js";

// The entry of edge workers, which compile wasm when they are deployed and never at run time.

import wasm from "./outx_client_bg.wasm?module";

import { setSource } from "./wasm-source.js";

setSource(() => wasm, (module) => module);

export * from "./exports.js";

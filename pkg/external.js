// The entry that loads the wasm from a file beside the script, for browsers and bundlers. Bundlers find the file by `new URL(…, import.meta.url)`.

import { Outx as Client } from "./client.js";
import { compile } from "./wasm-compile.js";
import { ready as load } from "./wasm-instance.js";
import { withSource } from "./wasm-source.js";

const address = () => new URL("./outx_client_bg.wasm", import.meta.url);

export const Outx = /* @__PURE__ */ withSource(Client, address, compile);
export const ready = /* @__PURE__ */ withSource(load, address, compile);
export * from "./exports.js";

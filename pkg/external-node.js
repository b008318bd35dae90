// The entry that loads the wasm from a file beside the script, in Node and Bun.

import { readFile } from "node:fs/promises";

import { Outx as Client } from "./client.js";
import { compile } from "./wasm-compile.js";
import { ready as load } from "./wasm-instance.js";
import { withSource } from "./wasm-source.js";

const bytes = () => readFile(new URL("./outx_client_bg.wasm", import.meta.url));

export const Outx = /* @__PURE__ */ withSource(Client, bytes, compile);
export const ready = /* @__PURE__ */ withSource(load, bytes, compile);
export * from "./exports.js";

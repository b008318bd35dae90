// The default entry. It contains the wasm as text, so that no bundler, test runner or server has to find a file.

import { Outx as Client } from "./client.js";
import { compile } from "./wasm-compile.js";
import { decode } from "./wasm-decode.js";
import { ready as load } from "./wasm-instance.js";
import { withSource } from "./wasm-source.js";
import { common, text } from "./wasm-text.js";

const bytes = () => decode(common, text);

export const Outx = /* @__PURE__ */ withSource(Client, bytes, compile);
export const ready = /* @__PURE__ */ withSource(load, bytes, compile);
export * from "./exports.js";

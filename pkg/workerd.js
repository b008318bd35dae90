// The entry for edge workers, whose wasm is compiled at deployment and cannot be compiled at run time.

import wasm from "./outx_client_bg.wasm?module";

import { Outx as Client } from "./client.js";
import { ready as load } from "./wasm-instance.js";
import { withSource } from "./wasm-source.js";

const compiled = () => wasm;
const asIs = (module) => module;

export const Outx = /* @__PURE__ */ withSource(Client, compiled, asIs);
export const ready = /* @__PURE__ */ withSource(load, compiled, asIs);
export * from "./exports.js";

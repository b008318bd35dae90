// The entry for Node, Deno and Bun. The wasm is a file in the same folder.

import { readFileSync } from "node:fs";

import { initSync } from "../glue/outx_sandbox.js";
import { defineCreateSandbox } from "./sandbox.js";

async function load() {
  const compilation = WebAssembly.compile(readFileSync(new URL("outx_sandbox_bg.wasm", import.meta.url)));
  // The first access makes Node load its fetch, while the wasm is compiled on another thread.
  void globalThis.Response;
  initSync({ module: await compilation });
}

// Imported on demand, because loading node:http takes longer than starting a sandbox.
const listen = async (service, options) => (await import("../listen.js")).listen(service, options);

export const createSandbox = defineCreateSandbox({ load, listen });

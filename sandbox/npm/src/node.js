// Node, Deno and Bun: the wasm is a file beside this one.

import { readFileSync } from "node:fs";

import { initSync } from "../glue/outx_sandbox.js";
import { defineCreateSandbox } from "./sandbox.js";

async function load() {
  const compilation = WebAssembly.compile(readFileSync(new URL("outx_sandbox_bg.wasm", import.meta.url)));
  // Node loads its fetch on the first use of a part of it: meanwhile the wasm compiles on another thread.
  void globalThis.Response;
  initSync({ module: await compilation });
}

// node:http takes longer to load than a sandbox to start.
const listen = async (service, options) => (await import("../listen.js")).listen(service, options);

export const createSandbox = defineCreateSandbox({ load, listen });

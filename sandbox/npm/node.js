// Node, Deno and Bun: the wasm is a file beside this one.

import { readFile } from "node:fs/promises";

import { listen } from "./listen.js";
import { initSync } from "./outx_sandbox.js";
import { defineCreateSandbox } from "./sandbox.js";

async function load() {
  const bytes = await readFile(new URL("outx_sandbox_bg.wasm", import.meta.url));
  initSync({ module: await WebAssembly.compile(bytes) });
}

export const createSandbox = defineCreateSandbox({ load, listen });

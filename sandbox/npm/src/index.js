// The entry for pages and all other runtimes. The wasm is text in a script, so that no bundler needs configuration.

import { initSync } from "../glue/outx_sandbox.js";
import { defineCreateSandbox } from "./sandbox.js";

async function load() {
  const { base64 } = await import("../wasm-inline.js");
  const compressed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  initSync({ module: await WebAssembly.compile(await new Response(stream).arrayBuffer()) });
}

export const createSandbox = defineCreateSandbox({ load });

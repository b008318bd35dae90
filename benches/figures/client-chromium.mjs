// Measures the client's time per call in Chromium, compared with fetch alone and with ky, and the time to start its wasm.

import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { startPage } from "../lib/page.mjs";
import { against, compare } from "../lib/rounds.mjs";

const STARTS = 21;

export const names = ["client-small-chromium", "client-small-chromium-vs-ky", "client-5mb", "wasm-start-chromium"];

export async function measure() {
  const page = await startPage("benches/client/page.js", [join(root, "pkg/outx_client_bg.wasm")]);
  try {
    const { small, large } = await page.fresh((page) => page.evaluate(async () => ({
      small: await window.bench.measure("small", 100, 20),
      large: await window.bench.measure("large", 30, 1),
    })));
    const starts = [];
    for (let start = 0; start < STARTS; start++) starts.push(await page.fresh((page) => page.evaluate(() => window.bench.start())));
    return [
      compare("client-small-chromium", "ms", ["outx", "fetch"], small, { atMost: 1.1 }),
      compare("client-small-chromium-vs-ky", "ms", ["outx", "ky"], small, { atMost: 1 }),
      compare("client-5mb", "ms", ["outx", "fetch"], large, { atMost: 1.03 }),
      against("wasm-start-chromium", "ms", 3, starts),
    ];
  } finally {
    await page.stop();
  }
}

// Measures how the memory of the gateway's workerd grows under many requests once it is warm, with V8's heap limited as at Cloudflare.

import { startGateways } from "../lib/gateways.mjs";
import { load } from "../lib/load.mjs";
import { HEAP_MB, startLimited } from "../lib/workerd.mjs";

const WARM = 1 / 3;
const MAX_WARM = 50_000;
const GROWTH = 1.05;
const SLICE_SECONDS = 2;

export const names = ["soak-memory"];

export async function measure({ requests }) {
  const start = (options, upstream) => startLimited(options, upstream, { heapMb: HEAP_MB });
  const gateways = await startGateways(100, ["outx", "hono"], start);
  try {
    const grown = {};
    for (const gateway of gateways.all) {
      const after = await serve(gateway, Math.min(MAX_WARM, requests * WARM));
      const began = gateway.worker.rss();
      await serve(gateway, requests - after);
      grown[gateway.name] = gateway.worker.rss() / began;
    }
    return [{
      name: "soak-memory", unit: `x after ${requests} requests`, peerName: "hono", ours: grown.outx, peer: grown.hono,
      ratio: grown.outx, spread: 0, atMost: GROWTH,
    }];
  } finally {
    await gateways.stop();
  }
}

/** Sends load until at least `count` requests have a response, and returns how many have. */
async function serve({ url, sessions }, count) {
  let served = 0;
  while (served < count) served += (await load(url, { sessions, seconds: SLICE_SECONDS })).perSecond * SLICE_SECONDS;
  return Math.round(served);
}

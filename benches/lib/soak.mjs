// One soak run: a steady load on one gateway, with its memory sampled.

import autocannon from "autocannon";

import { startGateways } from "./gateways.mjs";
import { inspect } from "./inspector.mjs";
import { PARTS, WARM_REQUESTS } from "./soak-limits.mjs";
import { ourSessions } from "./upstream.mjs";
import { ORIGIN } from "./worker.mjs";
import { HEAP_MB, startLimited } from "./workerd.mjs";

export { HEAP_MB };

const KNOWN_SESSIONS = 100;
const SAMPLE_MS = 1_000;
/** The shorter runs that the soak is compared with. */
export const BESIDE = [{ name: "outx", heapMb: undefined }, { name: "hono", heapMb: HEAP_MB }];

/**
 * Soaks one gateway and returns `{ tenths, visitors, rss, reads, used }`.
 *
 * - `rss`: resident memory by requests served; the first `reads` samples belong to the tenths.
 * - `used`: bytes in use after a full garbage collection, by requests served: once warm, and after the last tenth.
 */
export async function measure({ name, heapMb, requests, sessions = 0, rate }) {
  const start = (options, upstream) => startLimited(options, upstream, { heapMb, inspect: true });
  const gateways = await startGateways(KNOWN_SESSIONS, [name], start);
  let inspector;
  try {
    const [{ url, worker, sessions: known }] = gateways.all;
    inspector = await inspect(worker.inspectorPort);
    const collect = () => inspector.collect(() => sendRead(url, known[0]));
    const rss = [];
    let served = 0;
    const load = async (amount, visitors) => {
      const sampling = setInterval(() => rss.push({ requests: served, kB: worker.rss() }), SAMPLE_MS);
      const [before, called] = [served, await gateways.upstream.calls()];
      const part = await serve({ url, visitors, amount, rate, onResponse: () => (served += 1) });
      clearInterval(sampling);
      part.lost = amount - (served - before);
      part.doubled = (await gateways.upstream.calls()) - called - amount;
      rss.push({ requests: served, kB: worker.rss() });
      return part;
    };
    const [tenths, used] = [[], []];
    for (let part = 1; part <= PARTS; part += 1) {
      const wasWarm = served >= WARM_REQUESTS;
      tenths.push(await load(Math.round(requests / PARTS), known));
      if ((!wasWarm && served >= WARM_REQUESTS) || part === PARTS) used.push({ requests: served, bytes: await collect() });
      console.error(`${name}: ${served} of ${requests} requests, ${tenths.at(-1).errors} errors, ${Math.round(rss.at(-1).kB / 1024)} MB`);
    }
    const reads = rss.length;
    const visitors = sessions > 0 ? await load(sessions, await ourSessions(sessions)) : undefined;
    return { tenths, visitors, rss, reads, used };
  } finally {
    inspector?.close();
    await gateways.stop();
  }
}

/** Sends `amount` reads at `rate` per second, with the sessions in turn. */
async function serve({ url, visitors, amount, rate, onResponse }) {
  let turn = 0;
  const setupRequest = (request) => {
    turn = (turn + 1) % visitors.length;
    return { ...request, headers: headersOf(visitors[turn]) };
  };
  const cannon = autocannon({ url, amount, connections: 32, overallRate: rate, requests: [{ setupRequest }] });
  cannon.on("response", onResponse);
  const { latency, errors, timeouts, non2xx, duration } = await cannon;
  return { perSecond: amount / duration, p50: latency.p50, p99: latency.p99, mean: latency.mean, errors: errors + timeouts + non2xx };
}

async function sendRead(url, session) {
  await (await fetch(url, { headers: headersOf(session) })).arrayBuffer();
}

function headersOf(session) {
  return { origin: ORIGIN, "sec-fetch-site": "cross-site", accept: "application/json", cookie: `__Host-outx_session=${session}` };
}

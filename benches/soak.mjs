// npm run soak [-- --requests N] [--sessions N] [--rate N] [--beside N] [--busy] [--write]: many reads through the gateway at a steady rate, then as many visitors
// as asked for, one call each, with V8's heap limited as at Cloudflare; and beside it shorter runs that tell what memory and latency owe to that
// limit: ours without it, and Hono with it. Fails on an error, on an answer that is lost or a call that is doubled, on growth, or when it gets slower;
// with `--busy`, for a machine that has other work, not on what other work does to it. `--write` puts the figures into docs/reliability.md.

import { parseArgs } from "node:util";

import autocannon from "autocannon";

import { Problem, main, run } from "../scripts/lib/process.mjs";
import { startGateways } from "./lib/gateways.mjs";
import { inspect } from "./lib/inspector.mjs";
import { PARTS, WARM_REQUESTS, judge, text, write } from "./lib/soak-report.mjs";
import { ourSessions } from "./lib/upstream.mjs";
import { ORIGIN, freePort } from "./lib/worker.mjs";
import { HEAP_MB, startLimited } from "./lib/workerd.mjs";

const KNOWN_SESSIONS = 100;
const SAMPLE_MS = 1_000;
const BESIDE = [{ name: "outx", heapMb: undefined }, { name: "hono", heapMb: HEAP_MB }];

await main(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: "string", default: "1000000" },
      sessions: { type: "string", default: "50000" },
      rate: { type: "string", default: "2000" },
      beside: { type: "string", default: "150000" },
      busy: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const [requests, sessions, rate] = ["requests", "sessions", "rate"].map((name) => whole(name, values[name]));
  const beside = values.beside === "0" ? 0 : enough("beside", values.beside);
  enough("requests", values.requests);
  await run("scripts/build/gateway");

  const soak = { requests, sessions, rate, ...await measure({ name: "outx", heapMb: HEAP_MB, requests, sessions, rate }), beside: [] };
  for (const contender of beside ? BESIDE : []) soak.beside.push({ ...contender, ...await measure({ ...contender, requests: beside, rate }) });
  console.log(text(soak));
  if (values.write) write(soak);
  const failures = judge(soak, values.busy);
  if (failures.length > 0) throw new Problem(failures.join("\n"));
});

function whole(name, given) {
  const value = Number(given);
  if (!(Number.isInteger(value) && value > 0)) throw new Problem(`--${name} must be a whole number above 0, not ${given}`);
  return value;
}

function enough(name, given) {
  const least = 2 * WARM_REQUESTS;
  if (whole(name, given) < least) throw new Problem(`--${name} must be ${least} or more: growth is judged after ${WARM_REQUESTS}`);
  return Number(given);
}

/**
 * Soaks one gateway: `{ tenths, visitors, rss, reads, used }`. `rss` is resident memory by requests served, `reads` of its samples are of the tenths;
 * `used` holds the bytes in use after all garbage was collected, by requests served: once it was warm and at the end of the tenths. `heapMb` limits V8's heap.
 */
async function measure({ name, heapMb, requests, sessions = 0, rate }) {
  const inspectorPort = await freePort();
  const start = (options, upstream) => startLimited(options, upstream, { heapMb, inspectorPort });
  const gateways = await startGateways(KNOWN_SESSIONS, [name], start);
  let inspector;
  try {
    const [{ url, worker, sessions: known }] = gateways.all;
    inspector = await inspect(inspectorPort);
    const collect = () => inspector.collect(() => ask(url, known[0]));
    const rss = [];
    let served = 0;
    const load = async (amount, visitors) => {
      const sampling = setInterval(() => rss.push({ requests: served, kB: worker.rss() }), SAMPLE_MS);
      const [before, called] = [served, await gateways.upstream.calls()];
      const part = await serve({ url, visitors, amount, rate, onAnswer: () => (served += 1) });
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

/** Sends `amount` reads at `rate` a second, visitors taking turns. */
async function serve({ url, visitors, amount, rate, onAnswer }) {
  let turn = 0;
  const setupRequest = (request) => {
    turn = (turn + 1) % visitors.length;
    return { ...request, headers: headersOf(visitors[turn]) };
  };
  const cannon = autocannon({ url, amount, connections: 32, overallRate: rate, requests: [{ setupRequest }] });
  cannon.on("response", onAnswer);
  const { latency, errors, timeouts, non2xx, duration } = await cannon;
  return { perSecond: amount / duration, p50: latency.p50, p99: latency.p99, mean: latency.mean, errors: errors + timeouts + non2xx };
}

async function ask(url, session) {
  await (await fetch(url, { headers: headersOf(session) })).arrayBuffer();
}

function headersOf(session) {
  return { origin: ORIGIN, "sec-fetch-site": "cross-site", accept: "application/json", cookie: `__Host-outx_session=${session}` };
}

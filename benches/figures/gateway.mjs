// Compares the gateway's throughput and CPU time per request with Hono with the same checks, with a proxy without checks, and with floor.js, which decides
// nothing but makes the same calls to the runtime. Also measures the gateway as a library in another Worker.

import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";
import { startGateways } from "../lib/gateways.mjs";
import { startLimited } from "../lib/workerd.mjs";

const ROUNDS = 7;

export const names = [
  "gateway-vs-hono", "gateway-vs-bare", "gateway-vs-floor", "gateway-mounted", "gateway-cpu-vs-hono", "gateway-cpu-vs-bare", "gateway-cpu-vs-floor",
];

export async function measure() {
  const start = (options, upstream) => startLimited(options, upstream, { pipeLog: true });
  const gateways = await startGateways(100, ["outx", "hono", "bare proxy", "floor", "mounted"], start);
  try {
    const taken = await rounds(ROUNDS, Object.fromEntries(gateways.all.map((gateway) => [gateway.name, () => loaded(gateway)])));
    const perSecond = pick(taken, "perSecond");
    const rows = [
      compare("gateway-vs-hono", "requests/s", ["outx", "hono"], perSecond, { atLeast: 1.35 }),
      compare("gateway-vs-bare", "requests/s", ["outx", "bare proxy"], perSecond, { atLeast: 0.7 }),
      compare("gateway-vs-floor", "requests/s", ["outx", "floor"], perSecond, { atLeast: 0.97 }),
      { ...compare("gateway-mounted", "requests/s", ["mounted", "outx"], perSecond, { atLeast: 0.98 }), peerName: "outx alone" },
    ];
    const cpuUs = pick(taken, "cpuUs");
    // CPU time of another process can be read only on Linux.
    if (cpuUs.outx.includes(undefined)) return rows;
    return [
      ...rows,
      compare("gateway-cpu-vs-hono", "µs per request", ["outx", "hono"], cpuUs),
      compare("gateway-cpu-vs-bare", "µs per request", ["outx", "bare proxy"], cpuUs),
      compare("gateway-cpu-vs-floor", "µs per request", ["outx", "floor"], cpuUs),
    ];
  } finally {
    await gateways.stop();
  }
}

async function loaded({ url, sessions, worker }) {
  const before = worker.cpuMs();
  const { perSecond, requests } = await load(url, { sessions });
  return { perSecond, cpuUs: before === undefined ? undefined : ((worker.cpuMs() - before) * 1000) / requests };
}

function pick(taken, field) {
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, values.map((value) => value[field])]));
}

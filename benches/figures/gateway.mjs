// The gateway's throughput beside Hono with the same checks, beside a proxy without any, and beside one that decides nothing but owes the runtime as much.

import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";
import { startGateways } from "../lib/gateways.mjs";

const ROUNDS = 7;

export const names = ["gateway-vs-hono", "gateway-vs-bare", "gateway-vs-floor"];

export async function measure() {
  const gateways = await startGateways(100, ["outx", "hono", "bare proxy", "floor"]);
  try {
    const contenders = gateways.all.map(({ name, url, sessions }) => [name, async () => (await load(url, { sessions })).perSecond]);
    const taken = await rounds(ROUNDS, Object.fromEntries(contenders));
    return [
      compare("gateway-vs-hono", "requests/s", ["outx", "hono"], taken, { atLeast: 1.2 }),
      compare("gateway-vs-bare", "requests/s", ["outx", "bare proxy"], taken, { atLeast: 0.7 }),
      compare("gateway-vs-floor", "requests/s", ["outx", "floor"], taken),
    ];
  } finally {
    await gateways.stop();
  }
}

// Measures how the gateways scale with the number of connections and of visitors.

import { startGateways } from "../lib/gateways.mjs";
import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";

const CONNECTIONS = [1, 8, 64, 512];
const SESSIONS = [1, 100, 10_000];
const ROUNDS = 3;
const SECONDS = 2;

export const names = ["growth-connections", "growth-sessions"];

export async function measure() {
  const gateways = await startGateways(Math.max(...SESSIONS));
  try {
    const rows = [];
    for (const connections of CONNECTIONS) rows.push(...await at(gateways, "growth-connections", connections, 100, connections));
    for (const sessions of SESSIONS) rows.push(...await at(gateways, "growth-sessions", 32, sessions, sessions));
    return rows;
  } finally {
    await gateways.stop();
  }
}

async function at(gateways, name, connections, count, at) {
  const contenders = gateways.all.map(({ name, url, sessions }) => (
    [name, async () => (await load(url, { sessions: sessions.slice(0, count), connections, seconds: SECONDS })).perSecond]
  ));
  const taken = await rounds(ROUNDS, Object.fromEntries(contenders));
  return ["hono", "bare proxy"].map((peer) => ({ ...compare(name, "requests/s", ["outx", peer], taken), at }));
}

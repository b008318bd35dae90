// Compares writes under idempotency keys with Hono and a ledger in a Durable Object that does the same for a write.

import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";
import { honoSessions, ourSessions, startUpstream } from "../lib/upstream.mjs";
import { ORIGIN, objectStorage, ours, peer, startWorker } from "../lib/worker.mjs";

const ROUNDS = 7;
const SECONDS = 2;
const WRITE = ["/api-keyword-watchlist", JSON.stringify({ name: "Bench", keywords: ["rust"] })];
const LEDGER = { LEDGER: { className: "Ledger", useSQLite: true } };

export const names = ["gateway-writes-vs-hono"];

export async function measure() {
  const upstream = await startUpstream();
  const ended = [];
  const contender = async (name, options, sessions) => {
    const { folder, remove } = objectStorage();
    const worker = await startWorker({ ...options, durableObjectsPersist: folder }, upstream.url);
    ended.push(() => worker.stop().finally(remove));
    const [path, body] = WRITE;
    // The first write compiles the Worker and creates the tables of the ledger, which on a busy machine takes longer than a round.
    await writeOnce(worker.url + path, sessions[0], body);
    return [name, async () => (await load(worker.url + path, { sessions, body, seconds: SECONDS })).perSecond];
  };
  try {
    const contenders = [
      await contender("outx", ours(), await ourSessions(100)),
      await contender("hono", { ...await peer("hono"), durableObjects: LEDGER }, await honoSessions(100)),
    ];
    const taken = await rounds(ROUNDS, Object.fromEntries(contenders));
    return [compare("gateway-writes-vs-hono", "writes/s", ["outx", "hono"], taken, { atLeast: 1.2 })];
  } finally {
    for (const end of ended) await end();
    await upstream.stop();
  }
}

async function writeOnce(url, session, body) {
  const headers = { cookie: `__Host-outx_session=${session}`, origin: ORIGIN, "content-type": "application/json", "idempotency-key": "first" };
  const response = await fetch(url, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`the first write to ${url} failed with ${response.status}: ${await response.text()}`);
}

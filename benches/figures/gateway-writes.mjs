// Writes under idempotency keys, beside Hono with a ledger in a Durable Object that does the same for a write.

import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";
import { honoSessions, ourSessions, startUpstream } from "../lib/upstream.mjs";
import { ours, peer, startWorker } from "../lib/worker.mjs";

const ROUNDS = 7;
const SECONDS = 2;
const WRITE = ["/api-keyword-watchlist", JSON.stringify({ name: "Bench", keywords: ["rust"] })];
const LEDGER = { LEDGER: { className: "Ledger", useSQLite: true } };

export const names = ["gateway-writes-vs-hono"];

export async function measure() {
  const upstream = await startUpstream();
  const workers = [];
  const contender = async (name, options, sessions) => {
    const worker = await startWorker(options, upstream.url);
    workers.push(worker);
    const [path, body] = WRITE;
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
    for (const worker of workers) await worker.stop();
    await upstream.stop();
  }
}

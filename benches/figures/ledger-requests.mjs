// Measures the CPU time of workerd per message to a ledger. A Worker beside the built classes sends the messages one after the other. A ledger
// is single-threaded, so ten milliseconds per message are a hundred messages per second.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { against, rounds } from "../lib/rounds.mjs";
import { ours } from "../lib/worker.mjs";
import { startLimited } from "../lib/workerd.mjs";

const ROUNDS = 5;
/** Messages per round: enough for Linux's resolution of CPU time, a hundredth of a second. */
const MESSAGES = 300;
/** Allows a hundred per second: more writes than those of 10,000 people who write once in two minutes, or the flushes of a hundred isolates. */
const BUDGET_MS = 10;
const NOWHERE = "http://127.0.0.1:9";
/** Numbers of callers whose calls are in one flush, up to the maximum. */
const CALLERS = [1, 100];

export const names = ["ledger-write", ...CALLERS.map((callers) => `ledger-flush-${callers}`)];

export async function measure() {
  const gateway = ours();
  const hook = { type: "ESModule", path: join(gateway.modulesRoot, "messages.js"), contents: readFileSync(join(root, "benches/gateway/messages.js"), "utf8") };
  const worker = await startLimited({ ...gateway, modules: [hook, ...gateway.modules] }, NOWHERE);
  const cpuOf = (what) => async () => {
    const before = worker.cpuMs();
    const response = await fetch(`${worker.url}/${what}?times=${MESSAGES}`);
    if (!response.ok) throw new Error(`${what} returned status ${response.status}: ${await response.text()}`);
    return (worker.cpuMs() - before) / MESSAGES;
  };
  try {
    const taken = await rounds(ROUNDS, { write: cpuOf("write"), ...Object.fromEntries(CALLERS.map((callers) => [callers, cpuOf(`flush/${callers}`)])) });
    return [
      // A write is two messages: its beginning and its end.
      against("ledger-write", "ms of CPU per write", BUDGET_MS, taken.write),
      ...CALLERS.map((callers) => against(`ledger-flush-${callers}`, "ms of CPU per flush", BUDGET_MS, taken[callers])),
    ];
  } finally {
    await worker.stop();
  }
}

// What one ledger takes: CPU time of workerd per message to it, sent one after the other by a Worker beside the built classes. A ledger is one
// thread, so ten milliseconds are a hundred per second.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { against, rounds } from "../lib/rounds.mjs";
import { ours } from "../lib/worker.mjs";
import { startLimited } from "../lib/workerd.mjs";

const ROUNDS = 5;
/** Messages of a round: more than Linux's hundredths of a second can blur. */
const MESSAGES = 300;
/** A hundred per second: of writes, more than 10,000 people who write once in two minutes; of flushes, those of a hundred isolates. */
const BUDGET_MS = 10;
const NOWHERE = "http://127.0.0.1:9";
/** A read flushes the calls of so many callers at most. */
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
      // Two messages: its beginning and its end.
      against("ledger-write", "ms of CPU per write", BUDGET_MS, taken.write),
      ...CALLERS.map((callers) => against(`ledger-flush-${callers}`, "ms of CPU per flush", BUDGET_MS, taken[callers])),
    ];
  } finally {
    await worker.stop();
  }
}

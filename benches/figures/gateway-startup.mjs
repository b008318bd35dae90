// What the gateway adds to the start of a fresh workerd: from its launch to the first answer, less the same with an empty Worker. The first
// answer is that of a misspelt path, so that settings are read and nothing is waited for.

import { median, rounds, spread } from "../lib/rounds.mjs";
import { ours, script, startWorker } from "../lib/worker.mjs";

const BUDGET_MS = 20;
const ROUNDS = 15;
const EMPTY = script("export default { fetch: () => new Response() };");
const NOWHERE = "http://127.0.0.1:9";

export const names = ["gateway-startup"];

export async function measure() {
  const taken = await rounds(ROUNDS, { outx: () => start(ours()), empty: () => start(EMPTY) });
  const added = taken.outx.map((ms, round) => ms - taken.empty[round]);
  return [{
    name: "gateway-startup", unit: "ms", peerName: "budget", ours: median(added), peer: BUDGET_MS, ratio: median(added) / BUDGET_MS,
    spread: spread(taken.outx), atMost: 1,
  }];
}

async function start(options) {
  const began = performance.now();
  const worker = await startWorker(options, NOWHERE);
  await (await fetch(`${worker.url}/nowhere`)).text();
  const ms = performance.now() - began;
  await worker.stop();
  return ms;
}

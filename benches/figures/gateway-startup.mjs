// Measures what the gateway adds to the start of workerd: the time from launch to the first response, minus that of an empty Worker. The first
// request has an unknown path, so that settings are read and no upstream call is made.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { compare, median, rounds, spread } from "../lib/rounds.mjs";
import { ours, script, settings } from "../lib/worker.mjs";
import { pack, startPacked } from "../lib/workerd.mjs";

const BUDGET_MS = 12;
const ROUNDS = 25;
const EMPTY = script("export default { fetch: () => new Response() };");
const NOWHERE = "http://127.0.0.1:9";

export const names = ["gateway-startup", "gateway-startup-vs-empty"];

export async function measure({ rounds: count = ROUNDS } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "outx-startup-"));
  try {
    const packed = (name, options) => pack(join(folder, name), { ...settings(NOWHERE), ...options });
    const [outx, empty] = [await packed("outx", ours()), await packed("empty", EMPTY)];
    const taken = await rounds(count, { outx: () => start(outx), empty: () => start(empty) });
    const added = taken.outx.map((ms, round) => ms - taken.empty[round]);
    const budgeted = {
      name: "gateway-startup", unit: "ms", peerName: "budget", ours: median(added), peer: BUDGET_MS, ratio: median(added) / BUDGET_MS,
      spread: spread(taken.outx), atMost: 1,
    };
    // As a ratio, the figure is comparable across machines.
    return [budgeted, compare("gateway-startup-vs-empty", "ms", ["outx", "empty"], taken)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function start(packed) {
  const began = performance.now();
  const worker = await startPacked(packed);
  await (await fetch(`${worker.url}/nowhere`)).text();
  const ms = performance.now() - began;
  await worker.stop();
  return ms;
}

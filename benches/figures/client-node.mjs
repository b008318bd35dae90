// Measures the client's time per call in Node, compared with fetch alone and with ky, and how it grows with calls in flight.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { root } from "../../scripts/lib/process.mjs";
import { compare } from "../lib/rounds.mjs";
import { startUpstream } from "../lib/upstream.mjs";

export const names = ["client-small-node", "client-small-node-vs-ky", "client-5mb-node", "growth-in-flight", "growth-followers"];

export async function measure() {
  const upstream = await startUpstream();
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, "benches/client/node.mjs"), upstream.url]);
    const { small, large, together, followed } = JSON.parse(stdout);
    return [
      compare("client-small-node", "ms", ["outx", "fetch"], small, { atMost: 1.1 }),
      compare("client-small-node-vs-ky", "ms", ["outx", "ky"], small, { atMost: 1 }),
      compare("client-5mb-node", "ms", ["outx", "fetch"], large, { atMost: 1.03 }),
      ...grown("growth-in-flight", "calls/s", together).map(withGoal),
      ...grown("growth-followers", "ms", followed),
    ];
  } finally {
    await upstream.stop();
  }
}

/** Adds the goal, which is only for 100 calls in flight, as on a busy page, compared with fetch alone. */
function withGoal(row) {
  return row.at === 100 && row.peerName === "fetch" ? { ...row, atLeast: 0.92 } : row;
}

function grown(name, unit, byCount) {
  return Object.entries(byCount).flatMap(([count, taken]) => ["fetch", "ky"].map((peer) => (
    { ...compare(name, unit, ["outx", peer], taken), at: Number(count) }
  )));
}

// Load on an HTTP server: by wrk where it is installed, which leaves more of the machine to the server, else by autocannon.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import autocannon from "autocannon";

import { root } from "../../scripts/lib/process.mjs";
import { ORIGIN } from "./worker.mjs";

const run = promisify(execFile);

/** The tool that {@link load} uses here. */
export const tool = await run("wrk", ["-v"]).then(() => "wrk", (error) => (error.code === "ENOENT" ? "autocannon" : "wrk"));

/**
 * GETs `url` for `seconds` over `connections`, visitors taking turns: `{ perSecond, p99Ms }`. Throws when an answer is not 2xx: a refusal is
 * faster than an answer and would count as a success.
 */
export async function load(url, { sessions, connections = 32, seconds = 3 }) {
  const { requests, us, failed, p99 } = await (tool === "wrk" ? byWrk : byAutocannon)(url, sessions, connections, seconds);
  if (failed > 0 || requests === 0) throw new Error(`${failed} of ${requests} requests to ${url} failed`);
  return { perSecond: requests / (us / 1e6), p99Ms: p99 / 1000 };
}

async function byWrk(url, sessions, connections, seconds) {
  const folder = mkdtempSync(join(tmpdir(), "outx-bench-"));
  try {
    const file = join(folder, "sessions");
    writeFileSync(file, `${sessions.join("\n")}\n`);
    const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", join(root, "benches/lib/load.lua"), url, "--", file, ORIGIN];
    const { stdout } = await run("wrk", options);
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function byAutocannon(url, sessions, connections, seconds) {
  const headers = { origin: ORIGIN, "sec-fetch-site": "cross-site", accept: "application/json" };
  const result = await autocannon({
    url, connections, duration: seconds,
    requests: sessions.map((session) => ({ headers: { ...headers, cookie: `__Host-outx_session=${session}` } })),
  });
  return {
    requests: result.requests.total,
    us: result.duration * 1e6,
    failed: result.non2xx + result.errors + result.timeouts,
    p99: result.latency.p99 * 1000,
  };
}

// Puts load on an HTTP server. Uses wrk if it is installed, which leaves more CPU time to the server, else autocannon.

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import autocannon from "autocannon";

import { root } from "../../scripts/lib/process.mjs";
import { ORIGIN } from "./worker.mjs";

const run = promisify(execFile);

/** The tool that {@link load} uses on this machine. */
export const tool = await run("wrk", ["-v"]).then(() => "wrk", (error) => (error.code === "ENOENT" ? "autocannon" : "wrk"));

/**
 * Sends GETs to `url` for `seconds` over `connections`, with the `sessions` in turn; with `body`, POSTs, each under its own idempotency key. Sessions are
 * sent as cookies, or as bearer tokens if `bearer`. Returns `{ requests, perSecond, p50Ms, p99Ms }`. Throws when a response is not 2xx, because an error
 * response is faster and would count as a success.
 */
export async function load(url, { sessions, body, bearer = false, connections = 32, seconds = 3 }) {
  const { requests, us, failed, p50, p99 } = await (tool === "wrk" ? byWrk : byAutocannon)(url, { sessions, body, bearer, connections, seconds });
  if (failed > 0 || requests === 0) throw new Error(`${failed} of ${requests} requests to ${url} failed`);
  return { requests, perSecond: requests / (us / 1e6), p50Ms: p50 / 1000, p99Ms: p99 / 1000 };
}

async function byWrk(url, { sessions, body, bearer, connections, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), "outx-bench-"));
  try {
    const file = join(folder, "sessions");
    writeFileSync(file, `${sessions.join("\n")}\n`);
    // The timeout is long, so that a late response is not counted as failed; it shows in the latencies.
    const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", "-s", join(root, "benches/lib/load.lua"), url, "--", file, ORIGIN, bearer ? "bearer" : "cookie", ...(body ? [body, randomUUID()] : [])];
    const { stdout } = await run("wrk", options);
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function byAutocannon(url, { sessions, body, bearer, connections, seconds }) {
  const headers = { origin: ORIGIN, "sec-fetch-site": "cross-site", accept: "application/json" };
  const keyed = (request) => ({ ...request, headers: { ...request.headers, "idempotency-key": randomUUID() } });
  const write = body && { method: "POST", body, setupRequest: keyed };
  const type = body && { "content-type": "application/json" };
  const result = await autocannon({
    url, connections, duration: seconds,
    requests: sessions.map((session) => ({ ...write, headers: { ...headers, ...type, ...credential(session, bearer) } })),
  });
  return {
    requests: result.requests.total,
    us: result.duration * 1e6,
    failed: result.non2xx + result.errors + result.timeouts,
    p50: result.latency.p50 * 1000,
    p99: result.latency.p99 * 1000,
  };
}

function credential(session, bearer) {
  return bearer ? { authorization: `Bearer ${session}` } : { cookie: `__Host-outx_session=${session}` };
}

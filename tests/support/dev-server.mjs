// The built Worker under `wrangler dev`, as `npm start` runs it: behind wrangler's own proxy, which keeps its connections open.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { SECRET } from "./gateway.mjs";

const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_ERROR_REPORTS: "false", WRANGLER_SEND_METRICS: "false",
};

/** Starts `wrangler dev` in front of `sandbox` and returns its URL. It is stopped when the test `t` ends. */
export async function startDevServer(t, sandbox) {
  const folder = mkdtempSync(join(tmpdir(), "outx-dev-"));
  const config = {
    name: "outx-gateway",
    main: file("worker/build/index.js"),
    compatibility_date: "2026-04-01",
    vars: { OUTX_UPSTREAM: sandbox.url, SESSION_SECRET: SECRET },
    durable_objects: { bindings: [{ name: "LEDGER", class_name: "Ledger" }, { name: "LIMITER", class_name: "Limiter" }] },
    migrations: [{ tag: "v1", new_sqlite_classes: ["Ledger", "Limiter"] }],
  };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(config));
  const options = ["--config", join(folder, "wrangler.json"), "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"];
  const server = spawn(file("node_modules/.bin/wrangler"), ["dev", ...options, "--show-interactive-dev-session=false"], {
    cwd: folder,
    // A process group of its own, so that workerd, which wrangler starts, is stopped too.
    detached: true,
    env: { ...process.env, ...quiet, WRANGLER_LOG_PATH: join(folder, "logs") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  t.after(async () => {
    process.kill(-server.pid, "SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const lines = [];
  for (const stream of [server.stdout, server.stderr]) createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const signal = AbortSignal.timeout(60_000);
  while (!signal.aborted && server.exitCode === null) {
    const [, url] = lines.join("\n").match(/Ready on (http:\S+)/) ?? [];
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`wrangler dev did not start:\n${lines.join("\n")}`);
}

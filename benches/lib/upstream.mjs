// The upstream of all measurements, and sessions of signed-in visitors.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { root, run, start, stop, waitForOutput } from "../../scripts/lib/process.mjs";
import { openingKey, seal } from "../gateway/session.js";
import { SECRET } from "./worker.mjs";

/** Builds and starts the upstream, and returns `{ url, calls(), stop() }`. It serves the files in the folder `pages` under `/bench/`. */
export async function startUpstream(pages) {
  await run("cargo", ["build", "--quiet", "--locked", "--release", "--package", "outx-sandbox", "--example", "bench-upstream"]);
  const child = start(join(root, "target/release/examples/bench-upstream"), pages ? [pages] : [], { stdio: ["pipe", "inherit"] });
  const [, url] = await waitForOutput(child, /listening (http:\S+)\n/);
  return {
    url,
    calls: async () => Number(await (await fetch(`${url}/__upstream/calls`)).text()),
    stop: () => stop(child),
  };
}

/** `count` sessions of `teams` teams, sealed as by the gateway. */
export async function ourSessions(count, teams = 1) {
  const example = ["--package", "outx-core", "--features", "gateway", "--example", "bench-sessions"];
  await run("cargo", ["build", "--quiet", "--locked", "--release", ...example]);
  const binary = join(root, "target/release/examples/bench-sessions");
  return execFileSync(binary, [SECRET, String(count), String(teams)], { encoding: "utf8", maxBuffer: 1 << 30 }).trim().split("\n");
}

/** `count` sessions with the same content, sealed as by the Hono peer. */
export async function honoSessions(count) {
  const key = await openingKey(SECRET);
  const now = Date.now();
  return Promise.all(Array.from({ length: count }, (_, number) => seal(key, {
    id: `bench-${String(number).padStart(5, "0")}`,
    access: "session",
    email: `visitor-${number}@example.org`,
    team_id: "8b1c0a52-0000-4000-8000-000000000002",
    team_name: "Bench",
    key: "outx_0123456789abcdefghijklmn",
    began_ms: now,
    sealed_ms: now,
    expires_ms: now + 7 * 86_400_000,
  })));
}

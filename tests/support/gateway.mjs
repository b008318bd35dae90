// Starts the built gateway in workerd, in front of a sandbox.

import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

import { Miniflare } from "miniflare";

import { startSandbox } from "./sandbox.mjs";

/** The build that ships. */
export const BUILD = fileURLToPath(new URL("../../worker/build", import.meta.url));
/** A build that can trap on request and restore old rules, from `scripts/build/gateway --for-tests`. */
export const TEST_BUILD = fileURLToPath(new URL("../../target/test-gateway", import.meta.url));

const CLASSES = { LEDGER: "Ledger", LIMITER: "Limiter" };

/** Use in place of a test context for what must run until the test file ends. */
export const fileScope = { after };

export const SECRET = "session-secret-of-tests-0123456789";
export const TOKEN_SECRET = "token-secret-of-tests-9876543210-abc";
/** The origin of a page that is in `ALLOWED_ORIGINS`. */
export const PAGE = "https://app.example";
export const DEMO = "demo@outx.test";
/** Of the same team as `DEMO`. */
export const SAM = "sam@outx.test";

/**
 * Starts a gateway that ends with `t`.
 *
 * - `settings`: its vars and secrets, or a function that returns them for the sandbox's demo team; `undefined` removes a default.
 * - `upstream`: in place of a sandbox started for this gateway: another sandbox, or anything with a `url`.
 * - `objects`: the Durable Objects that are bound, all by default.
 * - `miniflare`: further options of Miniflare.
 * - `build`: in place of the build that ships: {@link TEST_BUILD}.
 *
 * @returns `{ url, sandbox, team, key, log, miniflare }`
 */
export async function startGateway(t, { settings = {}, upstream, objects = Object.keys(CLASSES), miniflare: options = {}, build } = {}) {
  upstream ??= await startSandbox(t);
  const { team, bindings } = await bindingsFor(settings, upstream);
  const durableObjects = Object.fromEntries(objects.map((name) => [name, { className: CLASSES[name], useSQLite: true }]));
  const { miniflare, log } = run(t, { ...workerOptions(bindings, durableObjects, build), ...options });
  const { origin } = await miniflare.unsafeGetDirectURL();
  return { url: origin, sandbox: upstream, team, key: team?.api_key, log, miniflare };
}

/** Starts two gateways, each in its own isolate, that share their Durable Objects, and returns both. Options as for {@link startGateway}; a list of two `settings` is one for each. */
export async function startGatewayPair(t, { settings = {}, upstream } = {}) {
  upstream ??= await startSandbox(t);
  const names = ["one", "two"];
  const settingsOf = (index) => (Array.isArray(settings) ? settings[index] : settings);
  const configurations = await Promise.all(names.map((_, index) => bindingsFor(settingsOf(index), upstream)));
  const { team } = configurations[0];
  const workers = names.map((name, index) => {
    const objects = Object.entries(CLASSES).map(([binding, className]) => [binding, { className, useSQLite: true, scriptName: "one" }]);
    return { name, ...workerOptions(configurations[index].bindings, Object.fromEntries(objects)) };
  });
  const { miniflare, log } = run(t, { workers });
  const urls = await Promise.all(names.map(async (name) => (await miniflare.unsafeGetDirectURL(name)).origin));
  return urls.map((url) => ({ url, sandbox: upstream, team, key: team?.api_key, log }));
}

async function bindingsFor(settings, upstream) {
  const team = await upstream.demoTeam?.();
  const own = typeof settings === "function" ? settings(team) : settings;
  const bindings = { OUTX_UPSTREAM: upstream.url, SESSION_SECRET: SECRET, ALLOWED_ORIGINS: PAGE, ...own };
  for (const name of Object.keys(bindings)) if (bindings[name] === undefined) delete bindings[name];
  return { team, bindings };
}

function workerOptions(bindings, durableObjects, build = BUILD) {
  if (!existsSync(join(build, "index.js"))) throw new Error(`${build} is not built; run scripts/build/gateway or scripts/build/gateway --for-tests`);
  return {
    compatibilityDate: "2026-04-01",
    modulesRoot: build,
    modules: [
      { type: "ESModule", path: join(build, "index.js") },
      { type: "CompiledWasm", path: join(build, "index_bg.wasm") },
    ],
    // A direct socket, because Miniflare's entry Worker normalizes requests that must arrive as they were sent.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    bindings,
    durableObjects,
    // Without the binding the gateway serves only a loopback host. The limit is high, so that only tests of throttling are throttled.
    ratelimits: { RATE_LIMIT: { simple: { limit: 1_000_000, period: 60 } } },
  };
}

function run(t, options) {
  const log = new Log();
  const handleRuntimeStdio = (...streams) => streams.forEach((stream) => log.follow(stream));
  const miniflare = new Miniflare({ cf: false, ...options, handleRuntimeStdio });
  t.after(() => miniflare.dispose());
  return { miniflare, log };
}

/** What the Worker writes to its log. */
class Log {
  lines = [];
  #events = new EventEmitter();

  follow(stream) {
    createInterface({ input: stream }).on("line", (line) => {
      this.lines.push(line);
      this.#events.emit("line");
    });
  }

  /** The log line of a response, as `readResponse` returns it. */
  async of(response) {
    const isItsLine = (line) => line.startsWith("{") && JSON.parse(line).request_id === response.requestId;
    const signal = AbortSignal.timeout(5_000);
    while (!this.lines.some(isItsLine)) await once(this.#events, "line", { signal });
    return this.lines.find(isItsLine);
  }
}

// The gateway's Worker with a check of its Durable Object bindings. A library does not know the configuration of the Worker that uses it, so the
// check runs when a request arrives.

import worker from "./build/index.js";
import { reject, withJson } from "./rejection.js";

const CLASSES = { LEDGER: "Ledger", LIMITER: "Limiter" };

/** The `env` objects that have every binding. */
const complete = new WeakSet();

/** Handles a request. A missing binding is handled as any other missing setting: every call is rejected, and the health says why. */
export async function fetchChecked(request, env, ctx) {
  const problems = findUnboundObjects(env);
  if (problems.length === 0) return worker.fetch(request, env, ctx);
  if (request.method === "GET" && new URL(request.url).pathname === "/_gateway/health") {
    const response = await worker.fetch(request, env, ctx);
    const health = await response.json();
    return withJson({ ...health, status: "misconfigured", problems: [...problems, ...health.problems] }, { status: 500, headers: response.headers });
  }
  return reject(500, "misconfigured", problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; "));
}

/** Returns the missing bindings as the gateway's health lists problems: `[{ setting, reason }]`. */
function findUnboundObjects(env) {
  if (complete.has(env)) return [];
  const unbound = Object.keys(CLASSES).filter((name) => typeof env[name]?.getByName !== "function");
  if (unbound.length === 0) complete.add(env);
  return unbound.map((setting) => ({ setting, reason: describeUnbound(setting) }));
}

function describeUnbound(name) {
  const entry = `[[durable_objects.bindings]] with name = "${name}" and class_name = "${CLASSES[name]}"`;
  return `is not bound: add ${entry} to wrangler.toml, with a migration, and export the class from your Worker; npx outx-gateway check examines all of it`;
}

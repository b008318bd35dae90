// A gateway whose Durable Objects a test can inspect: their SQL, their alarms and their requests. A test can also make them throw as the runtime does.

import { createHash } from "node:crypto";
import { join } from "node:path";

import { BUILD, startGateway } from "./gateway.mjs";

/** A Worker that wraps the built one. It constructs the built ledger on first use, so that a test can create tables of an earlier version before. */
const OBSERVED = `
import { DurableObject } from "cloudflare:workers";
import gateway, { Ledger as Built, Limiter } from "./index.js";
export { Limiter };

const HOOK = "/__objects/";
let requests = [];
let faults = [];

export class Ledger extends DurableObject {
  get built() {
    return (this.instance ??= new Built(this.ctx, this.env));
  }
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/sql")) return Response.json(this.ctx.storage.sql.exec(await request.text()).toArray());
    if (pathname.endsWith("/wakes")) return Response.json(await this.ctx.storage.getAlarm());
    return Response.json((await this.built.alarm()) && {});
  }
  ask(message) {
    return this.built.ask(message);
  }
  write(message) {
    return this.built.write(message);
  }
  alarm() {
    return this.built.alarm();
  }
}

/** Wraps the namespace: records every message, and throws where the test asks for it. A message of writes is recorded per outcome and per \`begin\`. */
function observed(namespace) {
  const pass = async (name, method, text, kinds) => {
    requests.push(...kinds.map((kind, place) => ({ name, kind, isFirst: place === 0 })));
    const fault = faults.find((one) => one.times > 0 && (!one.kind || kinds.includes(one.kind)));
    if (fault) fault.times -= 1;
    if (fault && !fault.after) throw Object.assign(new Error(fault.message), fault.properties);
    const response = await namespace.getByName(name)[method](text);
    if (fault) throw Object.assign(new Error(fault.message), fault.properties);
    return response;
  };
  const getByName = (name) => ({
    ask(text) {
      const message = JSON.parse(text);
      return pass(name, "ask", text, [typeof message === "string" ? message : Object.keys(message)[0]]);
    },
    write(text) {
      const { ended, begin } = JSON.parse(text);
      return pass(name, "write", text, [...ended.map(() => "FinishWrite"), ...(begin ? ["BeginWrite"] : [])]);
    },
  });
  return { getByName };
}

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(HOOK)) return gateway.fetch(request, { ...env, LEDGER: observed(env.LEDGER) }, context);
    const [kind, name] = pathname.slice(HOOK.length).split("/").map(decodeURIComponent);
    if (kind === "faults") faults = await request.json();
    if (kind === "requests") return Response.json(requests);
    if (kind === "faults") return Response.json({});
    return env.LEDGER.getByName(name).fetch(new Request("http://object/" + kind, request));
  },
};
`;

/**
 * Starts a gateway as {@link startGateway}, with:
 *
 * - `sql(name, text)`: runs SQL in the ledger `name` and returns the rows of the last statement.
 * - `alarm(name)`: runs its alarm; `wakesAt(name)`: when that is due.
 * - `fail(...faults)`: from now on calls to ledgers fail. A fault is `{ message, properties, kind, times, after }`: with `after` the object handles
 *   the message before the error is thrown, with `kind` only messages of that kind fail.
 * - `objectRequests()`: the calls of the Worker to ledgers, `{ name, kind, isFirst }`, oldest first. A message of several writes has a row per write,
 *   and `isFirst` is true in the first.
 */
export async function startObservedGateway(t, { miniflare, ...options } = {}) {
  const modules = [
    { type: "ESModule", path: join(BUILD, "observed.js"), contents: OBSERVED },
    { type: "ESModule", path: join(BUILD, "index.js") },
    { type: "CompiledWasm", path: join(BUILD, "index_bg.wasm") },
  ];
  const gateway = await startGateway(t, { ...options, miniflare: { ...miniflare, modules } });
  const hook = async (path, body) => {
    const response = await fetch(`${gateway.url}/__objects/${path}`, { method: "POST", body });
    if (!response.ok) throw new Error(`the hook ${path} returned ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    ...gateway,
    sql: (name, text) => hook(`sql/${encodeURIComponent(name)}`, text),
    wakesAt: (name) => hook(`wakes/${encodeURIComponent(name)}`),
    alarm: (name) => hook(`alarm/${encodeURIComponent(name)}`),
    fail: (...faults) => hook("faults", JSON.stringify(faults.map((fault) => ({ times: 1_000, message: "test", properties: {}, ...fault })))),
    objectRequests: () => hook("requests"),
  };
}

/** Name of the index object of a team. */
export function indexOf(team) {
  return `outx-index-${createHash("sha256").update(team).digest()[0] % 16}`;
}

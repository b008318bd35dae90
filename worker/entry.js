// The Worker's entry. worker-build's own wraps every request in three proxies, a sixth of its time, to start a fresh instance of the wasm
// after a trap; here only requests after a trap go that way. A trap also ends all that the old instance had under way, and mostly in a
// microtask, where nobody catches it: `fell` answers for those. The entry is also one half of the short way of most requests; the other
// half, which decides, is src/quick.rs.

import Shim, { Ledger, Limiter } from "shim";

const { fetch: handle, terms, begin, busy, target, headers, end, rest, failed, truncated } = Shim.prototype;
// worker-build's, and read by its proxies.
const state = globalThis.__worker_init_state;
// More than this is searched as it streams.
const WHOLE = 262_144;
const FELL = new Error("the wasm trapped while this request was under way");
/** What rejects each request that waits for the wasm. */
const underWay = new Set();
let fixed;

// A microtask of wasm-bindgen's own ends in the first, a promise's in the second.
addEventListener("error", ({ error }) => noticed(error));
addEventListener("unhandledrejection", ({ reason }) => noticed(reason));

export { Ledger, Limiter };

export default {
  async fetch(request, env, ctx) {
    try {
      if (state.criticalError) return await waited(new Shim(ctx, env).fetch(request));
      const id = request.method === "GET" && crypto.randomUUID();
      const ticket = id && begin(request, facts(id, request));
      return await (ticket ? read(ticket, id, request, env, ctx) : waited(handle.call({ env, ctx }, request)));
    } catch (error) {
      if (error !== FELL) fell();
      return new Shim(ctx, env).defect(request, env);
    }
  },
};

function noticed(error) {
  if (error instanceof WebAssembly.RuntimeError) fell();
}

/** Notes that the instance is gone, and lets go of all that wait for it. */
function fell() {
  state.criticalError = true;
  for (const reject of underWay) reject(FELL);
  underWay.clear();
}

/** An answer of the wasm, which never comes after a trap. */
function waited(answer) {
  return new Promise((resolve, reject) => {
    underWay.add(reject);
    answer.then(resolve, reject).finally(() => underWay.delete(reject));
  });
}

/** All that decides about a read, one a line. */
function facts(id, request) {
  const { headers } = request;
  const given = (name) => headers.get(name) ?? "";
  return `${id}\n${request.url}\n${given("origin")}\n${given("sec-fetch-site")}\n${given("traceparent")}\n${given("authorization")}\n${given("cookie")}`;
}

async function read(ticket, id, request, env, ctx) {
  fixed ??= kept(terms());
  if (ticket & 2) busy(ticket, env, ctx);
  const signal = AbortSignal.timeout(fixed.ms);
  let answer;
  try {
    // No cache: Cloudflare's tells answers apart by their URL, not by the key.
    answer = await fetch(target(ticket), { headers: headers(ticket), redirect: "manual", cache: "no-store", signal });
  } catch {
    return ended(failed(ticket, signal.aborted, env, ctx));
  }
  if (!isPlain(answer)) return ended(await waited(rest(ticket, answer, env, ctx)));
  const length = Number(answer.headers.get("content-length"));
  let body;
  try {
    // A byte more than it says, because the length is a claim.
    ({ value: body } = await answer.body.getReader({ mode: "byob" }).readAtLeast(length + 1, new Uint8Array(length + 1)));
  } catch {
    return ended(truncated(ticket, env, ctx));
  }
  if (body?.byteLength !== length) return ended(truncated(ticket, env, ctx));
  const line = end(ticket, body, env, ctx);
  if (line === undefined) return ended(await waited(rest(ticket, new Response(body, answer), env, ctx)));
  console.log(line);
  const known = ticket & 1 ? fixed.cors : fixed.headers;
  if (ticket & 1) known.set("access-control-allow-origin", request.headers.get("origin"));
  known.set("x-request-id", id);
  return new Response(body, { headers: known });
}

/** The same with `Headers` that answers are made with in turns: a `Response` copies them faster than it reads an object. */
function kept({ headers, cors, ms }) {
  const json = { "content-type": "application/json" };
  return { headers: new Headers({ ...headers, ...json }), cors: new Headers({ ...cors, ...json }), ms };
}

/** A success in JSON that says how short it is. One that is chunked besides need not keep to that. */
function isPlain({ status, headers: given }) {
  if (status !== 200 || given.get("content-type") !== "application/json") return false;
  if (given.get("content-encoding") || given.get("transfer-encoding")) return false;
  const length = given.get("content-length");
  return length !== null && length !== "0" && Number(length) <= WHOLE;
}

/** A ticket that is unknown was begun before a trap. */
function ended(response) {
  if (!response) throw FELL;
  return response;
}

// The Worker's entry. worker-build's own wraps every request in three proxies, a sixth of its time, to start a fresh instance of the wasm
// after a trap; here only the request after a trap goes that way. It is also one half of the short way of most requests; the other half,
// which decides, is src/quick.rs.

import Shim, { Ledger, Limiter } from "./build/shim.js";

const { fetch: handle, terms, begin, target, headers, end, rest, failed } = Shim.prototype;
// worker-build's, and read by its proxies.
const state = globalThis.__worker_init_state;
// More than this is searched as it streams.
const WHOLE = 262_144;
let fixed;

export { Ledger, Limiter };

export default {
  async fetch(request, env, ctx) {
    if (state.criticalError) return new Shim(ctx, env).fetch(request);
    try {
      const id = request.method === "GET" && crypto.randomUUID();
      const ticket = id && begin(request, facts(id, request));
      return await (ticket ? read(ticket, id, request, env, ctx) : handle.call({ env, ctx }, request));
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) state.criticalError = true;
      throw error;
    }
  },
};

/** All that decides about a read, one a line. */
function facts(id, request) {
  const given = (name) => request.headers.get(name) ?? "";
  return `${id}\n${request.url}\n${given("origin")}\n${given("sec-fetch-site")}\n${given("authorization")}\n${given("cookie")}`;
}

async function read(ticket, id, request, env, ctx) {
  fixed ??= terms();
  const signal = AbortSignal.timeout(fixed.ms);
  let answer;
  try {
    answer = await fetch(target(ticket), { headers: headers(ticket), redirect: "manual", signal });
  } catch {
    return ended(failed(ticket, signal.aborted, env, ctx));
  }
  if (!isPlain(answer)) return ended(await rest(ticket, answer, env, ctx));
  let body;
  try {
    body = await answer.arrayBuffer();
  } catch {
    return ended(await rest(ticket, answer, env, ctx));
  }
  const line = end(ticket, new Uint8Array(body), env, ctx);
  if (line === undefined) return ended(await rest(ticket, new Response(body, answer), env, ctx));
  console.log(line);
  const known = ticket & 1 ? { ...fixed.cors, "access-control-allow-origin": request.headers.get("origin") } : { ...fixed.headers };
  known["content-type"] = "application/json";
  known["x-request-id"] = id;
  return new Response(body, { headers: known });
}

/** A success in JSON that says how short it is. */
function isPlain({ status, headers: given }) {
  if (status !== 200 || given.get("content-type") !== "application/json" || given.get("content-encoding")) return false;
  const length = given.get("content-length");
  return length !== null && Number(length) <= WHOLE;
}

/** A ticket that is unknown was begun before a trap. */
function ended(response) {
  if (!response) throw new Error("the request was begun before a trap");
  return response;
}

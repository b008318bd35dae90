// The Worker's entry. worker-build's own wraps every request in three proxies, a sixth of its time, to start a fresh instance of the wasm
// after a trap; here only requests after a trap take that way. A trap also ends everything that the old instance had in flight, mostly in
// a microtask, where no promise rejects: `markCrashed` rejects those requests. The entry is also the JavaScript half of the fast path for
// reads; src/routes/fast_path.rs, the other half, decides.

import Shim, { Ledger, Limiter } from "shim";

import { CHECK_RATE_LIMIT, NEEDS_CORS, encodeRequest } from "./fast-path.js";

const {
  fetch: handle,
  static_headers,
  begin,
  check_rate_limit,
  target,
  headers,
  finish,
  finish_streaming,
  finish_failed,
  finish_truncated,
} = Shim.prototype;
// worker-build's, and read by its proxies.
const state = globalThis.__worker_init_state;
/** Longer bodies are searched for the key as they stream. */
const MAX_BUFFERED_BYTES = 262_144;
const CRASHED = new Error("the wasm trapped while this request was in flight");
/** What rejects each request that waits for the wasm. */
const inFlight = new Set();
let fixed;
// The beginning of the SHA-256 of the wasm, which cannot contain it: scripts/build/gateway puts it here.
globalThis.__outx_build = BUILD;

// A microtask of wasm-bindgen's own ends in the first, a promise's in the second.
addEventListener("error", ({ error }) => onGlobalError(error));
addEventListener("unhandledrejection", ({ reason }) => onGlobalError(reason));

export { Ledger, Limiter };

export default {
  async fetch(request, env, ctx) {
    try {
      if (state.criticalError) return await orCrashed(new Shim(ctx, env).fetch(request));
      const id = request.method === "GET" && crypto.randomUUID();
      const read = id && begin(request, encodeRequest(id, request));
      return await (read ? serveRead(read, id, request, env, ctx) : orCrashed(handle.call({ env, ctx }, request)));
    } catch (error) {
      if (error !== CRASHED) markCrashed();
      return new Shim(ctx, env).defect(request, env);
    }
  },
};

function onGlobalError(error) {
  if (error instanceof WebAssembly.RuntimeError) markCrashed();
}

/** Notes that the instance is gone, and rejects all requests that wait for it. */
function markCrashed() {
  state.criticalError = true;
  for (const reject of inFlight) reject(CRASHED);
  inFlight.clear();
}

/** A response of the wasm, or a rejection when the wasm traps first. */
function orCrashed(response) {
  return new Promise((resolve, reject) => {
    inFlight.add(reject);
    response.then(resolve, reject).finally(() => inFlight.delete(reject));
  });
}

async function serveRead(read, id, request, env, ctx) {
  fixed ??= buildHeaders(static_headers());
  if (read & CHECK_RATE_LIMIT) check_rate_limit(read, env, ctx);
  const signal = AbortSignal.timeout(fixed.ms);
  let response;
  try {
    // No cache: Cloudflare's tells responses apart by their URL, not by the API key.
    response = await fetch(target(read), { headers: headers(read), redirect: "manual", cache: "no-store", signal });
  } catch {
    return expectResponse(finish_failed(read, signal.aborted, env, ctx));
  }
  const length = plainLength(response);
  if (length === undefined) return expectResponse(await orCrashed(finish_streaming(read, response, env, ctx)));
  let body;
  try {
    // One byte more than the length, because the length is a claim.
    ({ value: body } = await response.body.getReader({ mode: "byob" }).readAtLeast(length + 1, new Uint8Array(length + 1)));
  } catch {
    return expectResponse(finish_truncated(read, env, ctx));
  }
  if (body?.byteLength !== length) return expectResponse(finish_truncated(read, env, ctx));
  const line = finish(read, body, env, ctx);
  if (line === undefined) return expectResponse(await orCrashed(finish_streaming(read, new Response(body, response), env, ctx)));
  console.log(line);
  const own = read & NEEDS_CORS ? fixed.cors : fixed.headers;
  if (read & NEEDS_CORS) own.set("access-control-allow-origin", request.headers.get("origin"));
  own.set("x-request-id", id);
  return new Response(body, { headers: own });
}

/** The same as `Headers`, used for one response after another: a `Response` copies them faster than it reads an object. */
function buildHeaders({ headers, cors, ms }) {
  const json = { "content-type": "application/json" };
  return { headers: new Headers({ ...headers, ...json }), cors: new Headers({ ...cors, ...json }), ms };
}

/** The `content-length` of a success in JSON, if it is short; else `undefined`. A chunked response need not keep to its length. */
function plainLength({ status, headers: given }) {
  if (status !== 200 || given.get("content-type") !== "application/json") return undefined;
  if (given.get("content-encoding") || given.get("transfer-encoding")) return undefined;
  const length = Number(given.get("content-length"));
  return length > 0 && length <= MAX_BUFFERED_BYTES ? length : undefined;
}

/** The handle of a read that began before a trap is unknown to the new instance, which then returns no response. */
function expectResponse(response) {
  if (!response) throw CRASHED;
  return response;
}

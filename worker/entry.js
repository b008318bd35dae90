// The Worker's entry. worker-build's own wraps every request in three proxies, a sixth of its time, to start a fresh instance of the wasm
// after a trap; here only requests after a trap take that way. A trap also ends everything that the old instance had in flight, mostly in
// a microtask, where no promise rejects: `markCrashed` rejects those requests. The entry is also the JavaScript half of the fast paths for
// reads and writes; src/routes/fast_path.rs and fast_write.rs, the other halves, decide.

import { DurableObject } from "cloudflare:workers";
import Shim, { Ledger as LedgerShim, Limiter as LimiterShim } from "shim";

import { CHECK_RATE_LIMIT, NEEDS_CORS, encodeRequest } from "./fast-path.js";

const {
  fetch: handle,
  static_headers,
  begin,
  check_rate_limit,
  headers,
  finish,
  finish_streaming,
  finish_failed,
  finish_truncated,
  accept_write,
  check_write_rate,
  begin_write,
  reject_body,
  admit_write,
  write_headers,
  finish_write,
  finish_write_slowly,
  finish_write_failed,
  finish_write_truncated,
} = Shim.prototype;
// worker-build's, and read by its proxies.
const state = globalThis.__worker_init_state;
/** Longer bodies are searched for the key as they stream. */
const MAX_BUFFERED_BYTES = 262_144;
/** As for other bodies: worker/src/http/body.rs. */
const BODY_DEADLINE_MS = 10_000;
const MAX_BODY_BYTES = 1_048_576;
const CRASHED = new Error("the wasm trapped while this request was in flight");
/** What rejects each request that waits for the wasm. */
const inFlight = new Set();
let fixed;
// The beginning of the SHA-256 of the wasm, which cannot contain it: scripts/build/gateway puts it here.
globalThis.__outx_build = BUILD;

// A microtask of wasm-bindgen's own ends in the first, a promise's in the second.
addEventListener("error", ({ error }) => onGlobalError(error));
addEventListener("unhandledrejection", ({ reason }) => onGlobalError(reason));

/** A Durable Object that the wasm implements. worker-build's proxy around it makes a new one after a trap. */
class WasmObject extends DurableObject {
  #object;

  constructor(state, env, Shim) {
    super(state, env);
    this.#object = new Shim(state, env);
  }

  /** Responds to a message; both are JSON as text. */
  ask(message) {
    return this.#object.respond(message);
  }

  /** The same for a message of writes, which only ledgers take. */
  write(message) {
    const response = this.#writeNow(message);
    if (response === undefined) return this.#object.set_alarm().then(() => this.write(message));
    return response === "wait" ? this.#object.write_later(message) : response;
  }

  #writeNow(message) {
    try {
      return this.#object.write_now(message);
    } catch (error) {
      // Later, because the request that waits for this message has to receive its error first: the runtime ends one that only another one's event rejects.
      const waiting = [...inFlight];
      if (error instanceof WebAssembly.RuntimeError) setTimeout(() => waiting.forEach((reject) => reject(CRASHED)));
      throw error;
    }
  }

  fetch(request) {
    return this.#object.fetch(request);
  }

  alarm() {
    return this.#object.alarm();
  }
}

export class Ledger extends WasmObject {
  constructor(state, env) {
    super(state, env, LedgerShim);
  }
}

export class Limiter extends WasmObject {
  constructor(state, env) {
    super(state, env, LimiterShim);
  }
}

export default {
  async fetch(request, env, ctx) {
    try {
      if (state.criticalError) return await orCrashed(new Shim(ctx, env).fetch(request));
      if (request.method === "GET") {
        const id = crypto.randomUUID();
        const read = begin(request, encodeRequest(id, request));
        if (read) return await serveRead(read, id, request, env, ctx);
      } else {
        const length = bodyLength(request);
        const id = length && crypto.randomUUID();
        const write = id && accept_write(request, request.method, encodeRequest(id, request), length);
        if (write) return await serveWrite(write, id, length, request, env, ctx);
      }
      return await orCrashed(handle.call({ env, ctx }, request));
    } catch (error) {
      if (error !== CRASHED) markCrashed();
      return new Shim(ctx, env).defect(request, env);
    }
  },
};

function onGlobalError(error) {
  // What calls an instance that is gone throws an ordinary error.
  if (error instanceof WebAssembly.RuntimeError || state.criticalError) markCrashed();
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
    response = await fetch(targetOf(request), { headers: headers(read), redirect: "manual", cache: "no-store", signal });
  } catch {
    return expectResponse(finish_failed(read, signal.aborted, env, ctx));
  }
  const length = response.status === 200 ? plainLength(response) : undefined;
  if (length === undefined) return expectResponse(await orCrashed(finish_streaming(read, response, env, ctx)));
  let body;
  try {
    ({ value: body } = await readAtMost(response, length));
  } catch {
    return expectResponse(finish_truncated(read, env, ctx));
  }
  if (body?.byteLength !== length) return expectResponse(finish_truncated(read, env, ctx));
  const line = finish(read, body, env, ctx);
  if (line === undefined) return expectResponse(await orCrashed(finish_streaming(read, new Response(body, response), env, ctx)));
  console.log(line);
  return respond(200, body, read, id, request);
}

/** The rest runs to its end even if the caller disconnects: the outcome of a write that was sent is recorded. */
function serveWrite(write, id, length, request, env, ctx) {
  const response = writeOnce(write, id, length, request, env, ctx);
  ctx.waitUntil(response.catch(() => {}));
  return response;
}

async function writeOnce(write, id, length, request, env, ctx) {
  fixed ??= buildHeaders(static_headers());
  if (write & CHECK_RATE_LIMIT) check_write_rate(write, env, ctx);
  const sent = await readBody(request, length);
  if (typeof sent === "boolean") return expectResponse(reject_body(write, sent, env, ctx));
  const begun = expectResponse(begin_write(write, sent, env, ctx));
  if (typeof begun !== "string") return begun;
  const admitted = expectResponse(admit_write(write, await orCrashed(askLedger(begun, env)), env, ctx));
  if (admitted !== true) return admitted;
  const signal = AbortSignal.timeout(fixed.ms);
  let response;
  try {
    response = await fetch(targetOf(request), { method: request.method, headers: write_headers(write), body: sent, redirect: "manual", cache: "no-store", signal });
  } catch {
    return expectResponse(finish_write_failed(write, signal.aborted, env, ctx));
  }
  const { status } = response;
  const expected = status === 200 || status === 201 ? plainLength(response) : undefined;
  if (expected === undefined) return expectResponse(await orCrashed(finish_write_slowly(write, response, env, ctx)));
  let body;
  try {
    ({ value: body } = await readAtMost(response, expected));
  } catch {
    return expectResponse(finish_write_truncated(write, status, env, ctx));
  }
  if (body?.byteLength !== expected) return expectResponse(finish_write_truncated(write, status, env, ctx));
  const line = finish_write(write, status, body, env, ctx);
  if (line === undefined) return expectResponse(await orCrashed(finish_write_slowly(write, new Response(body, response), env, ctx)));
  console.log(line);
  return respond(status, body, write, id, request);
}

/** The length of a short body that says how long it is; else 0. */
function bodyLength(request) {
  const length = Number(request.headers.get("content-length"));
  return length > 0 && length <= MAX_BODY_BYTES && request.body ? length : 0;
}

/** The body of a request; `true` if it did not arrive in time, `false` if it is shorter or longer than it says. */
async function readBody(request, length) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, BODY_DEADLINE_MS, true)));
  try {
    const read = await Promise.race([readAtMost(request, length), late]);
    if (read === true) return true;
    return read.value?.byteLength === length && read.value;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** The response of the ledger to a message that follows its name, or what was thrown. */
async function askLedger(message, env) {
  const end = message.indexOf("\n");
  try {
    return await env.LEDGER.getByName(message.slice(0, end)).write(message.slice(end + 1));
  } catch (error) {
    return error;
  }
}

/** Reads a body of this length, and one byte more if there is one, because the length is a claim. */
function readAtMost({ body }, length) {
  return body.getReader({ mode: "byob" }).readAtLeast(length + 1, new Uint8Array(length + 1));
}

/** The URL to fetch: the path and query that were authorized, as split_url in core/src/gateway/http/origin.rs takes them from the same URL. */
function targetOf({ url }) {
  return fixed.upstream + url.slice(url.indexOf("/", url.indexOf("://") + 3));
}

function respond(status, body, handle, id, request) {
  const own = handle & NEEDS_CORS ? fixed.cors : fixed.headers;
  if (handle & NEEDS_CORS) own.set("access-control-allow-origin", request.headers.get("origin"));
  own.set("x-request-id", id);
  return new Response(body, { status, headers: own });
}

/** The same as `Headers`, used for one response after another: a `Response` copies them faster than it reads an object. */
function buildHeaders({ headers, cors, ...rest }) {
  const json = { "content-type": "application/json" };
  return { headers: new Headers({ ...headers, ...json }), cors: new Headers({ ...cors, ...json }), ...rest };
}

/** The `content-length` of a success in JSON, if it is short; else `undefined`. A chunked response need not keep to its length. */
function plainLength({ headers: given }) {
  if (given.get("content-type") !== "application/json") return undefined;
  if (given.get("content-encoding") || given.get("transfer-encoding")) return undefined;
  const length = Number(given.get("content-length"));
  return length > 0 && length <= MAX_BUFFERED_BYTES ? length : undefined;
}

/** The handle of a read that began before a trap is unknown to the new instance, which then returns no response. */
function expectResponse(response) {
  if (!response) throw CRASHED;
  return response;
}

// A gateway of one's own: the built Worker in workerd, in front of a sandbox.

import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Miniflare } from "miniflare";

import { startSandbox } from "../../helpers/sandbox.mjs";

const build = fileURLToPath(new URL("../../../worker/build", import.meta.url));

const CLASSES = { LEDGER: "Ledger", LIMITER: "Limiter" };

export const SECRET = "session-secret-of-tests-0123456789";
export const TOKEN_SECRET = "token-secret-of-tests-9876543210-abc";
/** A page of another origin that may call. */
export const PAGE = "https://app.example";
export const DEMO = "demo@outx.test";
/** Of the same team as `DEMO`. */
export const SAM = "sam@outx.test";

/**
 * Starts a gateway that ends with `t`. `settings` are its vars and secrets, or a function of the sandbox's demo team that gives
 * them; `undefined` takes a default away. `upstream` stands in for a sandbox of its own: another sandbox, or anything with a `url`. `objects` are
 * the Durable Objects within reach. `more` are further options of Miniflare.
 */
export async function boot(t, settings = {}, upstream, objects = Object.keys(CLASSES), more = {}) {
  upstream ??= await startSandbox(t);
  const { team, bindings } = await bindingsFor(settings, upstream);
  const durableObjects = Object.fromEntries(objects.map((name) => [name, { className: CLASSES[name], useSQLite: true }]));
  const { miniflare, log } = run(t, { ...worker(bindings, durableObjects), ...more });
  const { origin } = await miniflare.unsafeGetDirectURL();
  return { url: origin, sandbox: upstream, team, key: team?.api_key, log };
}

/** Starts two gateways, each in an isolate of its own, on the same Durable Objects, and gives both. */
export async function bootTwo(t, settings = {}, upstream) {
  upstream ??= await startSandbox(t);
  const { team, bindings } = await bindingsFor(settings, upstream);
  const names = ["one", "two"];
  const workers = names.map((name) => {
    const objects = Object.entries(CLASSES).map(([binding, className]) => [binding, { className, useSQLite: true, scriptName: "one" }]);
    return { name, ...worker(bindings, Object.fromEntries(objects)) };
  });
  const { miniflare, log } = run(t, { workers });
  const urls = await Promise.all(names.map(async (name) => (await miniflare.unsafeGetDirectURL(name)).origin));
  return urls.map((url) => ({ url, sandbox: upstream, team, key: team?.api_key, log }));
}

async function bindingsFor(settings, upstream) {
  const team = await upstream.demoTeam?.();
  const given = typeof settings === "function" ? settings(team) : settings;
  const bindings = { OUTX_UPSTREAM: upstream.url, SESSION_SECRET: SECRET, ALLOWED_ORIGINS: PAGE, ...given };
  for (const name of Object.keys(bindings)) if (bindings[name] === undefined) delete bindings[name];
  return { team, bindings };
}

/** The built Worker, as Miniflare wants it. */
function worker(bindings, durableObjects) {
  if (!existsSync(join(build, "index.js"))) throw new Error("the gateway is not built; run scripts/build-gateway");
  return {
    compatibilityDate: "2026-04-01",
    modulesRoot: build,
    modules: [
      { type: "ESModule", path: join(build, "index.js") },
      { type: "CompiledWasm", path: join(build, "index_bg.wasm") },
    ],
    // Asked directly: Miniflare's entry in front would tidy requests up that must arrive as they were sent.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    bindings,
    durableObjects,
    // Without the binding only requests on a loopback host are served. Wide, so that no test is throttled that does not ask for it.
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

  /** The line of an answer. */
  async of(answer) {
    const isIts = (line) => line.startsWith("{") && JSON.parse(line).request_id === answer.requestId;
    const signal = AbortSignal.timeout(5_000);
    while (!this.lines.some(isIts)) await once(this.#events, "line", { signal });
    return this.lines.find(isIts);
  }
}

/**
 * Asks the gateway, as in `ask(gateway, "POST /api-like", { body: { post_id }, cookie, origin: PAGE })`, and reads the whole answer.
 * `body` goes as JSON unless it is text or bytes; `token` as bearer.
 */
export async function ask(gateway, what, { body, cookie, token, origin, headers, ...rest } = {}) {
  const [method, target] = what.split(" ");
  const response = await fetch(gateway.url + target, {
    method,
    redirect: "manual",
    headers: {
      // Node's fetch would ask for gzip, and workerd would then hold small chunks back.
      "accept-encoding": "identity",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie && { cookie }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(origin && { origin }),
      ...headers,
    },
    body: isRaw(body) ? body : JSON.stringify(body),
    ...rest,
  });
  return read(response);
}

function isRaw(body) {
  return body === undefined || typeof body === "string" || ArrayBuffer.isView(body);
}

/** An answer, read to its end: `raw` is all there is of it, to be searched. */
export async function read(response) {
  const text = await response.text();
  const { status, headers } = response;
  const head = [...headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const isJson = headers.get("content-type") === "application/json" && text !== "";
  return { status, headers, text, body: isJson ? JSON.parse(text) : undefined, raw: `${head}\n\n${text}`, requestId: headers.get("x-request-id") };
}

/** Signs in by one-time code and gives the cookie, `name=value`. */
export async function signIn(gateway, email = DEMO) {
  return cookieOf(await verify(gateway, email));
}

/** Signs in with the token form and gives the token. */
export async function signInForToken(gateway, email = DEMO) {
  return (await verify(gateway, email, { "x-outx-session": "token" })).body.session.token;
}

/** Both steps of signing in; gives the second answer. */
export async function verify(gateway, email = DEMO, headers = {}) {
  const sent = await ask(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email } });
  assert.equal(sent.status, 200, sent.text);
  const otp = await gateway.sandbox.otp(email);
  const verified = await ask(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp }, headers });
  assert.equal(verified.status, 200, verified.text);
  return verified;
}

/** The cookie that an answer sets, `name=value`. */
export function cookieOf(answer) {
  return answer.headers.get("set-cookie")?.split(";")[0];
}

/** Asserts that an answer is a refusal in the gateway's shape; `text` is the whole error or a pattern. */
export function assertRefused(answer, status, code, text) {
  assert.deepEqual({ status: answer.status, code: answer.body?.code }, { status, code }, answer.text);
  assert.deepEqual(Object.keys(answer.body).sort(), ["code", "error", "request_id"]);
  assert.equal(answer.body.request_id, answer.requestId);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  if (text instanceof RegExp) assert.match(answer.body.error, text);
  else if (text) assert.equal(answer.body.error, text);
}

/** Asserts that a secret stands nowhere in an answer or in its log line. */
export async function assertHidden(gateway, answer, secret) {
  assert.ok(secret.length >= 16, "nothing to look for");
  assert.ok(!answer.raw.includes(secret), `it is in the answer: ${answer.raw}`);
  await gateway.log.of(answer);
  const leak = gateway.log.lines.find((line) => line.includes(secret));
  assert.equal(leak, undefined);
}

/** What reached the sandbox's API while `act` ran. */
export async function received(gateway, act) {
  const before = (await gateway.sandbox.requests()).length;
  await act();
  return (await gateway.sandbox.requests()).slice(before);
}

/** Asserts that nothing reached the API while `act` ran. */
export async function assertNothingSent(gateway, act) {
  assert.deepEqual(await received(gateway, act), []);
}

/** Sends bytes as they are and reads until the gateway hangs up: `{ status, text }`. `head` has no blank line at its end. */
export async function rawly(gateway, head, body = "") {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.end(`${head.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return { status: Number(text.split(" ")[1]), text };
}

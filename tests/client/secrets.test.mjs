// The key is sent in one header of the request only. Nothing that a program would log contains it.

import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";

import { withoutBackoff } from "../support/backoff.mjs";
import { resetConnection, startServer } from "../support/server.mjs";
import { CALLS, direct, KEY, rejection, SUCCESS, through } from "./support/client.mjs";

const TOKEN = "outxs1.leak0canary1leak2canary3";

/** Everything that can be read from a value without calling its methods: fields of any kind, prototypes, causes, stack. */
function allOf(value) {
  const shown = inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null, getters: true });
  let json = "";
  try {
    json = JSON.stringify(value);
  } catch {
    // Cyclic: inspect has it all.
  }
  return `${shown}\n${json}\n${value?.stack}\n${String(value)}`;
}

function assertNoSecret(value, what, secret = KEY) {
  const text = allOf(value);
  for (const form of [secret, Buffer.from(secret).toString("base64")]) {
    assert.ok(!text.includes(form), `${what} shows ${form}: ${text.slice(0, 2_000)}`);
  }
}

/** A client whose hooks and logger record their events. */
function observed(make, server, options) {
  const told = [];
  const tell = (...args) => told.push(args);
  const outx = make(server, { hooks: { onRequest: tell, onResponse: tell, onRetry: tell }, logger: { debug: tell }, ...options });
  return { outx, told };
}

const ECHOES = {
  "an error text": (secret) => ({ status: 400, body: { error: `bad key ${secret}` } }),
  "a request id": (secret) => ({ status: 400, headers: { "x-request-id": secret }, body: { error: "no" } }),
  "a request id in the body": (secret) => ({ status: 400, body: { error: "no", request_id: secret } }),
  "success: false": (secret) => ({ body: { success: false, error: `for ${secret}` } }),
  "a retried response": (secret) => ({ status: 500, body: { error: `${secret}${secret}` } }),
  "a redirect": (secret) => ({ status: 302, headers: { location: `https://elsewhere.example/?key=${secret}` }, body: "" }),
  "a text that is no JSON": (secret) => ({ status: 500, body: `<h1>${secret}</h1>` }),
  "JSON that breaks off": (secret) => ({ body: `{"key":"${secret}` }),
};
const CREDENTIALS = {
  "the key": [KEY, direct, {}],
  "a key that a function returns": [KEY, direct, { apiKey: async () => KEY }],
  "the token": [TOKEN, through, { token: async () => TOKEN }],
};

for (const [what, response] of Object.entries(ECHOES)) {
  for (const [which, [secret, make, options]] of Object.entries(CREDENTIALS)) {
    test(`${what} that repeats ${which}`, async (t) => {
      withoutBackoff(t);
      const { outx, told } = observed(make, await startServer(t, response(secret)), options);
      for (const call of Object.values(CALLS)) {
        const error = await rejection(call(outx));
        assert.equal(typeof error.code, "string");
        assertNoSecret(error, "the error", secret);
      }
      assert.ok(told.length > 0);
      assertNoSecret(told, "a hook", secret);
      assertNoSecret(outx.usage(), "usage", secret);
      assertNoSecret(outx, "the client", secret);
    });
  }
}

test("an echo is replaced, and the rest of the text is kept", async (t) => {
  const server = await startServer(t, { status: 400, body: { error: `key ${KEY} is not for 'name'` } });
  assert.equal((await rejection(direct(server).team.get())).message, "key [redacted] is not for 'name' (team.get)");
});

test("the key in an argument does not reach hooks through the URL", async (t) => {
  const server = await startServer(t, { body: { data: [] } });
  const { outx, told } = observed(direct, server);
  await outx.posts.list({ watchlist_id: KEY, search_term: `a ${KEY} b` }).page();
  assert.ok(server.requests[0].url.includes(KEY), "the argument itself is sent");
  assertNoSecret(told, "a hook");
  assert.ok(told.some(([event]) => event.url?.includes("[redacted]")));
});

test("an error of a custom fetch that contains the request's headers is redacted", async () => {
  const url = "https://api.example";
  const throwers = {
    message: (init) => new Error(`failed with ${init.headers["x-api-key"]}`),
    field: (init) => Object.assign(new Error("failed"), { config: { headers: init.headers } }),
    cyclic: (init) => {
      const error = Object.assign(new Error("failed"), { init });
      error.self = error;
      return error;
    },
    cause: (init) => new Error("failed", { cause: Object.assign(new Error("inner"), { init }) }),
    object: (init) => ({ init }),
    string: (init) => `failed with ${init.headers["x-api-key"]}`,
  };
  for (const [what, thrown] of Object.entries(throwers)) {
    const error = await rejection(direct({ url }, { retry: false, fetch: async (_, init) => { throw thrown(init); } }).team.get());
    assertNoSecret(error, what);
    assert.ok(error.cause instanceof Error);
  }
});

test("hooks receive exactly these events, in order", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, { status: 503, headers: { "x-request-id": "r-1" } }, resetConnection, SUCCESS);
  const told = [];
  const hooks = Object.fromEntries(["onRequest", "onResponse", "onRetry"].map((name) => [name, (event) => told.push([name, event])]));
  await direct(server, { hooks }).team.get();
  const common = { operation: "team.get", method: "GET", url: `${server.url}/api-team` };
  for (const [name, event] of told) {
    assert.equal(event.durationMs >= 0, name === "onResponse");
    delete event.durationMs;
  }
  assert.deepEqual(JSON.parse(JSON.stringify(told)), [
    ["onRequest", { ...common, attempt: 1 }],
    ["onResponse", { ...common, attempt: 1, status: 503, requestId: "r-1", code: "upstream" }],
    ["onRetry", { ...common, attempt: 1, delayMs: 0, code: "upstream" }],
    ["onRequest", { ...common, attempt: 2 }],
    ["onResponse", { ...common, attempt: 2, code: "network" }],
    ["onRetry", { ...common, attempt: 2, delayMs: 0, code: "network" }],
    ["onRequest", { ...common, attempt: 3 }],
    ["onResponse", { ...common, attempt: 3, status: 200 }],
  ]);
});

test("errors thrown by a hook or logger are ignored", async (t) => {
  const server = await startServer(t, SUCCESS);
  const fail = () => { throw new Error("hook"); };
  const failLater = async () => fail();
  await direct(server, { hooks: { onRequest: fail, onResponse: failLater }, logger: { debug: fail } }).team.get();
});

test("the key function is called for every call except the one-time codes", async (t) => {
  const server = await startServer(t, SUCCESS);
  let asked = 0;
  const apiKey = async () => `${KEY}${(asked += 1)}`;
  const outx = direct(server, { apiKey });
  await outx.auth.sendOtp({ email: "ada@example.org" });
  await outx.team.get();
  await outx.team.get();
  assert.deepEqual(server.requests.map(({ headers }) => headers["x-api-key"]), [undefined, `${KEY}1`, `${KEY}2`]);
});

test("a gateway gets the token as Bearer, and never a key", async (t) => {
  const server = await startServer(t, SUCCESS);
  await through(server, { token: () => TOKEN }).team.get();
  await through(server).team.get();
  const sent = server.requests.map(({ headers }) => [headers.authorization, headers["x-api-key"], headers.cookie]);
  assert.deepEqual(sent, [[`Bearer ${TOKEN}`, undefined, undefined], [undefined, undefined, undefined]]);
});

const NO_KEYS = [[undefined, "is not a string"], [7, "is not a string"], ["", "is empty"], ["a\nb", "has a character"], ["clé", "has a character"]];

for (const [given, reason] of NO_KEYS) {
  test(`a key function that returns ${JSON.stringify(given)} is a missing key, and its value is not repeated`, async () => {
    for (const apiKey of [() => given, async () => given]) {
      const error = await rejection(direct({ url: "https://api.example" }, { apiKey }).team.get());
      assert.equal(error.code, "missing_key");
      assert.ok(error.message.startsWith(`apiKey ${reason}`), error.message);
    }
  });
}

test("a key function that throws is the cause", async () => {
  const cause = new Error("vault is sealed");
  for (const apiKey of [() => { throw cause; }, async () => { throw cause; }]) {
    const error = await rejection(direct({ url: "https://api.example" }, { apiKey }).team.get());
    assert.deepEqual([error.code, error.cause], ["missing_key", cause]);
  }
});

test("a polluted Object.prototype neither redirects the key nor receives a session", async (t) => {
  const [server, elsewhere] = [await startServer(t, { headers: { "x-outx-session": "outxs1.new" }, body: {} }), await startServer(t, SUCCESS)];
  const heard = [];
  const hear = (...args) => void heard.push(args);
  const planted = {
    baseUrl: elsewhere.url, fetch: hear, onSession: hear, onRequest: hear, logger: { debug: hear }, headers: { "x-planted": "1" },
    idempotencyKey: "planted", dangerouslyAllowKeyInBrowser: true,
  };
  t.after(() => Object.keys(planted).forEach((name) => delete Object.prototype[name]));
  for (const [name, value] of Object.entries(planted)) Object.prototype[name] = value;
  await direct(server).team.get({}, {});
  await direct(server).team.get();
  await through(server, { token: () => TOKEN, hooks: {} }).watchlists.keyword.create({ keywords: ["a"] }, {});
  assert.deepEqual(elsewhere.requests, []);
  assert.deepEqual(heard, []);
  for (const { headers } of server.requests) {
    assert.equal(headers["x-planted"], undefined);
    assert.notEqual(headers["idempotency-key"], "planted");
  }
});

test("a renewed session goes to onSession", async (t) => {
  const server = await startServer(t, { headers: { "x-outx-session": "outxs1.new" }, body: {} });
  const sessions = [];
  await through(server, { token: () => TOKEN, onSession: (token) => sessions.push(token) }).team.get();
  await direct(server).team.get();
  assert.deepEqual(sessions, ["outxs1.new"]);
});

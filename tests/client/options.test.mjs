// The options that a client and a call accept, and the errors for all others.

import assert from "node:assert/strict";
import test from "node:test";

import { Outx } from "outx-client";

import { startServer } from "../support/server.mjs";
import { assertError, direct, KEY, rejection, SUCCESS, through } from "./support/client.mjs";

const GATEWAY = "https://gateway.example";
const https = "it must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only";

const REJECTED = [
  [undefined, "exactly one of gateway and apiKey is required, got neither"],
  [{}, "exactly one of gateway and apiKey is required, got neither"],
  [{ gateway: GATEWAY, apiKey: KEY }, "exactly one of gateway and apiKey is required, got both"],
  [{ apiKey: "" }, "apiKey is empty"],
  [{ apiKey: 7 }, "apiKey must be a string or a function that returns one"],
  [{ apiKey: null }, "apiKey must be a string or a function that returns one"],
  [{ apiKey: KEY, token: () => "" }, "token and onSession go with gateway, not with apiKey"],
  [{ gateway: "gateway.example" }, "gateway must be an absolute URL, such as https://gateway.example"],
  [{ gateway: "/" }, "gateway must be an absolute URL, such as https://gateway.example"],
  [{ gateway: "ftp://gateway.example" }, "gateway must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only"],
  [{ gateway: "localhost:8787" }, "gateway must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only"],
  [{ gateway: "javascript:0" }, "gateway must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only"],
  [{ gateway: "https://user:pass@gateway.example" }, "gateway must not contain a user name or password"],
  [{ gateway: "https://gateway.example/?a=1" }, "gateway must not have a query or a fragment"],
  [{ gateway: GATEWAY, token: "outxs1.a" }, "token must be a function"],
  [{ gateway: GATEWAY, onSession: 1 }, "onSession must be a function"],
  [{ gateway: GATEWAY, fetch: "fetch" }, "fetch must be a function"],
  [{ gateway: GATEWAY, logger: {} }, "logger must have a function named debug, info, warn or error, as console has"],
  [{ gateway: GATEWAY, logger: null }, "logger must have a function named debug, info, warn or error, as console has"],
  [{ gateway: GATEWAY, hooks: { onRequest: 1 } }, "hooks.onRequest must be a function"],
  [{ gateway: GATEWAY, hooks: { onEnd() {} } }, "onEnd is not a hook; there are: onRequest, onResponse, onRetry"],
  [{ gateway: GATEWAY, timeoutMs: 0 }, "timeoutMs must be a number from 1 to 2147483647"],
  [{ gateway: GATEWAY, timeoutMs: NaN }, "timeoutMs must be a number from 1 to 2147483647"],
  [{ gateway: GATEWAY, timeoutMs: "1000" }, "timeoutMs must be a number from 1 to 2147483647"],
  [{ gateway: GATEWAY, totalTimeoutMs: 2 ** 31 }, "totalTimeoutMs must be a number from 1 to 2147483647"],
  [{ gateway: GATEWAY, actionsPerHour: 0.5 }, "actionsPerHour must be a number from 1 to 2147483647"],
  [{ gateway: GATEWAY, retry: 0 }, "retry must be false, or a number of attempts from 1 to 10"],
  [{ gateway: GATEWAY, retry: 11 }, "retry must be false, or a number of attempts from 1 to 10"],
  [{ gateway: GATEWAY, retry: { attempts: 1.5 } }, "retry must be false, or a number of attempts from 1 to 10"],
];

for (const [options, message] of REJECTED) {
  test(`rejected: ${message}`, () => {
    assert.throws(() => new Outx(options), (error) => {
      assertError(error, "InvalidRequestError", "invalid_request", { message });
      return true;
    });
  });
}

test("an unknown option is rejected with the names of the known ones", () => {
  assert.throws(() => new Outx({ gateway: GATEWAY, timeout: 1 }), /^InvalidRequestError: timeout is not an option; there are: gateway, apiKey, /);
});

const PLAIN_HTTP = {
  "http://localhost:8787": true, "http://127.0.0.1": true, "http://[::1]:1": true, "http://LOCALHOST": true,
  "http://127.1": true, // The URL parser makes 127.0.0.1 of it.
  "http://gateway.example": false, "http://localhost.example": false, "http://127.0.0.1.example": false, "http://127.0.0.2": false,
  "http://0.0.0.0": false, "http://[::]": false, "http://localhost.": false,
};

for (const [address, accepted] of Object.entries(PLAIN_HTTP)) {
  test(`${address} is ${accepted ? "accepted" : "rejected"} as gateway and as base URL`, () => {
    for (const options of [{ gateway: address }, { apiKey: KEY, baseUrl: address }]) {
      if (accepted) new Outx(options);
      else assert.throws(() => new Outx(options), { message: `${options.gateway ? "gateway" : "baseUrl"} ${https.slice(3)}` });
    }
  });
}

test("user info that looks like a loopback host is rejected", () => {
  assert.throws(() => new Outx({ gateway: "http://localhost@gateway.example" }), /must not contain a user name/);
});

test("a gateway under a path keeps it", async (t) => {
  const server = await startServer(t, SUCCESS);
  await new Outx({ gateway: new URL(`${server.url}/outx/`) }).team.get();
  assert.equal(server.requests[0].url, "/outx/api-team");
});

/** Makes this process look like another platform while `act` runs. */
function pretending(globals, act) {
  const before = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    return act();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}

const PLACES = {
  "a page": [{ process: undefined, window: {}, document: {} }, true],
  "a page with a process of a bundler's": [{ window: {}, document: {} }, true],
  "a web worker": [{ process: undefined, WorkerGlobalScope: class {} }, true],
  "a service worker, an extension's too": [{ process: undefined, WorkerGlobalScope: class {}, ServiceWorkerGlobalScope: class {} }, true],
  workerd: [{ process: undefined, navigator: { userAgent: "Cloudflare-Workers" }, WorkerGlobalScope: class {}, ServiceWorkerGlobalScope: class {} }, false],
  Deno: [{ process: undefined, Deno: { version: { deno: "2.0.0" } }, window: {} }, false],
  "Node and Bun": [{}, false],
};

for (const [place, [globals, isBrowser]] of Object.entries(PLACES)) {
  test(`a key in ${place} is ${isBrowser ? "rejected unless allowed by name" : "accepted"}`, () => {
    pretending(globals, () => {
      if (!isBrowser) return new Outx({ apiKey: KEY });
      for (const apiKey of [KEY, () => KEY]) {
        assert.throws(() => new Outx({ apiKey }), /^InvalidRequestError: apiKey in a browser exposes the team's key to everyone/);
        assert.throws(() => new Outx({ apiKey, dangerouslyAllowKeyInBrowser: "yes" }), /apiKey in a browser/);
        new Outx({ apiKey, dangerouslyAllowKeyInBrowser: true });
      }
      return new Outx({ gateway: GATEWAY });
    });
  });
}

const CALL_REJECTED = [
  [{ timeout: 1 }, "timeout is not a call option; there are: signal, timeoutMs, totalTimeoutMs, retry, headers, idempotencyKey, extraArgs"],
  [null, "call options must be an object"],
  [{ signal: {} }, "signal must be an AbortSignal"],
  [{ timeoutMs: -1 }, "timeoutMs must be a number from 1 to 2147483647"],
  [{ idempotencyKey: "" }, "idempotencyKey must be 1 to 255 visible ascii characters"],
  [{ idempotencyKey: "a b" }, "idempotencyKey must be 1 to 255 visible ascii characters"],
  [{ headers: { "X-API-Key": "a" } }, "headers must not set x-api-key, which the client sets itself"],
  [{ headers: new Headers({ Authorization: "a" }) }, "headers must not set authorization, which the client sets itself"],
  [{ headers: { Accept: "text/csv" } }, "headers must not set accept, which the client sets itself"],
  [{ headers: [["cookie", "a"]] }, "headers must not set cookie, which the client sets itself"],
];

for (const [options, message] of CALL_REJECTED) {
  test(`rejected for a call: ${message}`, async () => {
    const error = await rejection(through({ url: GATEWAY }).team.get(undefined, options));
    assertError(error, "InvalidRequestError", "invalid_request", { message });
  });
}

test("a header that is undefined is left out", async (t) => {
  const server = await startServer(t, SUCCESS);
  await direct(server).team.get(undefined, { headers: { "x-app": undefined, "x-trace": "t-1" } });
  const { headers } = server.requests[0];
  assert.deepEqual([headers["x-app"], headers["x-trace"]], [undefined, "t-1"]);
});

test("signal: null is no signal, as for fetch", async (t) => {
  const completed = { body: { success: true, data: { id: "t-1", status: "completed", task_input: {}, task_output: {} } } };
  const server = await startServer(t, SUCCESS, completed);
  const outx = direct(server);
  assert.deepEqual(await outx.team.get(undefined, { signal: null }), SUCCESS.body);
  assert.deepEqual(await outx.tasks.resume("t-1").wait({ signal: null }), {});
});

const CREDENTIALS = [
  ["a key", { apiKey: KEY, dangerouslyAllowKeyInBrowser: true }, "omit"],
  ["a gateway's cookie", { gateway: GATEWAY }, "include"],
  ["a gateway's token", { gateway: GATEWAY, token: () => "outxs1.a" }, "omit"],
];

for (const [what, options, credentials] of CREDENTIALS) {
  test(`in a browser a call with ${what} has credentials: ${credentials}; elsewhere the option is left out`, async () => {
    const requests = [];
    const fetch = async (_, init) => {
      requests.push(init);
      return Response.json(SUCCESS.body);
    };
    await pretending({ window: {}, document: {} }, () => new Outx({ ...options, fetch })).team.get();
    await new Outx({ ...options, fetch }).team.get();
    assert.equal(requests[0].credentials, credentials);
    assert.ok(!("credentials" in requests[1]), "workerd rejects the option");
  });
}

test("the headers option of a call is sent", async (t) => {
  const server = await startServer(t, SUCCESS);
  await direct(server).team.get(undefined, { headers: { "x-trace": "t-1" } });
  assert.equal(server.requests[0].headers["x-trace"], "t-1");
});

test("a wrong argument names the field, and nothing is sent", async (t) => {
  const server = await startServer(t, SUCCESS);
  const error = await rejection(direct(server).watchlists.keyword.create({ keywords: ["a"], fetchFreqInHours: 5 }));
  assertError(error, "InvalidRequestError", "invalid_request", { status: undefined, operation: "watchlists.keyword.create" });
  assert.match(error.message, /fetchFreqInHours/);
  assert.equal(server.requests.length, 0);
});

test("arguments that are not JSON are rejected", async (t) => {
  const server = await startServer(t, SUCCESS);
  const cause = new Error("no");
  const args = Object.create({ toJSON() { throw cause; } }, { email: { value: "ada@example.org", enumerable: true } });
  const error = await rejection(direct(server).auth.sendOtp(args));
  assertError(error, "InvalidRequestError", "invalid_request", { cause });
  assert.equal(server.requests.length, 0);
});

test("ready may be called again, and with the module itself", async () => {
  const { ready } = await import("outx-client");
  await Promise.all([ready(), ready(), ready(new URL("file:///nowhere"))]);
});

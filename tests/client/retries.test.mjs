// Reads are retried. Writes are retried only where a repeat cannot take effect twice.

import assert from "node:assert/strict";
import test from "node:test";

import { withoutBackoff } from "../support/backoff.mjs";
import { resetConnection, startServer } from "../support/server.mjs";
import { assertError, CALLS, direct, rejection, SUCCESS, through } from "./support/client.mjs";

const LATER = { status: 503, headers: { "retry-after": "0" } };
const FAILURES = { 408: { status: 408 }, 429: { status: 429 }, 500: { status: 500 }, 502: { status: 502 }, 503: { status: 503 }, 504: { status: 504 }, reset: resetConnection };

for (const [what, failure] of Object.entries(FAILURES)) {
  test(`a read is retried after ${what}, twice`, async (t) => {
    withoutBackoff(t);
    const server = await startServer(t, failure, failure, SUCCESS);
    await direct(server).team.get();
    assert.equal(server.requests.length, 3);
  });

  test(`a write through a gateway is retried after ${what}, twice, under one idempotency key`, async (t) => {
    withoutBackoff(t);
    for (const kind of ["write", "task", "write task"]) {
      const server = await startServer(t, failure, failure, SUCCESS);
      await CALLS[kind](through(server));
      const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
      assert.match(keys[0], /^[0-9a-f-]{36}$/);
      assert.deepEqual(keys, [keys[0], keys[0], keys[0]], kind);
    }
  });
}

for (const status of [400, 401, 402, 403, 404, 405, 409, 413, 422]) {
  test(`${status} is final`, async (t) => {
    const server = await startServer(t, { status });
    assert.equal((await rejection(direct(server).team.get())).retryable, false);
    assert.equal((await rejection(CALLS.write(through(server)))).retryable, false);
    assert.equal(server.requests.length, 2);
  });
}

test("a write sent directly to the API is not retried when its outcome is unknown", async (t) => {
  withoutBackoff(t);
  for (const failure of [{ status: 408 }, { status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }, resetConnection]) {
    for (const kind of ["write", "task", "write task"]) {
      const server = await startServer(t, failure, SUCCESS);
      const error = await rejection(CALLS[kind](direct(server)));
      assert.equal(error.retryable, false, kind);
      assert.equal(server.requests.length, 1, kind);
    }
  }
});

test("a write sent directly to the API is retried when the server asked to retry later", async (t) => {
  withoutBackoff(t);
  for (const failure of [LATER, { status: 429 }]) {
    const server = await startServer(t, failure, SUCCESS);
    await CALLS.write(direct(server));
    assert.equal(server.requests.length, 2);
  }
});

test("a write sent directly to the API is retried when nothing was sent", async (t) => {
  withoutBackoff(t);
  const codes = [];
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "ECONNRESET"]) {
    const fetch = async () => {
      codes.push(code);
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
    };
    assertError(await rejection(CALLS.write(direct({ url: "https://api.example" }, { fetch }))), "ConnectionError", "network");
  }
  assert.deepEqual(codes, [...Array(3).fill("ECONNREFUSED"), ...Array(3).fill("ENOTFOUND"), "ECONNRESET"]);
});

test("LinkedIn's limit on invitations is not retried", async (t) => {
  const server = await startServer(t, { status: 429, headers: { "retry-after": "0" }, body: { error: "LinkedIn invitation limit reached" } });
  const error = await rejection(through(server).linkedin.sendConnectionRequest({ profile_urn: "urn:li:fsd_profile:ACoA" }));
  assertError(error, "RateLimitError", "rate_limited", { retryable: false });
  assert.equal(server.requests.length, 1);
});

test("gateways receive the attempt and the idempotency key of a write; the API receives neither", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, { status: 503 }, SUCCESS);
  await through(server).team.get();
  await CALLS.write(through(server), { idempotencyKey: "order-1" });
  await CALLS.write(direct(server));
  const told = server.requests.map(({ headers }) => [headers["x-outx-attempts"], headers["idempotency-key"]]);
  assert.deepEqual(told, [["1", undefined], ["2", undefined], ["1", "order-1"], [undefined, undefined]]);
});

test("the calls of a sign-in have no idempotency key, so that no gateway stores a code, and are not retried when their outcome is unknown", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, { status: 500 }, SUCCESS);
  await rejection(through(server).auth.sendOtp({ email: "ada@example.org" }));
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0].headers["idempotency-key"], undefined);
});

test("retry sets the number of attempts, for the client and for one call", async (t) => {
  withoutBackoff(t);
  const attempts = async (options, callOptions) => {
    const server = await startServer(t, { status: 500 });
    await rejection(direct(server, options).team.get(undefined, callOptions));
    return server.requests.length;
  };
  assert.equal(await attempts({}), 3);
  assert.equal(await attempts({ retry: false }), 1);
  assert.equal(await attempts({ retry: 2 }), 2);
  assert.equal(await attempts({ retry: { attempts: 4 } }), 4);
  assert.equal(await attempts({ retry: false }, { retry: 2 }), 2);
  assert.equal(await attempts({}, { retry: false }), 1);
});

test("retries are paid from a budget of ten, and a success returns one", async (t) => {
  withoutBackoff(t);
  const responses = [...Array(15).fill({ status: 500 }), SUCCESS, { status: 500 }];
  const server = await startServer(t, ...responses);
  const outx = direct(server);
  for (let call = 0; call < 5; call += 1) await rejection(outx.team.get());
  assert.equal(server.requests.length, 15, "five calls of three attempts spend ten retries");
  await outx.team.get();
  await rejection(outx.team.get());
  assert.equal(server.requests.length, 18, "the success pays for one more");
});

const ASKED = [
  ["0", 0], ["0.02", 20], ["-1", undefined], ["soon", undefined], ["", undefined], ["1e9", undefined], ["Infinity", undefined],
  ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
];

for (const [value, ms] of ASKED) {
  test(`Retry-After: ${value || "nothing"} waits ${ms ?? "a random backoff"}`, { timeout: 5_000 }, async (t) => {
    withoutBackoff(t);
    const delays = [];
    const server = await startServer(t, { status: 429, headers: { "retry-after": value } }, SUCCESS);
    await direct(server, { hooks: { onRetry: ({ delayMs }) => delays.push(delayMs) } }).team.get();
    assert.deepEqual(delays, [ms ?? 0]);
  });
}

for (const [value, ms] of [["61", 61_000], ["277403", 277_403_000], ["Fri, 31 Dec 9999 23:59:59 GMT", undefined]]) {
  test(`Retry-After: ${value} is too far away to wait for`, { timeout: 5_000 }, async (t) => {
    const server = await startServer(t, { status: 429, headers: { "retry-after": value } }, SUCCESS);
    const error = await rejection(direct(server).team.get());
    assertError(error, "RateLimitError", "rate_limited", { retryable: true });
    assert.ok(ms === undefined ? error.retryAfterMs > 1e12 : error.retryAfterMs === ms, String(error.retryAfterMs));
    assert.equal(server.requests.length, 1);
  });
}

test("a wait that would end after the call's deadline is not begun", { timeout: 5_000 }, async (t) => {
  const server = await startServer(t, { status: 429, headers: { "retry-after": "30" } }, SUCCESS);
  const error = await rejection(direct(server, { totalTimeoutMs: 200 }).team.get());
  assertError(error, "RateLimitError", "rate_limited", { retryAfterMs: 30_000 });
});

test("each backoff is random, up to twice the limit of the one before", async (t) => {
  t.mock.method(Math, "random", () => 0.02);
  const delays = [];
  const server = await startServer(t, { status: 500 });
  await rejection(direct(server, { retry: 5, hooks: { onRetry: ({ delayMs }) => delays.push(delayMs) } }).team.get());
  assert.deepEqual(delays, [10, 20, 40, 80]);
});

test("usage counts calls, retries and errors", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, { status: 500 }, SUCCESS, SUCCESS, { status: 404 });
  const outx = direct(server);
  assert.deepEqual(outx.usage(), { calls: 0, retries: 0, errors: {}, actions: 0, actionsPerHour: 50 });
  await outx.team.get();
  await CALLS.task(outx);
  await rejection(outx.team.get());
  await rejection(outx.posts.list({}).page());
  assert.deepEqual(outx.usage(), {
    calls: 4, retries: 1, errors: { invalid_request: 1, not_found: 1 }, actions: 1, actionsPerHour: 50,
  });
});

test("LinkedIn actions past the hour's limit are rejected at once when there is no room before the deadline", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server, { actionsPerHour: 2 });
  await CALLS.task(outx);
  await CALLS["write task"](outx);
  const error = await rejection(CALLS.task(outx));
  assertError(error, "RateLimitError", "action_budget", { status: undefined, retryable: true });
  assert.ok(error.retryAfterMs > 3_590_000 && error.retryAfterMs <= 3_600_000);
  await CALLS.read(outx);
  assert.equal(server.requests.length, 3);
});

test("LinkedIn actions past the hour's limit wait for room when they can", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server, { actionsPerHour: 1, totalTimeoutMs: 5_000 });
  let now = Date.now();
  t.mock.method(Date, "now", () => now);
  await CALLS.task(outx);
  now += 3_600_000 - 30;
  const second = CALLS.task(outx);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(server.requests.length, 1);
  now += 30;
  await second;
  assert.equal(server.requests.length, 2);
  assert.equal(outx.usage().actions, 1);
});

// An abort ends a call and its request at once in every state, with the caller's own reason. A timeout is a different error.

import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import test from "node:test";

import { withoutBackoff } from "../support/backoff.mjs";
import { headersOnly, neverRespond, startServer } from "../support/server.mjs";
import { assertError, CALLS, direct, rejection, SUCCESS, through, until } from "./support/client.mjs";

const REASONS = [new Error("the visitor left"), "a string", 0, null];
/** Longer than any test in this file takes. */
const LONG_MS = 60_000;

/** Aborts once `condition` holds and asserts that the call settles within one turn of the event loop. */
async function abortWhen(condition, begin, reason) {
  const controller = new AbortController();
  const call = begin({ signal: controller.signal });
  call.catch(() => {});
  await until(condition);
  let settled = false;
  call.catch(() => (settled = true));
  controller.abort(reason);
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(settled, "it did not settle at once");
  assert.equal(await rejection(call), controller.signal.reason);
  assert.equal(getEventListeners(controller.signal, "abort").length, 0, "a listener was left on the signal");
}

for (const reason of REASONS) {
  test(`before: rejects with ${reason} and sends nothing`, async (t) => {
    const server = await startServer(t, SUCCESS);
    assert.equal(await rejection(direct(server).team.get(undefined, { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(server.requests.length, 0);
  });

  test(`while waiting for the head: rejects with ${reason}`, async (t) => {
    const server = await startServer(t, neverRespond);
    await abortWhen(() => server.requests.length === 1, (options) => direct(server).team.get(undefined, options), reason);
  });
}

test("without a reason: rejects with the AbortError that the platform makes", async (t) => {
  const server = await startServer(t, neverRespond);
  await abortWhen(() => server.requests.length === 1, (options) => direct(server).team.get(undefined, options));
});

test("while reading the body", async (t) => {
  let heads = 0;
  const server = await startServer(t, headersOnly);
  const fetchHead = async (...args) => {
    const response = await fetch(...args);
    heads += 1;
    return response;
  };
  await abortWhen(() => heads === 1, (options) => direct(server, { fetch: fetchHead }).team.get(undefined, options), "enough");
});

test("in a backoff", async (t) => {
  t.mock.method(Math, "random", () => 0.999);
  const retries = [];
  const server = await startServer(t, { status: 500 });
  const outx = direct(server, { hooks: { onRetry: (event) => retries.push(event) } });
  await abortWhen(() => retries.length === 1, (options) => outx.team.get(undefined, options), "enough");
  assert.equal(server.requests.length, 1);
});

test("while waiting for the hourly budget of LinkedIn actions", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server, { actionsPerHour: 1, totalTimeoutMs: 3_700_000 });
  await CALLS.task(outx);
  await abortWhen(() => true, (options) => CALLS.task(outx, options), "enough");
});

test("while the caller's token function is pending", async () => {
  let asked = 0;
  const token = () => {
    asked += 1;
    return new Promise(() => {});
  };
  await abortWhen(() => asked === 1, (options) => through({ url: "https://gateway.example" }, { token }).team.get(undefined, options), "enough");
});

test("with a custom fetch that ignores its signal", async () => {
  let asked = 0;
  const deaf = () => {
    asked += 1;
    return new Promise(() => {});
  };
  const outx = direct({ url: "https://api.example" }, { fetch: deaf });
  await abortWhen(() => asked === 1, (options) => outx.team.get(undefined, options), "enough");
});

test("the request itself is cancelled", async (t) => {
  let closed;
  const server = await startServer(t, (request) => {
    closed = once(request.socket, "close");
  });
  await abortWhen(() => closed, (options) => direct(server).team.get(undefined, options), "enough");
  await closed;
});

test("between pages", async (t) => {
  const page = { body: { data: [{ id: "1" }, { id: "2" }] } };
  const server = await startServer(t, page);
  const controller = new AbortController();
  const posts = direct(server).posts.list({ watchlist_id: "w-1", page_size: 2 }, { signal: controller.signal });
  const seen = [];
  const error = await rejection((async () => {
    for await (const post of posts) {
      seen.push(post.id);
      controller.abort("enough");
    }
  })());
  assert.equal(error, "enough");
  assert.deepEqual([seen, server.requests.length], [["1", "2"], 1]);
});

test("an abort inside a hook ends only that call", async (t) => {
  const server = await startServer(t, SUCCESS);
  const controllers = [];
  const outx = direct(server, { hooks: { onRequest: () => controllers.pop()?.abort("from a hook"), onResponse: () => controllers.pop()?.abort("late") } });
  controllers.push(new AbortController());
  const aborted = rejection(outx.team.get(undefined, { signal: controllers[0].signal }));
  const others = Array.from({ length: 5 }, () => outx.team.get());
  assert.equal(await aborted, "from a hook");
  for (const value of await Promise.all(others)) assert.deepEqual(value, SUCCESS.body);
});

test("an abort after a call has ended does nothing", async (t) => {
  const server = await startServer(t, SUCCESS);
  const controller = new AbortController();
  await direct(server).team.get(undefined, { signal: controller.signal });
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  controller.abort();
});

test("many calls with one signal leave no listener on it", async (t) => {
  const server = await startServer(t, SUCCESS);
  const { signal } = new AbortController();
  const outx = direct(server);
  await Promise.all(Array.from({ length: 50 }, () => outx.team.get(undefined, { signal })));
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

const SLOW = { "the head": neverRespond, "the body": headersOnly };

for (const [what, response] of Object.entries(SLOW)) {
  test(`an attempt's timeout covers ${what}, and a read is retried`, { timeout: 5_000 }, async (t) => {
    withoutBackoff(t);
    const server = await startServer(t, response, SUCCESS);
    await direct(server, { timeoutMs: 250 }).team.get();
    assert.equal(server.requests.length, 2);
  });
}

test("a write that timed out has an unknown outcome: not sent again, not retryable", { timeout: 5_000 }, async (t) => {
  const server = await startServer(t, neverRespond);
  const error = await rejection(CALLS.write(direct(server, { timeoutMs: 500 })));
  assertError(error, "TimeoutError", "timeout", { retryable: false, status: undefined, operation: "watchlists.keyword.create" });
  assert.equal(server.requests.length, 1);
});

test("timeoutMs of a call overrides the client's", { timeout: 5_000 }, async (t) => {
  const server = await startServer(t, neverRespond);
  const outx = direct(server, { timeoutMs: LONG_MS, retry: false });
  assertError(await rejection(outx.team.get(undefined, { timeoutMs: 20 })), "TimeoutError", "timeout");
});

test("the total time ends attempts and backoffs together", { timeout: 5_000 }, async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, neverRespond);
  const error = await rejection(direct(server, { timeoutMs: 60, totalTimeoutMs: 100, retry: 10 }).team.get());
  assertError(error, "TimeoutError", "timeout", { retryable: true });
  assert.ok(server.requests.length <= 3, `${server.requests.length} attempts within 100 ms`);
});

test("the total time covers a token function that never returns", { timeout: 5_000 }, async () => {
  const outx = through({ url: "https://gateway.example" }, { token: () => new Promise(() => {}), totalTimeoutMs: 30 });
  const error = await rejection(outx.team.get());
  assertError(error, "TimeoutError", "timeout", { message: "token was not given in time (team.get)" });
});

test("the caller's AbortSignal.timeout is the caller's abort, not a TimeoutError", { timeout: 5_000 }, async (t) => {
  const server = await startServer(t, neverRespond);
  const signal = AbortSignal.timeout(20);
  const error = await rejection(direct(server).team.get(undefined, { signal }));
  assert.equal(error, signal.reason);
  assert.ok(!("code" in error) || error.code === DOMException.TIMEOUT_ERR);
});

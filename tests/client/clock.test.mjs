// The system clock jumps by hours, forward or back, in the middle of a call: the call ends within its time limit, and nothing is sent twice.

import assert from "node:assert/strict";
import test from "node:test";

import { ready } from "outx-client";

import { withoutBackoff } from "../support/backoff.mjs";
import { startServer } from "../support/server.mjs";
import { assertError, CALLS, direct, rejection, SUCCESS, through } from "./support/client.mjs";

await ready();

const HOUR = 3_600_000;
const JUMPS = { forward: 5 * HOUR, back: -5 * HOUR };
const ID = "3d6f9a10-0000-4000-8000-000000000010";

/** Replaces `Date.now` by a clock that the test can set. Timers are not affected. */
function settable(t) {
  const now = Date.now;
  let ahead = 0;
  t.mock.method(Date, "now", () => now() + ahead);
  return { jump: (ms) => void (ahead += ms) };
}

/** A server that sets the clock while it responds to the first request. */
function jumping(t, clock, ms, ...script) {
  return startServer(
    t,
    (_, response) => {
      clock.jump(ms);
      const { status = 200, headers, body = {} } = script[0];
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    },
    ...script.slice(1),
  );
}

for (const [way, ms] of Object.entries(JUMPS)) {
  test(`${way}: a read that failed is retried`, async (t) => {
    withoutBackoff(t);
    const server = await jumping(t, settable(t), ms, { status: 503 }, SUCCESS);
    await CALLS.read(direct(server));
    assert.equal(server.requests.length, 2);
  });

  test(`${way}: a call does not outlast its total time`, async (t) => {
    const server = await jumping(t, settable(t), ms, { status: 429, headers: { "retry-after": "30" } }, SUCCESS);
    const waits = new AbortController();
    const outx = direct(server, { totalTimeoutMs: 20_000, hooks: { onRetry: () => waits.abort("it waits longer than it has") } });
    assertError(await rejection(CALLS.read(outx, { signal: waits.signal })), "RateLimitError", "rate_limited");
    assert.equal(server.requests.length, 1);
  });

  test(`${way}: a call to a server that does not respond times out`, async (t) => {
    const clock = settable(t);
    const server = await startServer(t, () => clock.jump(ms));
    const call = direct(server, { timeoutMs: 400, totalTimeoutMs: 1_000, retry: 1 }).team.get();
    assertError(await rejection(call), "TimeoutError", "timeout");
    assert.equal(server.requests.length, 1);
  });

  test(`${way}: a write through a gateway is retried under one idempotency key`, async (t) => {
    withoutBackoff(t);
    const server = await jumping(t, settable(t), ms, { status: 503, headers: { "retry-after": "0" } }, SUCCESS);
    await CALLS["write task"](through(server));
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    assert.equal(keys.length, 2);
    assert.equal(new Set(keys).size, 1);
  });

  test(`${way}: a task that is iterated over is polled on at its usual pace`, async (t) => {
    const clock = settable(t);
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const states = ["pending", "pending", "completed"];
    const fetch = async () => Response.json({ success: true, data: { id: ID, status: states.shift(), task_input: {}, task_output: {} } });
    let ended = false;
    const follow = async () => {
      for await (const { status } of direct({ url: "https://api.example" }, { fetch }).tasks.resume(ID)) {
        if (states.length === 2) clock.jump(ms);
        ended = status === "completed";
      }
    };
    const followed = follow();
    for (let waitedMs = 0; !ended && waitedMs < 30_000; waitedMs += 250) {
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(250);
    }
    assert.ok(ended, `${states.length} states were not asked for within 30 s`);
    await followed;
  });

  test(`${way}: a call waits at most an hour for the budget of LinkedIn actions`, async (t) => {
    const clock = settable(t);
    const server = await startServer(t, SUCCESS);
    const outx = direct(server, { actionsPerHour: 1 });
    await CALLS.task(outx);
    clock.jump(ms);
    const outcome = await CALLS.task(outx).catch((error) => error);
    if (ms < 0) {
      assertError(outcome, "RateLimitError", "action_budget");
      assert.ok(outcome.retryAfterMs > 0 && outcome.retryAfterMs <= HOUR, String(outcome.retryAfterMs));
    }
    clock.jump(HOUR);
    await CALLS.task(outx);
    assert.equal(server.requests.length, ms < 0 ? 2 : 3);
  });
}

test("a Retry-After date is compared with the system clock, even a wrong one: the call ends, or retries at once", async (t) => {
  const clock = settable(t);
  const date = new Date(Date.now() + 2_000).toUTCString();
  const server = await startServer(t, { status: 503, headers: { "retry-after": date } }, SUCCESS);
  clock.jump(-5 * HOUR);
  const error = await rejection(CALLS.read(direct(server)));
  assertError(error, "ServerError", "upstream");
  assert.ok(Math.abs(error.retryAfterMs - 5 * HOUR) < 5_000, String(error.retryAfterMs));
  clock.jump(10 * HOUR);
  await CALLS.read(direct(server));
  assert.equal(server.requests.length, 2);
});

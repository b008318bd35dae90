// After a trap in the Worker's wasm, that request and all others in flight receive 500 with a request id, and the next request is served.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../../support/server.mjs";
import { assertRejected } from "../../support/assertions.mjs";
import { PAGE, TEST_BUILD, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signInForToken } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const READ = "GET /api-team";
const WRITE = "POST /api-keyword-watchlist";
const trapAt = (place) => ({ headers: { "x-outx-panic": place } });
const TEXT = "internal error in the gateway; whether a write took effect is not known: check before you send it again";

/** Starts the build for tests, which traps at the place that the header x-outx-panic names. */
const bootTrapping = (t, settings, upstream) => startGateway(t, { settings, upstream, build: TEST_BUILD });

/** The places at which a request can trap, and a request that reaches each. */
const PLACES = [
  ["before the request is authorized", "judge", "GET /api-like"],
  ["on the fast path of reads", "begin", READ],
  ["after a long response", "rest", READ, { status: 404, body: { error: "no" } }],
  ["between a write and its response", "upstream-response", WRITE],
  ["in the ledger, before a write is sent", "ledger", WRITE],
];

for (const [when, place, call, fault] of PLACES) {
  test(`a trap ${when} is a 500, and the next request is served`, { timeout: 20_000 }, async (t) => {
    const gateway = await bootTrapping(t);
    const token = await signInForToken(gateway);
    const body = call === WRITE ? { keywords: ["trap"] } : undefined;
    for (let round = 0; round < 3; round += 1) {
      // Twice, so that the isolate has cached the session.
      for (const _ of [1, 2]) assert.equal((await sendRequest(gateway, READ, { token })).status, 200);
      if (fault) await gateway.sandbox.fault(...call.split(" "), fault);
      const trapped = await sendRequest(gateway, call, { token, body, origin: PAGE, ...trapAt(place) });
      assertRejected(trapped, 500, "upstream", TEXT);
      assert.equal(trapped.headers.get("access-control-allow-origin"), PAGE);
      assert.match(await gateway.log.of(trapped), /"status":500/);
      await gateway.sandbox.clearFaults();
    }
    assert.equal((await sendRequest(gateway, READ, { token })).status, 200);
    assert.equal((await sendRequest(gateway, WRITE, { token, body: { keywords: ["after"] } })).status, 200);
  });
}

test("a trap in the ledger is a 500 for a write without a body too, which takes the general path", { timeout: 20_000 }, async (t) => {
  const gateway = await bootTrapping(t);
  const token = await signInForToken(gateway);
  const remove = (options) => sendRequest(gateway, "DELETE /api-keyword-watchlist?id=w-1", { token, ...options });
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await sendRequest(gateway, READ, { token })).status, 200);
    assertRejected(await remove(trapAt("ledger")), 500, "upstream", TEXT);
    assert.equal((await remove()).status, 404);
  }
});

test("every request in flight receives 500 when another request traps", { timeout: 20_000 }, async (t) => {
  const held = [];
  const silence = (request, response) => held.push(response);
  const upstream = await startServer(t, silence);
  const gateway = await bootTrapping(t, { ACCESS: "public", OUTX_API_KEY: "outx_0123456789abcdefghijklmn" }, upstream);
  const pending = [1, 2, 3].map(() => sendRequest(gateway, "GET /api-posts?watchlist_id=w-1", { origin: PAGE }));
  await waitUntil(() => held.length === pending.length);
  assertRejected(await sendRequest(gateway, "GET /api-posts?watchlist_id=w-1", { origin: PAGE, ...trapAt("judge") }), 500, "upstream");
  for (const result of await Promise.all(pending)) assertRejected(result, 500, "upstream");
});

test("a write that trapped after it was sent is not sent again under its key", { timeout: 20_000 }, async (t) => {
  const gateway = await bootTrapping(t);
  const token = await signInForToken(gateway);
  const write = (headers) =>
    sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body: { profile_slug: "ada-example" }, headers: { "idempotency-key": "once", ...headers } });
  const before = await gateway.sandbox.createdTasks();
  assert.equal((await write({ "x-outx-panic": "upstream-response" })).status, 500);
  // The write stays open in the ledger: a repeat waits for its outcome, which never arrives, and sends nothing.
  await assert.rejects(Promise.race([write(), new Promise((_, no) => setTimeout(() => no(new Error("waits")), 1_000))]), /waits/);
  assert.equal((await gateway.sandbox.createdTasks()) - before, 1);
});

test("the release wasm ignores x-outx-panic", async (t) => {
  const gateway = await startGateway(t);
  const token = await signInForToken(gateway);
  for (const [, place, call] of PLACES) {
    const body = call === WRITE ? { keywords: ["trap"] } : undefined;
    assert.equal((await sendRequest(gateway, call === "GET /api-like" ? READ : call, { token, body, ...trapAt(place) })).status, 200);
  }
});

// workerd is killed during requests and started again with the same storage: everything that the ledger recorded is kept.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signInForToken } from "../../support/sign-in.mjs";
import { restartableGateway } from "../../support/restartable-gateway.mjs";
import { watchArrivals } from "../../support/wait.mjs";

const FETCH = "POST /linkedin-agent/fetch-profile";
const CREATE = "POST /api-keyword-watchlist";
const body = { profile_slug: "ada-example" };

const keyed = (token, key, what = body) => ({ token, body: what, headers: { "idempotency-key": key } });

test("after a restart a finished write is replayed from the ledger and not sent again", async (t) => {
  const start = await restartableGateway(t);
  const first = await start();
  const token = await signInForToken(first);
  const task = await sendRequest(first, FETCH, keyed(token, "done-1"));
  const list = await sendRequest(first, CREATE, keyed(token, "done-2", { keywords: ["rust"] }));
  assert.deepEqual([task.status, list.status], [200, 200]);
  // A write's outcome is recorded after its response; a repeat waits for that.
  await sendRequest(first, FETCH, keyed(token, "done-1"));
  await sendRequest(first, CREATE, keyed(token, "done-2", { keywords: ["rust"] }));
  first.kill();

  const second = await start();
  const before = (await second.sandbox.requests()).length;
  assert.equal((await sendRequest(second, FETCH, keyed(token, "done-1"))).text, task.text);
  assert.equal((await sendRequest(second, CREATE, keyed(token, "done-2", { keywords: ["rust"] }))).text, list.text);
  assertRejected(await sendRequest(second, FETCH, keyed(token, "done-1", { profile_slug: "someone-else" })), 409, "idempotency_conflict");
  assert.equal((await second.sandbox.requests()).length, before);
  assert.equal(await second.sandbox.createdTasks(), 1);
});

test("after a restart a write that was in flight is not sent again, and other writes are served", async (t) => {
  const start = await restartableGateway(t);
  const first = await start();
  const token = await signInForToken(first);
  // The API has applied the write and delays its response.
  await first.sandbox.fault("POST", "/linkedin-agent/fetch-profile", { delay_ms: 20_000 });
  const before = (await first.sandbox.requests()).length;
  const arrived = await watchArrivals(first.sandbox);
  const lost = assert.rejects(sendRequest(first, FETCH, keyed(token, "lost-1")));
  await arrived();
  first.kill();
  await lost;

  const second = await start();
  const signal = AbortSignal.timeout(1_000);
  // The outcome is not known, so the repeat waits until the gateway abandons the first write.
  await assert.rejects(sendRequest(second, FETCH, { ...keyed(token, "lost-1"), signal }), { name: "TimeoutError" });
  assert.equal((await second.sandbox.requests()).length, before + 1);
  assert.equal((await sendRequest(second, FETCH, keyed(token, "other-1"))).status, 200);
  assert.equal((await sendRequest(second, "GET /api-team", { token })).status, 200);
});

test("used LinkedIn actions and sign-outs are kept after a restart", async (t) => {
  const start = await restartableGateway(t, { ACTIONS_PER_HOUR: "2" });
  const first = await start();
  const [token, left] = [await signInForToken(first), await signInForToken(first)];
  for (const key of ["spent-1", "spent-2"]) assert.equal((await sendRequest(first, FETCH, keyed(token, key))).status, 200);
  assert.equal((await sendRequest(first, "DELETE /_gateway/session", { token: left })).status, 204);
  first.kill();

  const second = await start();
  assertRejected(await sendRequest(second, FETCH, keyed(token, "spent-3")), 429, "action_budget");
  assertRejected(await sendRequest(second, "GET /api-team", { token: left }), 401, "session_expired");
  assert.equal((await sendRequest(second, "GET /api-team", { token })).status, 200);
  assert.equal(await second.sandbox.createdTasks(), 2);
});

test("repeated kills during many writes send none twice", async (t) => {
  const start = await restartableGateway(t);
  let gateway = await start();
  const token = await signInForToken(gateway);
  const keys = Array.from({ length: 12 }, (_, index) => `many-${index}`);
  for (let life = 0; life < 3; life += 1) {
    const arrived = await watchArrivals(gateway.sandbox);
    const writes = keys.map((key) => sendRequest(gateway, FETCH, { ...keyed(token, key), signal: AbortSignal.timeout(2_000) }));
    const settled = Promise.allSettled(writes);
    if (life < 2) {
      if (life === 0) await arrived(4);
      gateway.kill();
    }
    await settled;
    if (life < 2) gateway = await start();
  }
  const sent = (await gateway.sandbox.requests()).filter(({ path }) => path === "/linkedin-agent/fetch-profile").length;
  assert.equal(await gateway.sandbox.createdTasks(), sent);
  assert.ok(sent >= 4 && sent <= keys.length, `${sent} writes were sent for ${keys.length} keys`);
});

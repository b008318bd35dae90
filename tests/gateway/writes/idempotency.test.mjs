// A write under an idempotency key is sent once, whatever happens to its response.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { SAM, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const gateway = await startGateway(fileScope, { settings: { ACTIONS_PER_HOUR: "1000" } });
const [demo, sam] = [await signIn(gateway), await signIn(gateway, SAM)];
const FETCH = "/linkedin-agent/fetch-profile";
const UNKNOWN =
  "an earlier write under this idempotency key was sent and its outcome is unknown: check whether it took effect before you send it again";

let key = "";
let tasksBefore = 0;
beforeEach(async () => {
  key = crypto.randomUUID();
  tasksBefore = await gateway.sandbox.createdTasks();
});

/** Makes a call from a page of the gateway's own origin, without an idempotency key by default. */
function call(what, options, through = gateway) {
  return sendRequest(through, what, { cookie: demo, origin: through.url, ...options });
}

/** Fetches a profile under the test's idempotency key, unless `options` say otherwise. */
function write({ cookie = demo, body = { profile_slug: "ada-example" }, path = FETCH } = {}, through = gateway) {
  return call(`POST ${path}`, { body, cookie, headers: { "idempotency-key": key } }, through);
}

async function createdTasks() {
  return (await gateway.sandbox.createdTasks()) - tasksBefore;
}

test("a repeat receives the response of the first request, and the API receives the write once", async () => {
  const requests = await requestsDuring(gateway, async () => {
    const first = await write();
    assert.equal(first.status, 200, first.text);
    const repeat = await write();
    assert.deepEqual([repeat.status, repeat.text], [first.status, first.text]);
    assert.notEqual(repeat.requestId, first.requestId);
  });
  assert.equal(requests.length, 1);
  assert.equal(await createdTasks(), 1);
});

test("without an idempotency key every call is sent", async () => {
  const fetchProfile = () => call(`POST ${FETCH}`, { body: { profile_slug: "ada-example" } });
  assert.notEqual((await fetchProfile()).body.api_agent_task_id, (await fetchProfile()).body.api_agent_task_id);
  assert.equal(await createdTasks(), 2);
});

test("an idempotency key with another body is a conflict", async () => {
  await write();
  await assertNothingSent(gateway, async () => {
    const response = await write({ body: { profile_slug: "someone-else" } });
    assertRejected(response, 409, "idempotency_conflict", "this idempotency key was used with another body: use a new one");
  });
});

test("the query of a deletion is part of its fingerprint", async () => {
  const remove = (id) => call(`DELETE /api-keyword-watchlist?id=${id}`, { headers: { "idempotency-key": key } });
  const create = async () => (await call("POST /api-keyword-watchlist", { body: { keywords: ["rust"] } })).body;
  const [one, two] = [await create(), await create()];
  const first = await remove(one.id);
  assert.equal(first.status, 200, first.text);
  assertRejected(await remove(two.id), 409, "idempotency_conflict");
  assert.equal((await remove(one.id)).text, first.text);
});

test("an idempotency key belongs to its operation", async () => {
  await write();
  const response = await write({ path: "/linkedin-agent/fetch-company", body: { company_slug: "tessera" } });
  assert.equal(response.status, 200, response.text);
  assert.equal(await createdTasks(), 2);
});

test("two callers of one team do not share idempotency keys", async () => {
  const [first, second] = [await write(), await write({ cookie: sam })];
  assert.equal(second.status, 200, second.text);
  assert.notEqual(first.body.api_agent_task_id, second.body.api_agent_task_id);
  assert.equal(await createdTasks(), 2);
});

for (const status of [400, 401, 403, 404, 429, 503]) {
  test(`a ${status} frees the idempotency key`, async () => {
    await gateway.sandbox.fault("POST", FETCH, { status });
    assert.equal((await write({ body: { profile_slug: "not-this-one" } })).status, status);
    const response = await write();
    assert.equal(response.status, 200, response.text);
    assert.equal(await createdTasks(), 1);
  });
}

for (const status of [307, 308]) {
  test(`a ${status} redirect frees the idempotency key`, async () => {
    await gateway.sandbox.fault("POST", FETCH, { status, redirect: "/elsewhere" });
    assertRejected(await write(), 502, "bad_response");
    assert.equal((await write()).status, 200);
  });
}

test("an upstream 400 frees the idempotency key", async () => {
  assertRejected(await write({ body: { profile_slug: 7 } }), 400, "invalid_request");
  assert.equal((await write()).status, 200);
});

const doubtful = {
  "whose connection was cut after it took effect": [{ reset: "after" }, 502, 1],
  "whose connection was cut before it took effect": [{ reset: "before" }, 502, 0],
  "whose response was truncated": [{ truncate: 5 }, 502, 1],
  "that failed with 500": [{ status: 500 }, 500, 0],
  "that failed with 502": [{ status: 502 }, 502, 0],
  "that was redirected by 301, as if to its result": [{ status: 301, redirect: "/done" }, 502, 0],
  "that was redirected by 302, as if to its result": [{ status: 302, redirect: "/done" }, 502, 0],
  "that was redirected to its result by 303": [{ status: 303, redirect: "/done" }, 502, 0],
};
for (const [what, [fault, status, created]] of Object.entries(doubtful)) {
  test(`a write ${what} is outcome_unknown and never sent again`, async () => {
    await gateway.sandbox.fault("POST", FETCH, fault);
    assert.equal((await write()).status, status);
    await assertNothingSent(gateway, async () => {
      for (let repeats = 0; repeats < 2; repeats += 1) assertRejected(await write(), 409, "outcome_unknown", UNKNOWN);
    });
    assert.equal(await createdTasks(), created);
  });
}

test("a write that times out is outcome_unknown", async (t) => {
  const hasty = await startGateway(t, { settings: { UPSTREAM_TIMEOUT_MS: "400" }, upstream: gateway.sandbox });
  await gateway.sandbox.fault("POST", FETCH, { delay_ms: 10_000 });
  assertRejected(await write({}, hasty), 504, "upstream");
  assertRejected(await write({}, hasty), 409, "outcome_unknown", UNKNOWN);
  assert.equal(await createdTasks(), 1);
});

test("concurrent repeats wait for the first and share its response", async () => {
  await gateway.sandbox.fault("POST", FETCH, { delay_ms: 300 });
  const responses = await Promise.all([write(), write(), write(), write()]);
  assert.deepEqual(responses.map(({ status }) => status), [200, 200, 200, 200]);
  assert.equal(new Set(responses.map(({ text }) => text)).size, 1);
  assert.equal(await createdTasks(), 1);
});

test("concurrent repeats of a write of unknown outcome receive outcome_unknown", async () => {
  await gateway.sandbox.fault("POST", FETCH, { delay_ms: 300, reset: "after" });
  const statuses = (await Promise.all([write(), write(), write()])).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [409, 409, 502]);
  assert.equal(await createdTasks(), 1);
});

test("a caller that disconnects does not stop a write, and a repeat receives its response", async () => {
  await gateway.sandbox.fault("POST", FETCH, { delay_ms: 300 });
  const leaving = new AbortController();
  const options = { body: { profile_slug: "ada-example" }, headers: { "idempotency-key": key }, signal: leaving.signal };
  const left = assert.rejects(call(`POST ${FETCH}`, options), { name: "AbortError" });
  await waitUntil(async () => (await createdTasks()) > 0);
  leaving.abort();
  await left;
  const repeat = await write();
  assert.equal(repeat.status, 200, repeat.text);
  assert.equal(await createdTasks(), 1);
});

test("OTP verifications are never stored", async () => {
  const email = "once@outx.test";
  await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email } });
  const body = { email, otp: await gateway.sandbox.otp(email) };
  const tryCode = () => sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body, headers: { "idempotency-key": key } });
  assert.equal((await tryCode()).status, 200);
  assertRejected(await tryCode(), 401, "invalid_otp");
});

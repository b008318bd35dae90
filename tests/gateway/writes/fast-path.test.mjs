// Writes of a session that the isolate has cached take the fast path, on which JavaScript does the I/O. Their results are those of the general
// path, which requests with tokens take.

import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { fileScope } from "../../support/gateway.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const gateway = await startObservedGateway(fileScope, { settings: { ACTIONS_PER_HOUR: "1000", UPSTREAM_TIMEOUT_MS: "2000" } });
const cookie = await signIn(gateway);
// The first request of the session reads its revocations; from the second on the isolate knows it.
await sendRequest(gateway, "GET /api-team", { cookie });
const PATH = "/linkedin-agent/fetch-profile";
const UNKNOWN = /^an earlier write under this idempotency key was sent and its outcome is unknown/;
const write = (key, options) => (
  sendRequest(gateway, `POST ${PATH}`, { cookie, origin: gateway.url, body: { profile_slug: "ada-example" }, ...options, headers: { "idempotency-key": key, ...options?.headers } })
);
const outcomesOf = (...keys) => gateway.sql(gateway.team.id, `SELECT outcome, count(*) AS writes FROM audit WHERE request_id IN (${keys.map((key) => `'${key}'`)}) GROUP BY outcome`);
const fault = (what) => gateway.sandbox.fault("POST", PATH, what);

test.afterEach(() => gateway.sandbox.clearFaults());

test("thirty writes at once are sent once each and audited, with fewer messages to the ledger than two per write", async () => {
  const keys = Array.from({ length: 30 }, (_, number) => `at-once-${number}`);
  const messages = async () => (await gateway.objectRequests()).filter(({ isFirst, kind }) => isFirst && /Write$/.test(kind)).length;
  const before = await messages();
  let responses;
  const sent = await requestsDuring(gateway, async () => {
    responses = await Promise.all(keys.map((key) => write(key)));
  });
  assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]));
  assert.equal(sent.length, keys.length);
  const ids = responses.map(({ requestId }) => requestId);
  await waitUntil(async () => (await outcomesOf(...ids)).every(({ outcome }) => outcome === "done"), "the outcomes");
  assert.deepEqual(await outcomesOf(...ids), [{ outcome: "done", writes: keys.length }]);
  assert.ok((await messages()) - before < 2 * keys.length);
  const repeat = await write(keys[0]);
  assert.equal(repeat.text, responses[0].text);
});

test("a repeat receives an outcome that has not been sent to the ledger yet", async () => {
  const sent = await requestsDuring(gateway, async () => {
    const first = await write("at-once-known");
    assert.equal((await write("at-once-known")).text, first.text);
  });
  assert.equal(sent.length, 1);
});

test("an outcome is sent again if the message of the other write that carried it was lost", async () => {
  await gateway.fail({ message: "Network connection lost.", kind: "FinishWrite", times: 1 });
  const first = await write("lost-with-another");
  await write("takes-it-along");
  await gateway.fail();
  assert.equal((await write("lost-with-another")).text, first.text);
});

for (const [what, response, status, code, repeat] of [
  ["a rejection of the API frees the key", { status: 403, body: { error: "no" } }, 403, undefined, 200],
  ["an error of the API leaves the outcome unknown", { status: 500, body: { error: "no" } }, 500, "upstream", 409],
  ["a response that breaks off leaves the outcome unknown", { truncate: 5 }, 502, "bad_response", 409],
  ["a reset leaves the outcome unknown", { reset: "after" }, 502, "upstream", 409],
  ["a response that comes too late leaves the outcome unknown", { delay_ms: 4_000 }, 504, "upstream", 409],
  ["a page in place of JSON leaves the outcome unknown", { status: 200, headers: { "content-type": "text/html" }, body: "<p>" }, 502, "bad_response", 409],
]) {
  test(what, async () => {
    await fault(response);
    const key = what.replaceAll(" ", "-");
    const first = await write(key);
    assert.equal(first.status, status, first.text);
    if (code) assert.equal(first.body.code, code);
    await gateway.sandbox.clearFaults();
    const again = await write(key);
    if (repeat === 409) assertRejected(again, 409, "outcome_unknown", UNKNOWN);
    else assert.equal(again.status, repeat, again.text);
  });
}

test("the key is redacted in the response and in its stored copy", async () => {
  await fault({ echo_key: true });
  const first = await write("echo");
  await assertHidden(gateway, first, gateway.key);
  await assertHidden(gateway, await write("echo"), gateway.key);
});

test("invalid bodies are rejected before a message is sent to the ledger", async () => {
  await assertNothingSent(gateway, async () => {
    assertRejected(await write("no-json", { body: "{" }), 400, "invalid_request", /^the body is not JSON/);
    assertRejected(await write("a-list", { body: "[]" }), 400, "invalid_request", "the body must be a JSON object");
    assertRejected(await write("text", { headers: { "content-type": "text/plain" } }), 415, "invalid_request", "the content-type must be application/json");
    assertRejected(await write("long", { body: { profile_slug: "x".repeat(70_000) } }), 413, "invalid_request");
  });
  assert.equal((await write("no-json")).status, 200, "the key is free");
});

/** Begins a write and sends only a part of its body. */
function open(key) {
  const headers = { cookie, origin: gateway.url, "content-type": "application/json", "content-length": "100", "idempotency-key": key };
  const sent = httpRequest(gateway.url + PATH, { method: "POST", headers });
  sent.on("error", () => {});
  sent.write('{"profile_slug":');
  return sent;
}

test("a body that stops is rejected after ten seconds, and nothing is sent", { timeout: 20_000 }, async () => {
  await assertNothingSent(gateway, async () => {
    const sent = open("slow");
    const response = await new Promise((resolve, reject) => sent.on("response", resolve).on("error", reject));
    assert.equal(response.statusCode, 408);
    sent.destroy();
  });
});

test("after the caller disconnects the write is still sent once, and its outcome is recorded", async () => {
  await fault({ delay_ms: 300 });
  const leaving = new AbortController();
  const sent = await requestsDuring(gateway, async () => {
    const gone = assert.rejects(write("left", { signal: leaving.signal }));
    await waitUntil(async () => (await gateway.sql(gateway.team.id, "SELECT count(*) AS writes FROM writes WHERE state = 'open'"))[0].writes === 1, "the beginning");
    leaving.abort();
    await gone;
    const repeat = await write("left");
    assert.equal(repeat.status, 200, repeat.text);
  });
  assert.equal(sent.length, 1);
});

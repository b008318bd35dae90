// The number of requests to Durable Objects per call, which Cloudflare charges for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { waitUntil } from "../../support/wait.mjs";

const gateway = await startObservedGateway(fileScope, {
  settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: "1000" }),
});
const token = signJwt({ scope: "write" });
const WRITE = "POST /linkedin-agent/fetch-profile";
const body = { profile_slug: "ada-example" };
/** Messages that are not sent per request: once per isolate, once per team and 30 s, and once per flush. */
const SHARED = ["NoteSecrets", "Revoked", "Count"];

/** The kinds of messages to ledgers that `act` causes, without `SHARED`. */
async function messagesOf(act) {
  const before = (await gateway.objectRequests()).length;
  await act();
  return (await gateway.objectRequests()).slice(before).map(({ kind }) => kind).filter((kind) => !SHARED.includes(kind));
}

const audited = async ({ requestId }) => {
  const { body: { writes } } = await sendRequest(gateway, "GET /_gateway/audit", { token });
  return writes.find(({ request_id }) => request_id === requestId)?.outcome;
};

test("the audit adds no request: a write is one message, with an idempotency key two, and both are audited with their outcome", async () => {
  for (const [headers, expected] of [[{}, ["BeginWrite"]], [{ "idempotency-key": "k-1" }, ["BeginWrite", "FinishWrite"]]]) {
    let response;
    const messages = await messagesOf(async () => {
      response = await sendRequest(gateway, WRITE, { token, body, headers });
      const finished = async () => (await gateway.objectRequests()).filter(({ kind }) => kind === "FinishWrite").length >= expected.length - 1;
      await waitUntil(finished, "the end of the write");
    });
    assert.equal(response.status, 200);
    assert.deepEqual(messages, expected);
    await waitUntil(async () => (await audited(response)) === "done", "the outcome in the audit");
  }
});

test("a repeat is one message and one row of the audit", async () => {
  const headers = { "idempotency-key": "k-1" };
  let response;
  assert.deepEqual(await messagesOf(async () => (response = await sendRequest(gateway, WRITE, { token, body, headers }))), ["BeginWrite"]);
  assert.equal(await audited(response), "replayed");
});

test("a read sends no message of its own", async () => {
  await sendRequest(gateway, "GET /api-team", { token });
  assert.deepEqual(await messagesOf(() => sendRequest(gateway, "GET /api-team", { token })), []);
});

test("a thousand reads are counted by at most one message per second, plus those of the timer", async () => {
  const before = (await gateway.objectRequests()).length;
  const began = performance.now();
  for (let calls = 0; calls < 1_000; calls += 1) await sendRequest(gateway, "GET /api-team", { token });
  const seconds = Math.ceil((performance.now() - began) / 1_000);
  const counts = (await gateway.objectRequests()).slice(before).filter(({ kind }) => kind === "Count").length;
  assert.ok(counts <= seconds + Math.ceil(seconds / 5) + 1, `${counts} messages within ${seconds} s`);
});

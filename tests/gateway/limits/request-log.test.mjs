// The last requests of a team, by request id.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);

async function requests(query = "", options = { cookie }) {
  const { status, body, text } = await sendRequest(gateway, `GET /_gateway/requests${query}`, options);
  assert.equal(status, 200, text);
  return body.requests;
}

test("a request is found by its id, with the fields of its log line", async () => {
  await gateway.sandbox.fault("GET", "/api-team", { status: 429, body: { error: "Rate limit exceeded" } });
  const failed = await sendRequest(gateway, "GET /api-team", { cookie });
  const [found, ...others] = await requests(`?id=${failed.requestId}`);
  assert.deepEqual(others, []);
  const line = JSON.parse(await gateway.log.of(failed));
  assert.deepEqual(
    [found.request_id, found.operation, found.status, found.code, found.caller, found.at],
    [failed.requestId, "team.get", 429, "rate_limited", line.caller, line.time],
  );
  assert.ok(found.ms >= 0);
});

test("requests on the fast path and on the general path are listed newest first", async () => {
  const one = await sendRequest(gateway, "GET /api-team", { cookie });
  const two = await sendRequest(gateway, "GET /api-keyword-watchlist", { cookie });
  const [newest, older] = await requests();
  assert.deepEqual([newest.request_id, older.request_id], [two.requestId, one.requestId]);
});

test("an unknown id returns no request, and neither does the id of another team's request", async () => {
  const sent = await sendRequest(gateway, "GET /api-team", { cookie });
  assert.deepEqual(await requests("?id=0b9e5b4e-1111-4222-8333-944455556666"), []);
  const other = await signIn(gateway, "other@outx.test");
  assert.deepEqual(await requests(`?id=${sent.requestId}`, { cookie: other }), []);
});

test("the last thousand requests are kept", async (t) => {
  const own = await startGateway(t, { upstream: gateway.sandbox });
  const signedIn = await signIn(own);
  const first = await sendRequest(own, "GET /api-team", { cookie: signedIn });
  for (let round = 0; round < 55; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => sendRequest(own, "GET /api-team", { cookie: signedIn })));
  }
  await waitUntil(async () => (await sendRequest(own, "GET /_gateway/requests", { cookie: signedIn })).body.requests.length === 1_000, "1,000 requests");
  const { body } = await sendRequest(own, `GET /_gateway/requests?id=${first.requestId}`, { cookie: signedIn });
  assert.deepEqual(body.requests, []);
});

for (const query of ["id=", "id=a%20b", "ids=1", "id=a&id=b"]) {
  test(`the request log rejects ?${query}`, async () => {
    const response = await sendRequest(gateway, `GET /_gateway/requests?${query}`, { cookie });
    assertRejected(response, 400, "invalid_request", "id must be a request id, the value of x-request-id, and the only parameter");
  });
}

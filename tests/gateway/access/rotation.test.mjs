// A gateway with two keys, while OUTX_API_KEY_NEXT replaces OUTX_API_KEY.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signJwt } from "../../support/jwt.mjs";

const OLD = "outx_retired0retired1retired2";
const token = signJwt({ scope: "write" });

/** A gateway with two keys; `GOOD` stands for the demo team's. */
function withKeys(t, first, second) {
  const key = (name, api_key) => (name === "GOOD" ? api_key : name);
  return startGateway(t, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: key(first, api_key), OUTX_API_KEY_NEXT: key(second, api_key) }) });
}

async function liveKey(gateway) {
  return (await sendRequest(gateway, "GET /_gateway/health")).body.key.live;
}

function keysOf(requests) {
  return requests.map(({ headers }) => headers["x-api-key"]);
}

test("the next key is used after the first is rejected, and is tried first from then on", async (t) => {
  const gateway = await withKeys(t, OLD, "GOOD");
  assert.equal(await liveKey(gateway), "OUTX_API_KEY");
  const call = async () => {
    const response = await sendRequest(gateway, "GET /api-team", { token });
    assert.equal(response.body.team?.id, gateway.team.id, response.text);
    await assertHidden(gateway, response, OLD);
    await assertHidden(gateway, response, gateway.key);
  };
  assert.deepEqual(keysOf(await requestsDuring(gateway, call)), [OLD, gateway.key]);
  assert.equal(await liveKey(gateway), "OUTX_API_KEY_NEXT");
  assert.deepEqual(keysOf(await requestsDuring(gateway, call)), [gateway.key]);
});

test("a write that is rejected under one key is sent once under the other", async (t) => {
  const gateway = await withKeys(t, OLD, "GOOD");
  const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, token });
  assert.equal(response.status, 200, response.text);
  assert.equal(await gateway.sandbox.createdTasks(), 1);
  const [rejected, done] = (await gateway.sandbox.requests()).slice(-2);
  assert.deepEqual(rejected.body, done.body);
});

test("a failure other than 401 does not switch keys", async (t) => {
  const gateway = await withKeys(t, "GOOD", OLD);
  for (const status of [403, 429, 500]) {
    await gateway.sandbox.fault("GET", "/api-team", { status });
    const requests = await requestsDuring(gateway, async () => assert.equal((await sendRequest(gateway, "GET /api-team", { token })).status, status));
    assert.deepEqual(keysOf(requests), [gateway.key]);
  }
  assert.equal(await liveKey(gateway), "OUTX_API_KEY");
});

test("when both keys are rejected, each was tried once and neither is in the response", async (t) => {
  const gateway = await withKeys(t, OLD, `${OLD}x`);
  const requests = await requestsDuring(gateway, async () => {
    const response = await sendRequest(gateway, "GET /api-team", { token });
    assertRejected(response, 401, "invalid_key");
    await assertHidden(gateway, response, OLD);
  });
  assert.deepEqual(keysOf(requests), [OLD, `${OLD}x`]);
  assert.equal(await liveKey(gateway), "OUTX_API_KEY");
});

test("the key that is not in use is redacted too", async (t) => {
  const gateway = await withKeys(t, "GOOD", OLD);
  await gateway.sandbox.fault("GET", "/api-team", { status: 200, body: { echo: OLD } });
  assert.deepEqual((await sendRequest(gateway, "GET /api-team", { token })).body, { echo: "[redacted]" });
});

test("health and the status name the active key when only OUTX_API_KEY_NEXT is set", async (t) => {
  const gateway = await startGateway(t, { settings: { TOKEN_SECRET, OUTX_API_KEY_NEXT: OLD } });
  assert.equal(await liveKey(gateway), "OUTX_API_KEY_NEXT");
  const { body } = await sendRequest(gateway, "GET /_gateway/status", { token: signJwt({ scope: "operator" }) });
  assert.deepEqual([body.key.live, Object.keys(body.secrets).sort()], ["OUTX_API_KEY_NEXT", ["OUTX_API_KEY_NEXT", "SESSION_SECRET", "TOKEN_SECRET"]]);
});

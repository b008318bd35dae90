// EXTRA_ROUTES: operations that are not in the API description.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startServer } from "../../support/server.mjs";

const KEY = "outx_extra0routes1canary2key";
const api = await startServer(fileScope, { body: { made: true } });
const settings = { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY, EXTRA_ROUTES: "GET /api-new read, POST /api-new write, POST /v2/search read" };
const gateway = await startGateway(fileScope, { settings, upstream: api });
const token = signJwt({ scope: "write" });

test("an extra route is forwarded with its query and the key, and logged by its method and path", async () => {
  const response = await sendRequest(gateway, "GET /api-new?page=2&any=x%20y", { token });
  assert.deepEqual(response.body, { made: true });
  const { method, url, headers } = api.requests.at(-1);
  assert.deepEqual([method, url, headers["x-api-key"]], ["GET", "/api-new?page=2&any=x%20y", KEY]);
  assert.equal(JSON.parse(await gateway.log.of(response)).operation, "GET /api-new");
});

test("an extra route of kind read may have a body, and needs no scope write", async () => {
  const before = api.requests.length;
  for (let times = 0; times < 2; times += 1) {
    const response = await sendRequest(gateway, "POST /v2/search", { token: signJwt(), body: { words: "a" }, headers: { "idempotency-key": "search-1" } });
    assert.equal(response.status, 200, response.text);
  }
  assert.deepEqual(api.requests.slice(before).map(({ body }) => body), ['{"words":"a"}', '{"words":"a"}']);
});

test("an extra route of kind write is sent once under an idempotency key, and not under scope read", async () => {
  const before = api.requests.length;
  const options = { token, body: { name: "x" }, headers: { "idempotency-key": "extra-1" } };
  const [first, second] = [await sendRequest(gateway, "POST /api-new", options), await sendRequest(gateway, "POST /api-new", options)];
  assert.deepEqual([first.text, second.text], ['{"made":true}', '{"made":true}']);
  assert.equal(api.requests.length, before + 1);
  const changed = await sendRequest(gateway, "POST /api-new", { ...options, body: { name: "y" } });
  assertRejected(changed, 409, "idempotency_conflict");
  const reader = await sendRequest(gateway, "POST /api-new", { token: signJwt(), body: {} });
  assertRejected(reader, 403, "access_denied", "POST /api-new needs a token with scope write; this one reads");
  assert.equal(api.requests.length, before + 1);
});

test("a path that is not an extra route is still denied, and nothing is sent", async () => {
  const before = api.requests.length;
  for (const what of ["GET /api-other", "DELETE /api-new", "GET /api-new/", "GET /v2/search"]) {
    assertRejected(await sendRequest(gateway, what, { token }), 404, "route_denied");
  }
  assertRejected(await sendRequest(gateway, "GET /api-new"), 401, "missing_key");
  assert.equal(api.requests.length, before);
});

test("with an invalid entry the gateway rejects every request, and health says why", async (t) => {
  const closed = await startGateway(t, { settings: { ...settings, EXTRA_ROUTES: "GET /api-new read, GET /api-team read" }, upstream: api });
  const reason = "EXTRA_ROUTES entry 2 is the operation team.get, which is open already; remove the entry";
  assertRejected(await sendRequest(closed, "GET /api-new", { token }), 404, "route_denied");
  assertRejected(await sendRequest(closed, "GET /api-team", { token }), 500, "misconfigured", reason);
  const { body } = await sendRequest(closed, "GET /_gateway/health");
  assert.deepEqual(body.problems.map((problem) => `${problem.setting} ${problem.reason}`), [reason]);
});

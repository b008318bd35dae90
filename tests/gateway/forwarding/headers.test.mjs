// Headers in both directions: none of the caller's are sent upstream, few of the API's are returned.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { PAGE, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const LISTS = "/api-keyword-watchlist";
const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);

test("every response has its own request id, forbids caching and cannot be shown as a page", async () => {
  const responses = [];
  const own = ["GET /_gateway/health", "GET /_gateway/openapi.json", "GET /_gateway/session"];
  for (const what of ["GET /api-team", "GET /nothing", "OPTIONS /api-team", ...own]) {
    responses.push(await sendRequest(gateway, what, { cookie, origin: gateway.url }));
  }
  responses.push(await sendRequest(gateway, "DELETE /_gateway/session"));
  for (const { headers } of responses) {
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-security-policy"), /^default-src 'none'/);
    assert.equal(headers.get("vary"), "Origin");
  }
  const ids = responses.map((response) => response.requestId);
  assert.ok(ids.every((id) => /^[0-9a-f-]{36}$/.test(id)));
  assert.equal(new Set(ids).size, responses.length);
});

test("no header of the caller is sent upstream, and the key is the team's", async () => {
  const headers = {
    "x-api-key": "outx_of0the0caller",
    "x-request-id": "mine",
    "x-forwarded-for": "203.0.113.9",
    "x-real-ip": "203.0.113.9",
    forwarded: "for=203.0.113.9",
    "cf-connecting-ip": "203.0.113.9",
    referer: "https://app.example/secret",
    "user-agent": "caller",
    "accept-language": "de",
    "idempotency-key": "k-headers",
    "x-outx-attempts": "2",
    "x-custom": "1",
    te: "trailers",
  };
  const [request] = await requestsDuring(gateway, async () => {
    const response = await sendRequest(gateway, `POST ${LISTS}`, { body: { keywords: ["rust"] }, cookie, origin: PAGE, headers });
    assert.equal(response.status, 200, response.text);
    assert.notEqual(response.requestId, "mine");
  });
  assert.equal(request.headers["x-api-key"], gateway.key);
  assert.match(request.headers["user-agent"], /^outx-gateway\//);
  // The runtime itself adds host, cf-worker, and the headers about the body's length and the cache.
  const names = ["accept", "accept-encoding", "cache-control", "cf-worker", "content-length", "content-type", "host", "pragma", "user-agent", "x-api-key"];
  assert.deepEqual(Object.keys(request.headers).sort(), names);
});

test("no call goes through a cache that could return one team's response to another", async () => {
  const calls = ["GET /api-team", "GET /api-team", "GET /linkedin-agent/get-task-status?api_agent_task_id=none"];
  const requests = await requestsDuring(gateway, async () => {
    for (const what of calls) await sendRequest(gateway, what, { cookie });
  });
  assert.deepEqual(requests.map(({ headers }) => headers["cache-control"]), calls.map(() => "no-cache"));
});

test("requests to sign in have no key", async () => {
  const options = { body: { email: "keyless@outx.test" }, cookie, origin: PAGE, headers: { "x-api-key": "outx_of0the0caller" } };
  const [request] = await requestsDuring(gateway, () => sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", options));
  assert.equal(request.headers["x-api-key"], undefined);
  assert.equal(request.headers.cookie, undefined);
});

test("only allowed headers of API responses are returned", async () => {
  const dropped = { "set-cookie": "a=1", server: "outx", "x-internal": "1", "access-control-allow-origin": "*" };
  const ours = { "cache-control": "public", "x-request-id": "theirs" };
  const headers = { ...dropped, ...ours, "retry-after": "7" };
  await gateway.sandbox.fault("GET", "/api-team", { status: 503, headers, body: { error: "busy" } });
  const response = await sendRequest(gateway, "GET /api-team", { cookie });
  assertRejected(response, 503, "upstream", "busy");
  assert.equal(response.headers.get("retry-after"), "7");
  for (const name of Object.keys(dropped)) assert.equal(response.headers.get(name), null, name);
  for (const [name, theirs] of Object.entries(ours)) assert.notEqual(response.headers.get(name), theirs);
});

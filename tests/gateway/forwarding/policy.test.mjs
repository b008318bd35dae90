// Routes, queries and bodies that the API description does not allow do not reach the API.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { FORGED_TARGETS } from "../../support/forged-requests.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRaw, sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const CAP = 2_048;
const gateway = await startGateway(fileScope, { settings: { MAX_BODY_BYTES: String(CAP) } });
const cookie = await signIn(gateway);
const host = new URL(gateway.url).host;
const LISTS = "/api-keyword-watchlist";

for (const what of [
  "GET /api-teams", "GET /api-team/", "GET /API-team", "GET /__sandbox/teams", "GET /linkedin-agent", "GET /api-agent/webhook",
  "POST /api-team", "DELETE /api-posts", "HEAD /api-team", "PATCH /api-keyword-watchlist", "GET /linkedin-agent/fetch-profile",
  "GET /_gateway/secrets", "POST /_gateway/secrets", "GET /_gateway/health/",
]) {
  test(`${what} is not a route`, () => assertNothingSent(gateway, async () => {
    const response = await sendRequest(gateway, what, { cookie, origin: gateway.url });
    assert.equal(response.status, 404);
    // A response to HEAD has no body.
    if (!what.startsWith("HEAD")) assertRejected(response, 404, "route_denied", `${what} is not an operation of this gateway`);
  }));
}

// core/tests/gateway/query.rs has every reason; the attack layer sends such queries too.
test("a query parameter that the operation does not have is rejected", () => assertNothingSent(gateway, async () => {
  assertRejected(await sendRequest(gateway, "GET /api-posts?bogus=1", { cookie }), 400, "invalid_request", 'posts.list has no query parameter "bogus"');
}));

test("a fragment in the target is rejected as part of the query", () => assertNothingSent(gateway, async () => {
  const response = await sendRaw(gateway, ["GET /api-posts?page=1#2 HTTP/1.1", `Host: ${host}`, `Cookie: ${cookie}`]);
  assert.match(response.text, /query parameter \\"page\\" of posts.list is badly percent-encoded/);
}));

test("a query is forwarded byte for byte", async () => {
  const query = "search_term=a%20b%2Bc&page=1&page_size=5";
  const [request] = await requestsDuring(gateway, () => sendRequest(gateway, `GET /api-posts?${query}`, { cookie }));
  assert.equal(request.query, query);
});

test("a body is forwarded byte for byte", async () => {
  const body = '{ "keywords": ["rust"],  "name": "\\u00e9t\u00e9" }';
  const [request] = await requestsDuring(gateway, () => sendRequest(gateway, `POST ${LISTS}`, { body, cookie, origin: gateway.url }));
  assert.deepEqual(request.body, { keywords: ["rust"], name: "été" });
  assert.equal(request.headers["content-length"], String(Buffer.byteLength(body)));
});

const JSON_TYPE = { "content-type": "application/json" };
const bodies = {
  "cut JSON": ['{"keywords": [', JSON_TYPE, 400, /^the body is not JSON: /],
  "no UTF-8": [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE, 400, /^the body is not JSON: /],
  "an array": ["[]", JSON_TYPE, 400, /^the body must be a JSON object$/],
  "a string": ['"keywords"', JSON_TYPE, 400, /^the body must be a JSON object$/],
  "null": ["null", JSON_TYPE, 400, /^the body must be a JSON object$/],
  "nesting without end": ["[".repeat(1_000), JSON_TYPE, 400, /^the body is not JSON: recursion limit exceeded/],
  "a form": ["keywords=rust", { "content-type": "application/x-www-form-urlencoded" }, 415, /^the content-type must be application\/json$/],
  "plain text": ["{}", { "content-type": "text/plain" }, 415, /^the content-type must be application\/json$/],
  "a type that only begins as JSON": ["{}", { "content-type": "application/json-seq" }, 415, /^the content-type must be application\/json$/],
};
for (const [what, [body, headers, status, text]] of Object.entries(bodies)) {
  test(`a body of ${what} is rejected`, () => assertNothingSent(gateway, async () => {
    const response = await sendRequest(gateway, `POST ${LISTS}`, { body, cookie, origin: gateway.url, headers });
    assertRejected(response, status, "invalid_request", text);
  }));
}

test("a missing body is rejected where one is required", () => assertNothingSent(gateway, async () => {
  const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { cookie, origin: gateway.url });
  assertRejected(response, 400, "invalid_request", "linkedin.fetchProfile needs a JSON body");
}));

const OVER = new RegExp(`^the body is larger than ${CAP} bytes \\(MAX_BODY_BYTES\\)$`);
const padded = (size) => JSON.stringify({ keywords: ["rust"] }).padEnd(size);

test("a body over the cap is rejected", () => assertNothingSent(gateway, async () => {
  const response = await sendRequest(gateway, `POST ${LISTS}`, { body: padded(CAP + 1), cookie, origin: gateway.url });
  assertRejected(response, 413, "invalid_request", OVER);
}));

test("a body over the cap without a content-length is rejected", () => assertNothingSent(gateway, async () => {
  const chunk = `3e8\r\n${" ".repeat(1_000)}\r\n`;
  const head = [`POST ${LISTS} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, `Origin: ${gateway.url}`];
  head.push("Content-Type: application/json", "Transfer-Encoding: chunked");
  const response = await sendRaw(gateway, head, `${chunk.repeat(3)}0\r\n\r\n`);
  assert.equal(response.status, 413, response.text);
}));

test("a body of exactly the cap is accepted", async () => {
  const response = await sendRequest(gateway, `POST ${LISTS}`, { body: padded(CAP), cookie, origin: gateway.url });
  assert.equal(response.status, 200, response.text);
});

for (const target of FORGED_TARGETS) {
  test(`the raw target ${target} is not a route`, () => assertNothingSent(gateway, async () => {
    const response = await sendRaw(gateway, [`GET ${target} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`]);
    assert.equal(response.status, 404, response.text);
  }));
}

test("an absolute target of another host is not sent to that host", async () => {
  const requests = await requestsDuring(gateway, async () => {
    const response = await sendRaw(gateway, ["GET http://evil.example/api-team HTTP/1.1", `Host: ${host}`, `Cookie: ${cookie}`]);
    assert.ok(response.status >= 400, response.text);
  });
  assert.deepEqual(requests, []);
});

test("with a Host that is not loopback, a loopback upstream is rejected", () => assertNothingSent(gateway, async () => {
  const response = await sendRaw(gateway, ["GET /api-team HTTP/1.1", "Host: gateway.example", `Cookie: ${cookie}`]);
  assert.equal(response.status, 500, response.text);
  assert.match(response.text, /"code":"misconfigured"/);
  assert.match(response.text, /OUTX_UPSTREAM is plain http/);
}));

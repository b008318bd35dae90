// Public access: no credential, a few reads, pages of ALLOWED_ORIGINS only.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signJwt } from "../../support/jwt.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "public,token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });

test("a page of an allowed origin reads what is public, with the Worker's key", async () => {
  const [request] = await requestsDuring(gateway, async () => {
    const response = await sendRequest(gateway, "GET /api-posts?page_size=1", { origin: PAGE });
    assert.equal(response.status, 200, response.text);
    assert.equal(response.body.data.length, 1);
    await assertHidden(gateway, response, gateway.key);
  });
  assert.equal(request.headers["x-api-key"], gateway.key);
});

test("a page of the gateway's own origin reads by GET without Origin, by sec-fetch-site", async () => {
  const response = await sendRequest(gateway, "GET /api-posts?page_size=1", { headers: { "sec-fetch-site": "same-origin" } });
  assert.equal(response.status, 200, response.text);
});

test("an operation outside PUBLIC_OPERATIONS needs a credential", () => assertNothingSent(gateway, async () => {
  for (const what of ["GET /api-team", "POST /api-keyword-watchlist", "POST /linkedin-agent/fetch-profile", "GET /_gateway/usage"]) {
    assertRejected(await sendRequest(gateway, what, { origin: PAGE }), 401, "missing_key");
  }
}));

test("other origins, and requests without one, are rejected", () => assertNothingSent(gateway, async () => {
  for (const origin of [undefined, "https://evil.example", "null"]) {
    assertRejected(await sendRequest(gateway, "GET /api-posts", { origin }), 403, "origin_denied");
  }
}));

test("an invalid credential is rejected, even where none is required", () => assertNothingSent(gateway, async () => {
  const [token, sealed] = [signJwt({}, { secret: "another-secret-0123456789-abcdefgh" }), "outxs1.wrong"];
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, token }), 401, "invalid_key");
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, token: sealed }), 401, "session_expired");
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, cookie: `__Host-outx_session=${sealed}` }), 401, "session_expired");
}));

const PUBLIC_WRITES = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "watchlists.keyword.create" });
const CREATE = "POST /api-keyword-watchlist";

test("responses of anonymous writes are not stored, so callers behind one address cannot receive each other's", async (t) => {
  const open = await startGateway(t, { settings: PUBLIC_WRITES, upstream: gateway.sandbox });
  const create = (address, keyword) => {
    const headers = { "cf-connecting-ip": address, "idempotency-key": "the-same" };
    return sendRequest(open, CREATE, { body: { keywords: [keyword] }, origin: PAGE, headers });
  };
  for (const [one, two] of [["192.0.2.7", "192.0.2.7"], ["2001:db8::1", "2001:db8::2"]]) {
    const responses = [await create(one, "rust"), await create(two, "rust"), await create(two, "wasm")];
    for (const response of responses) assert.equal(response.status, 200, response.text);
    assert.equal(new Set(responses.map(({ body }) => body.id)).size, 3);
  }
});

test("an anonymous write of unknown outcome is outcome_unknown, so that no client retries it", async (t) => {
  const open = await startGateway(t, { settings: PUBLIC_WRITES, upstream: gateway.sandbox });
  const create = () => sendRequest(open, CREATE, { body: { keywords: ["rust"] }, origin: PAGE, headers: { "idempotency-key": "one" } });
  for (const fault of [{ reset: "after" }, { status: 500 }]) {
    await gateway.sandbox.fault("POST", "/api-keyword-watchlist", fault);
    assertRejected(await create(), 409, "outcome_unknown", /^the write was sent and its outcome is unknown: /);
  }
  await gateway.sandbox.fault("POST", "/api-keyword-watchlist", { status: 429, headers: { "retry-after": "1" } });
  assertRejected(await create(), 429, "rate_limited");
});

test("without a credential a pinned parameter must be given once with its value", async (t) => {
  const token = signJwt({ scope: "write" });
  const watchlist = async () => (await sendRequest(gateway, "POST /api-keyword-watchlist", { body: { keywords: ["rust"] }, token })).body.id;
  const [pinned, other] = [await watchlist(), await watchlist()];
  const settings = ({ api_key }) => ({
    ACCESS: "public,token", TOKEN_SECRET, OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: `posts.list?watchlist_id=${pinned}&page_size=5, team.get`,
  });
  const page = await startGateway(t, { settings, upstream: gateway.sandbox });
  const get = (query, more = { origin: PAGE }) => sendRequest(page, `GET /api-posts?${query}`, more);
  for (const query of [`watchlist_id=${pinned}&page_size=5`, `page=1&page_size=%35&watchlist_id=${pinned}`]) {
    const response = await get(query);
    assert.equal(response.status, 200, response.text);
  }
  assert.equal((await sendRequest(page, "GET /api-team", { origin: PAGE })).status, 200);

  const text = "posts.list is public only with watchlist_id, page_size given once, at the value that PUBLIC_OPERATIONS pins";
  await assertNothingSent(page, async () => {
    for (const query of ["", `watchlist_id=${pinned}`, `watchlist_id=${other}&page_size=5`, `watchlist_id=${pinned},${other}&page_size=5`]) {
      assertRejected(await get(query), 403, "access_denied", text);
    }
    for (const query of [`watchlist_id=${pinned}&watchlist_id=${other}&page_size=5`, `watchlist_id=${pinned}&page_size=5&watchlist%5Fid=${other}`]) {
      assertRejected(await get(query), 400, "invalid_request");
    }
  });
  assert.equal((await get(`watchlist_id=${other}`, { token })).status, 200);
});

test("PUBLIC_OPERATIONS replaces the default", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "team.get" });
  const other = await startGateway(t, { settings, upstream: gateway.sandbox });
  assert.equal((await sendRequest(other, "GET /api-team", { origin: PAGE })).status, 200);
  assertRejected(await sendRequest(other, "GET /api-posts", { origin: PAGE }), 401, "missing_key");
});

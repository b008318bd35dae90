// Public access: no credential, a few reads, pages of ALLOWED_ORIGINS only.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected, requestsDuring } from "../support/assertions.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { signJwt } from "../support/jwt.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "public,token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });

test("a page of an allowed origin reads what is public, with the Worker's key", async () => {
  const [request] = await requestsDuring(gateway, async () => {
    const answer = await sendRequest(gateway, "GET /api-posts?page_size=1", { origin: PAGE });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.data.length, 1);
    await assertHidden(gateway, answer, gateway.key);
  });
  assert.equal(request.headers["x-api-key"], gateway.key);
});

test("a page of the gateway reads it too: its browser names no origin with a GET, but the site", async () => {
  const answer = await sendRequest(gateway, "GET /api-posts?page_size=1", { headers: { "sec-fetch-site": "same-origin" } });
  assert.equal(answer.status, 200, answer.text);
});

test("what is not in PUBLIC_OPERATIONS needs a credential", () => assertNothingSent(gateway, async () => {
  for (const what of ["GET /api-team", "POST /api-keyword-watchlist", "POST /linkedin-agent/fetch-profile", "GET /_gateway/usage"]) {
    assertRejected(await sendRequest(gateway, what, { origin: PAGE }), 401, "missing_key");
  }
}));

test("other origins, and none, are refused", () => assertNothingSent(gateway, async () => {
  for (const origin of [undefined, "https://evil.example", "null"]) {
    assertRejected(await sendRequest(gateway, "GET /api-posts", { origin }), 403, "origin_denied");
  }
}));

test("a wrong credential is refused, though none would have done", () => assertNothingSent(gateway, async () => {
  const [token, sealed] = [signJwt({}, { secret: "another-secret-0123456789-abcdefgh" }), "outxs1.wrong"];
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, token }), 401, "invalid_key");
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, token: sealed }), 401, "session_expired");
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE, cookie: `__Host-outx_session=${sealed}` }), 401, "session_expired");
}));

test("PUBLIC_OPERATIONS replaces the default", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "team.get" });
  const other = await startGateway(t, { settings, upstream: gateway.sandbox });
  assert.equal((await sendRequest(other, "GET /api-team", { origin: PAGE })).status, 200);
  assertRejected(await sendRequest(other, "GET /api-posts", { origin: PAGE }), 401, "missing_key");
});

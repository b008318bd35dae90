// Public access: no credential, a few reads, pages of ALLOWED_ORIGINS only.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { PAGE, TOKEN_SECRET, ask, assertHidden, assertNothingSent, assertRefused, boot, received } from "./support/gateway.mjs";
import { mint } from "./support/token.mjs";

const gateway = await boot({ after }, ({ api_key }) => ({ ACCESS: "public,token", TOKEN_SECRET, OUTX_API_KEY: api_key }));

test("a page of an allowed origin reads what is public, with the Worker's key", async () => {
  const [request] = await received(gateway, async () => {
    const answer = await ask(gateway, "GET /api-posts?page_size=1", { origin: PAGE });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.data.length, 1);
    await assertHidden(gateway, answer, gateway.key);
  });
  assert.equal(request.headers["x-api-key"], gateway.key);
});

test("a page of the gateway reads it too: its browser names no origin with a GET, but the site", async () => {
  const answer = await ask(gateway, "GET /api-posts?page_size=1", { headers: { "sec-fetch-site": "same-origin" } });
  assert.equal(answer.status, 200, answer.text);
});

test("what is not in PUBLIC_OPERATIONS needs a credential", () => assertNothingSent(gateway, async () => {
  for (const what of ["GET /api-team", "POST /api-keyword-watchlist", "POST /linkedin-agent/fetch-profile", "GET /_gateway/usage"]) {
    assertRefused(await ask(gateway, what, { origin: PAGE }), 401, "missing_key");
  }
}));

test("other origins, and none, are refused", () => assertNothingSent(gateway, async () => {
  for (const origin of [undefined, "https://evil.example", "null"]) {
    assertRefused(await ask(gateway, "GET /api-posts", { origin }), 403, "origin_denied");
  }
}));

test("a wrong credential is refused, though none would have done", () => assertNothingSent(gateway, async () => {
  const [token, sealed] = [mint({}, { secret: "another-secret-0123456789-abcdefgh" }), "outxs1.wrong"];
  assertRefused(await ask(gateway, "GET /api-posts", { origin: PAGE, token }), 401, "invalid_key");
  assertRefused(await ask(gateway, "GET /api-posts", { origin: PAGE, token: sealed }), 401, "session_expired");
  assertRefused(await ask(gateway, "GET /api-posts", { origin: PAGE, cookie: `__Host-outx_session=${sealed}` }), 401, "session_expired");
}));

test("writes are public behind Turnstile only: callers behind one address would share stored responses", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "watchlists.keyword.create" });
  const open = await boot(t, settings, gateway.sandbox);
  const text = "PUBLIC_OPERATIONS may hold watchlists.keyword.create only with TURNSTILE_SECRET: writes need a session";
  await assertNothingSent(open, async () => {
    for (const address of ["192.0.2.7", "192.0.2.7", "2001:db8::1", "2001:db8::2"]) {
      const headers = { "cf-connecting-ip": address, "idempotency-key": "the-same" };
      const answer = await ask(open, "POST /api-keyword-watchlist", { body: { keywords: ["rust"] }, headers });
      assertRefused(answer, 500, "misconfigured", text);
    }
  });
});

test("a pinned parameter must be given once with its value, whoever asks without a credential", async (t) => {
  const token = mint({ scope: "write" });
  const watchlist = async () => (await ask(gateway, "POST /api-keyword-watchlist", { body: { keywords: ["rust"] }, token })).body.id;
  const [pinned, other] = [await watchlist(), await watchlist()];
  const settings = ({ api_key }) => ({
    ACCESS: "public,token", TOKEN_SECRET, OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: `posts.list?watchlist_id=${pinned}&page_size=5, team.get`,
  });
  const page = await boot(t, settings, gateway.sandbox);
  const get = (query, more = { origin: PAGE }) => ask(page, `GET /api-posts?${query}`, more);
  for (const query of [`watchlist_id=${pinned}&page_size=5`, `page=1&page_size=%35&watchlist_id=${pinned}`]) {
    const answer = await get(query);
    assert.equal(answer.status, 200, answer.text);
  }
  assert.equal((await ask(page, "GET /api-team", { origin: PAGE })).status, 200);

  const text = "posts.list is public only with watchlist_id, page_size given once, at the value that PUBLIC_OPERATIONS pins";
  await assertNothingSent(page, async () => {
    for (const query of ["", `watchlist_id=${pinned}`, `watchlist_id=${other}&page_size=5`, `watchlist_id=${pinned},${other}&page_size=5`]) {
      assertRefused(await get(query), 403, "access_denied", text);
    }
    for (const query of [`watchlist_id=${pinned}&watchlist_id=${other}&page_size=5`, `watchlist_id=${pinned}&page_size=5&watchlist%5Fid=${other}`]) {
      assertRefused(await get(query), 400, "invalid_request");
    }
  });
  assert.equal((await get(`watchlist_id=${other}`, { token })).status, 200);
});

test("PUBLIC_OPERATIONS replaces the default", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "team.get" });
  const other = await boot(t, settings, gateway.sandbox);
  assert.equal((await ask(other, "GET /api-team", { origin: PAGE })).status, 200);
  assertRefused(await ask(other, "GET /api-posts", { origin: PAGE }), 401, "missing_key");
});

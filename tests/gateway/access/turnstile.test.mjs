// Public access behind Cloudflare Turnstile: a token opens a sealed session of ten minutes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Response, fetch } from "miniflare";

import { assertHidden, assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { PAGE, SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { cookieOf } from "../../support/sign-in.mjs";
import { openSession, publicSessionId, sealSession } from "../../support/session-seal.mjs";

const TURNSTILE_SECRET = "turnstile-secret-of-tests-012345";
const asked = [];
/** Fields that replace those of `solved()` in Cloudflare's response; `"away"` for a failure. */
let verdict = {};

/** Cloudflare's response for a check that was just solved on one of our pages. */
function solved() {
  return { success: true, hostname: new URL(PAGE).hostname, challenge_ts: new Date().toISOString(), action: "open" };
}

/** Stands in for challenges.cloudflare.com; other requests are forwarded. */
async function outboundService(request) {
  if (new URL(request.url).hostname !== "challenges.cloudflare.com") return fetch(request);
  asked.push({ url: request.url, body: await request.json() });
  return verdict === "away" ? new Response("gone", { status: 502 }) : Response.json({ ...solved(), ...verdict });
}

const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, TURNSTILE_SECRET, TURNSTILE_SITE_KEY: "site-key" });
const gateway = await startGateway(fileScope, { settings, miniflare: { outboundService } });
const SESSION = "POST /_gateway/session";

function prove(options = {}) {
  return sendRequest(gateway, SESSION, { body: { turnstile: "good" }, origin: PAGE, ...options });
}

async function tokenOf(options = {}) {
  const response = await prove({ headers: { "x-outx-session": "token" }, ...options });
  assert.equal(response.status, 200, response.text);
  return response.body.session.token;
}

test("health shows the site key and no secret", async () => {
  const response = await sendRequest(gateway, "GET /_gateway/health");
  assert.equal(response.body.turnstile, "site-key");
  await assertHidden(gateway, response, TURNSTILE_SECRET);
});

test("without a session every request is rejected", () => assertNothingSent(gateway, async () => {
  const text = "Turnstile verification required: POST its token to /_gateway/session first";
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE }), 401, "session_expired", text);
}));

test("a valid token opens a session of ten minutes for public operations", async () => {
  const token = await tokenOf();
  assert.deepEqual(asked.at(-1), {
    url: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
    body: { secret: TURNSTILE_SECRET, response: "good" },
  });
  const session = openSession(token, SECRET);
  const { access, key, sealed_ms, expires_ms } = session;
  assert.deepEqual({ access, key, life: expires_ms - sealed_ms }, { access: "public", key: undefined, life: 600_000 });
  const response = await sendRequest(gateway, "GET /api-posts?page_size=1", { token, origin: PAGE });
  assert.equal(response.body.data?.length, 1, response.text);
  await assertHidden(gateway, response, gateway.key);
  const shown = await sendRequest(gateway, "GET /_gateway/session", { token, origin: PAGE });
  assert.deepEqual(shown.body, { session: { access: "public", id: publicSessionId(session), expires_at: expires_ms } });
});

test("a page of the gateway's own origin receives a cookie", async () => {
  const response = await prove({ origin: gateway.url });
  assert.match(response.headers.get("set-cookie"), /^outx_session=outxs1\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await sendRequest(gateway, "GET /api-posts", { cookie: cookieOf(response), origin: gateway.url })).status, 200);
});

test("the visitor's network address, if known, is sent to Cloudflare", async () => {
  await tokenOf({ headers: { "x-outx-session": "token", "cf-connecting-ip": "192.0.2.7" } });
  assert.equal(asked.at(-1).body.remoteip, "192.0.2.7");
});

test("a public session can call public operations only", async () => {
  const token = await tokenOf();
  await assertNothingSent(gateway, async () => {
    for (const what of ["GET /api-team", "GET /_gateway/usage"]) {
      assertRejected(await sendRequest(gateway, what, { token, origin: PAGE }), 403, "access_denied", "team.get is not public (PUBLIC_OPERATIONS)");
    }
    for (const origin of [undefined, "https://evil.example"]) {
      assertRejected(await sendRequest(gateway, "GET /api-posts", { token, origin }), 403, "origin_denied");
    }
  });
});

test("an expired or revoked public session is rejected", () => assertNothingSent(gateway, async () => {
  const token = await tokenOf();
  const over = sealSession({ ...openSession(token, SECRET), expires_ms: Date.now() - 1 }, SECRET);
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token: over, origin: PAGE }), 401, "session_expired");
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token, origin: PAGE })).status, 204);
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token, origin: PAGE }), 401, "session_expired");
}));

test("OTP sessions and public sessions are not interchangeable", async (t) => {
  const session = { ...openSession(await tokenOf(), SECRET), access: "session", key: gateway.key, team_id: "t", email: "a@b.example" };
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token: sealSession(session, SECRET), origin: PAGE }), 401, "session_expired");
  const other = await startGateway(t, { settings: {}, upstream: gateway.sandbox });
  assertRejected(await sendRequest(other, "GET /api-posts", { token: await tokenOf(), origin: PAGE }), 401, "session_expired");
});

test("a failed check is a 403 with Cloudflare's reasons, an unreachable one a 503", async (t) => {
  t.after(() => (verdict = {}));
  verdict = { success: false, "error-codes": ["timeout-or-duplicate"] };
  assertRejected(await prove(), 403, "access_denied", "the Turnstile check failed: timeout-or-duplicate");
  for (const strange of [{ success: undefined }, { success: "true" }, { success: [] }]) {
    verdict = strange;
    assertRejected(await prove(), 403, "access_denied");
  }
  verdict = "away";
  assertRejected(await prove(), 503, "upstream", "the Turnstile check cannot be reached, so no session was opened: try again later");
});

test("a check of another site, of an hour ago or of another action opens no session", async (t) => {
  t.after(() => (verdict = {}));
  const elsewhere = "it was solved on another site; its hostname must be the gateway's or one of ALLOWED_ORIGINS";
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  for (const [change, text] of [
    [{ hostname: "evil.example" }, elsewhere],
    [{ hostname: undefined }, elsewhere],
    [{ challenge_ts: hourAgo }, "it was solved more than 5 minutes ago"],
    [{ challenge_ts: "2001-01-01T00:00:00Z" }, "it was solved more than 5 minutes ago"],
    [{ challenge_ts: undefined }, "it does not say when it was solved"],
  ]) {
    verdict = change;
    const response = await prove();
    assertRejected(response, 403, "access_denied", `the Turnstile check failed: ${text}`);
    assert.equal(response.headers.get("set-cookie"), null);
  }
  verdict = { hostname: new URL(gateway.url).hostname };
  assert.equal((await prove()).status, 200);

  const named = await startGateway(t, {
    settings: (team) => ({ ...settings(team), TURNSTILE_ACTION: "open" }), upstream: gateway.sandbox, miniflare: { outboundService },
  });
  assert.equal((await sendRequest(named, "GET /_gateway/health")).body.turnstile_action, "open");
  verdict = { action: "close" };
  const response = await sendRequest(named, SESSION, { body: { turnstile: "good" }, origin: PAGE });
  assertRejected(response, 403, "access_denied", "the Turnstile check failed: its action is not TURNSTILE_ACTION");
  verdict = {};
  assert.equal((await sendRequest(named, SESSION, { body: { turnstile: "good" }, origin: PAGE })).status, 200);
});

test("two sessions behind one address share no idempotency key", async (t) => {
  const LISTS = "POST /api-keyword-watchlist";
  const writes = (team) => ({ ...settings(team), PUBLIC_OPERATIONS: "posts.list, watchlists.keyword.create" });
  const shared = await startGateway(t, { settings: writes, upstream: gateway.sandbox, miniflare: { outboundService } });
  for (const [one, two] of [["192.0.2.7", "192.0.2.7"], ["2001:db8::1", "2001:db8::2"]]) {
    const responses = [];
    for (const address of [one, two]) {
      const headers = { "cf-connecting-ip": address, "x-outx-session": "token" };
      const { session } = (await sendRequest(shared, SESSION, { body: { turnstile: "good" }, origin: PAGE, headers })).body;
      const write = (keyword) => sendRequest(shared, LISTS, {
        body: { keywords: [keyword] }, token: session.token, origin: PAGE,
        headers: { "cf-connecting-ip": address, "idempotency-key": "the-same" },
      });
      const first = await write("rust");
      assert.equal(first.status, 200, first.text);
      // Each session has its own stored response, and conflicts with that one only.
      assert.equal((await write("rust")).text, first.text);
      assertRejected(await write("wasm"), 409, "idempotency_conflict");
      responses.push(first.body.id);
    }
    assert.notEqual(responses[0], responses[1]);
  }
});

for (const body of [{}, { turnstile: "" }, { turnstile: 1 }, { turnstile: "x".repeat(2_049) }, { token: "good" }]) {
  test(`a proof of ${JSON.stringify(body).slice(0, 30)} is rejected without a request to Cloudflare`, async () => {
    const before = asked.length;
    assertRejected(await prove({ body }), 400, "invalid_request", "the body must be { \"turnstile\": token }");
    assert.equal(asked.length, before);
  });
}

test("a foreign page opens no session, and a gateway without Turnstile has no such route", async (t) => {
  assertRejected(await prove({ origin: "https://evil.example" }), 403, "origin_denied");
  assertRejected(await prove({ origin: undefined }), 403, "origin_denied");
  const plain = await startGateway(t, { settings: {}, upstream: gateway.sandbox });
  assertRejected(await sendRequest(plain, SESSION, { body: { turnstile: "good" }, origin: PAGE }), 404, "route_denied");
});

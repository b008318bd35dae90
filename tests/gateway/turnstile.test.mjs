// Public access behind Cloudflare Turnstile: a token gives a sealed session of ten minutes.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { Response, fetch } from "miniflare";

import { assertHidden, assertNothingSent, assertRejected } from "../support/assertions.mjs";
import { PAGE, SECRET, fileScope, startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { cookieOf } from "../support/sign-in.mjs";
import { openSession, sealSession } from "../support/session-seal.mjs";

const TURNSTILE_SECRET = "turnstile-secret-of-tests-012345";
const asked = [];
let verdict = { success: true };

/** Stands in for challenges.cloudflare.com; everything else goes its way. */
async function outboundService(request) {
  if (new URL(request.url).hostname !== "challenges.cloudflare.com") return fetch(request);
  asked.push({ url: request.url, body: await request.json() });
  return verdict === "away" ? new Response("gone", { status: 502 }) : Response.json(verdict);
}

const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, TURNSTILE_SECRET, TURNSTILE_SITE_KEY: "site-key" });
const gateway = await startGateway(fileScope, { settings, miniflare: { outboundService } });
const SESSION = "POST /_gateway/session";

function prove(options = {}) {
  return sendRequest(gateway, SESSION, { body: { turnstile: "good" }, origin: PAGE, ...options });
}

async function tokenOf(options = {}) {
  const answer = await prove({ headers: { "x-outx-session": "token" }, ...options });
  assert.equal(answer.status, 200, answer.text);
  return answer.body.session.token;
}

test("health tells the site key, and no secret", async () => {
  const answer = await sendRequest(gateway, "GET /_gateway/health");
  assert.equal(answer.body.turnstile, "site-key");
  await assertHidden(gateway, answer, TURNSTILE_SECRET);
});

test("without a session nothing is public", () => assertNothingSent(gateway, async () => {
  const text = "prove first that you are a person: POST /_gateway/session";
  assertRejected(await sendRequest(gateway, "GET /api-posts", { origin: PAGE }), 401, "session_expired", text);
}));

test("a good token gives a session that reads what is public for ten minutes", async () => {
  const token = await tokenOf();
  assert.deepEqual(asked.at(-1), {
    url: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
    body: { secret: TURNSTILE_SECRET, response: "good" },
  });
  const { access, key, sealed_ms, expires_ms } = openSession(token, SECRET);
  assert.deepEqual({ access, key, life: expires_ms - sealed_ms }, { access: "public", key: undefined, life: 600_000 });
  const answer = await sendRequest(gateway, "GET /api-posts?page_size=1", { token, origin: PAGE });
  assert.equal(answer.body.data?.length, 1, answer.text);
  await assertHidden(gateway, answer, gateway.key);
  const shown = await sendRequest(gateway, "GET /_gateway/session", { token, origin: PAGE });
  assert.deepEqual(shown.body, { session: { access: "public", expires_at: expires_ms } });
});

test("a page of the gateway gets a cookie", async () => {
  const answer = await prove({ origin: gateway.url });
  assert.match(answer.headers.get("set-cookie"), /^__Host-outx_session=outxs1\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  assert.equal((await sendRequest(gateway, "GET /api-posts", { cookie: cookieOf(answer), origin: gateway.url })).status, 200);
});

test("the visitor's address goes to Cloudflare when it is known", async () => {
  await tokenOf({ headers: { "x-outx-session": "token", "cf-connecting-ip": "192.0.2.7" } });
  assert.equal(asked.at(-1).body.remoteip, "192.0.2.7");
});

test("a public session reaches nothing else", async () => {
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

test("a public session that is over, or signed out, is refused", () => assertNothingSent(gateway, async () => {
  const token = await tokenOf();
  const over = sealSession({ ...openSession(token, SECRET), expires_ms: Date.now() - 1 }, SECRET);
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token: over, origin: PAGE }), 401, "session_expired");
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token, origin: PAGE })).status, 204);
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token, origin: PAGE }), 401, "session_expired");
}));

test("a session by one-time code does not open a gateway that is only public, nor the other way round", async (t) => {
  const session = { ...openSession(await tokenOf(), SECRET), access: "session", key: gateway.key, team_id: "t", email: "a@b.example" };
  assertRejected(await sendRequest(gateway, "GET /api-posts", { token: sealSession(session, SECRET), origin: PAGE }), 401, "session_expired");
  const other = await startGateway(t, { settings: {}, upstream: gateway.sandbox });
  assertRejected(await sendRequest(other, "GET /api-posts", { token: await tokenOf(), origin: PAGE }), 401, "session_expired");
});

test("Cloudflare's no is a 403 with its reasons, its silence a 503", async (t) => {
  t.after(() => (verdict = { success: true }));
  verdict = { success: false, "error-codes": ["timeout-or-duplicate"] };
  assertRejected(await prove(), 403, "access_denied", "the Turnstile check failed: timeout-or-duplicate");
  for (const strange of [{}, { success: "true" }, []]) {
    verdict = strange;
    assertRejected(await prove(), 403, "access_denied");
  }
  verdict = "away";
  assertRejected(await prove(), 503, "upstream", "the Turnstile check cannot be reached, so nobody is let in");
});

for (const body of [{}, { turnstile: "" }, { turnstile: 1 }, { turnstile: "x".repeat(2_049) }, { token: "good" }]) {
  test(`a proof of ${JSON.stringify(body).slice(0, 30)} is refused unasked`, async () => {
    const before = asked.length;
    assertRejected(await prove({ body }), 400, "invalid_request", "the body must be { \"turnstile\": token }");
    assert.equal(asked.length, before);
  });
}

test("a foreign page gets no session, and a gateway without Turnstile gives none", async (t) => {
  assertRejected(await prove({ origin: "https://evil.example" }), 403, "origin_denied");
  assertRejected(await prove({ origin: undefined }), 403, "origin_denied");
  const plain = await startGateway(t, { settings: {}, upstream: gateway.sandbox });
  assertRejected(await sendRequest(plain, SESSION, { body: { turnstile: "good" }, origin: PAGE }), 404, "route_denied");
});

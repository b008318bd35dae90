// Sign-in, renewal and sign-out of the sealed session, as a cookie and as a token.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { DEMO, PAGE, SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { completeSignIn, cookieOf, signIn, signInForToken } from "../../support/sign-in.mjs";
import { openSession, publicSessionId, sealSession } from "../../support/session-seal.mjs";

const NAME = "outx_session";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CLEARED = `${NAME}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`;

const gateway = await startGateway(fileScope);
const demo = await completeSignIn(gateway);
const cookie = cookieOf(demo);
const sealed = cookie.slice(NAME.length + 1);

/** The demo session's cookie with changed fields, sealed under `secret`. */
function forged(change, secret = SECRET) {
  return `${NAME}=${sealSession({ ...openSession(sealed, SECRET), ...change }, secret)}`;
}

test("sign-in sets a cookie that scripts cannot read and other sites do not send", async () => {
  const [, ...attributes] = demo.headers.get("set-cookie").split("; ");
  assert.match(cookie, /^outx_session=outxs1\.[\w-]+$/);
  assert.deepEqual(attributes.sort(), ["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Strict"]);
});

// core/tests/gateway/credentials.rs tests hosts other than a loopback host over plain http.
for (const header of ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]) {
  test(`behind a proxy that sends ${header} the cookie has its prefix and is Secure, and is read`, async () => {
    const behind = await completeSignIn(gateway, "proxied@outx.test", { [header]: "1" });
    assert.match(behind.headers.get("set-cookie"), /^__Host-outx_session=outxs1\.[\w-]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const team = await sendRequest(gateway, "GET /api-team", { cookie: cookieOf(behind), headers: { [header]: "1" } });
    assert.equal(team.status, 200, team.text);
  });
}

test("the sign-in response names user and team and contains no key", async () => {
  assert.deepEqual(Object.keys(demo.body).sort(), ["session_id", "team", "user"]);
  const { session } = (await sendRequest(gateway, "GET /_gateway/session", { cookie })).body;
  assert.equal(demo.body.session_id, session.id);
  assert.deepEqual(demo.body.team, { id: gateway.team.id, name: gateway.team.name });
  assert.equal(demo.body.user.email, DEMO);
  assert.ok(!demo.raw.includes("api_key"));
  await assertHidden(gateway, demo, gateway.key);
  await assertHidden(gateway, demo, SECRET);
});

test("the sealed value contains the key and can be opened only with the secret", () => {
  assert.equal(openSession(sealed, SECRET).key, gateway.key);
  assert.throws(() => openSession(sealed, SECRET.replace("0", "1")));
  assert.ok(!Buffer.from(sealed.split(".")[1], "base64url").includes(gateway.key));
});

test("the token form returns the sealed value in the body and no cookie", async () => {
  const response = await completeSignIn(gateway, "token@outx.test", { "x-outx-session": "token" });
  assert.deepEqual(Object.keys(response.body).sort(), ["session", "session_id", "team", "user"]);
  assert.equal(response.headers.get("set-cookie"), null);
  const { token, expires_at } = response.body.session;
  assert.equal(openSession(token, SECRET).expires_ms, expires_at);
  const team = await sendRequest(gateway, "GET /api-team", { token });
  assert.equal(team.body.team.id, response.body.team.id);
});

test("a wrong code returns the API's error and starts no session", async () => {
  const response = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: "wrong@outx.test", otp: "000000" } });
  assertRejected(response, 401, "invalid_otp", "Invalid or expired OTP");
  assert.equal(response.headers.get("set-cookie"), null);
});

test("GET /_gateway/session returns the session without its key", async () => {
  const response = await sendRequest(gateway, "GET /_gateway/session", { cookie });
  const opened = openSession(sealed, SECRET);
  const { expires_ms, sealed_ms } = opened;
  const team = { id: gateway.team.id, name: gateway.team.name };
  const session = { access: "session", id: publicSessionId(opened), email: DEMO, team, expires_at: expires_ms, renew_at: (sealed_ms + expires_ms) / 2 };
  assert.deepEqual(response.body, { session });
  await assertHidden(gateway, response, gateway.key);
});

test("without a credential nothing is served", async () => {
  for (const what of ["GET /_gateway/session", "GET /_gateway/usage", "GET /api-team", "GET /api-posts"]) {
    const response = await sendRequest(gateway, what);
    assertRejected(response, 401, "session_expired", "no session: sign in with a one-time code first");
  }
});

test("signing out clears the cookie and ends the session", async () => {
  const theirs = await signIn(gateway, "leaver@outx.test");
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: theirs })).status, 200);
  const response = await sendRequest(gateway, "DELETE /_gateway/session", { cookie: theirs, origin: gateway.url });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("set-cookie"), CLEARED);
  const later = await sendRequest(gateway, "GET /api-team", { cookie: theirs });
  assertRejected(later, 401, "session_expired", "the session is over: sign in again");
});

test("signing out with a token ends the token", async () => {
  const token = await signInForToken(gateway, "leaver2@outx.test");
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 401, "session_expired");
});

test("signing out also ends renewed copies of the session", async () => {
  const theirs = await signIn(gateway, "leaver3@outx.test");
  const session = openSession(theirs.slice(NAME.length + 1), SECRET);
  const renewed = `${NAME}=${sealSession({ ...session, sealed_ms: session.sealed_ms + 1 }, SECRET)}`;
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: renewed })).status, 200);
  await sendRequest(gateway, "DELETE /_gateway/session", { cookie: theirs, origin: gateway.url });
  assertRejected(await sendRequest(gateway, "GET /api-team", { cookie: renewed }), 401, "session_expired");
});

test("signing out twice is not an error", async () => {
  const response = await sendRequest(gateway, "DELETE /_gateway/session");
  assert.equal(response.status, 204);
});

const bytes = Buffer.from(sealed.slice("outxs1.".length), "base64url");
const flip = (at) => {
  const changed = Buffer.from(bytes);
  changed[at] ^= 1;
  return `outxs1.${changed.toString("base64url")}`;
};
const broken = {
  "cut by a byte": sealed.slice(0, -2),
  "cut to its prefix": "outxs1.",
  "lengthened": `${sealed}AA`,
  "of another version": sealed.replace("outxs1.", "outxs2."),
  "with a flipped bit in the name of the secret": flip(0),
  "with a flipped bit in the nonce": flip(5),
  "with a flipped bit in the session": flip(40),
  "with a flipped bit in the tag": flip(bytes.length - 1),
  "of 5,000 characters": `outxs1.${"A".repeat(5_000)}`,
  "sealed under another secret": sealSession(openSession(sealed, SECRET), "another-secret-of-tests-0123456789"),
  "expired": sealSession({ ...openSession(sealed, SECRET), expires_ms: Date.now() - 1 }, SECRET),
  "of a kind that has no key": sealSession({ ...openSession(sealed, SECRET), access: "public", key: undefined }, SECRET),
};

for (const [what, value] of Object.entries(broken)) {
  test(`a sealed value ${what} is rejected as cookie and as token`, async () => {
    const response = await sendRequest(gateway, "GET /api-team", { cookie: `${NAME}=${value}` });
    assertRejected(response, 401, "session_expired", "the session is over: sign in again");
    assert.equal(response.headers.get("set-cookie"), CLEARED);
    assert.equal((await sendRequest(gateway, "GET /api-team", { token: value })).status, 401);
  });
}

test("two session cookies are rejected in either order", async () => {
  for (const twice of [`${cookie}; ${NAME}=outxs1.planted`, `${NAME}=outxs1.planted; ${cookie}`, `${cookie}; ${cookie}`]) {
    const response = await sendRequest(gateway, "GET /api-team", { cookie: twice });
    assertRejected(response, 401, "session_expired", "the session cookie came twice");
  }
});

test("cookies of other names are ignored", async () => {
  const response = await sendRequest(gateway, "GET /api-team", { cookie: `a=1; ${cookie}; __Host-outx_session=2; ${NAME}x=3` });
  assert.equal(response.status, 200);
});

test("a bearer token wins over the cookie, valid or not", async () => {
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie, token: "outxs1.wrong" })).status, 401);
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: `${NAME}=outxs1.wrong`, token: sealed })).status, 200);
});

test("an authorization that is not Bearer is rejected, with or without a cookie", async () => {
  const response = await sendRequest(gateway, "GET /api-team", { cookie, headers: { authorization: "Basic ZGVtbzpkZW1v" } });
  assertRejected(response, 401, "session_expired", "authorization must be Bearer and a token");
});

test("a write by cookie needs an allowed origin", async () => {
  const write = (origin) => sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, cookie, origin });
  const before = await gateway.sandbox.createdTasks();
  assertRejected(await write(undefined), 403, "origin_denied", "a write by cookie must come from a page of this gateway or of ALLOWED_ORIGINS");
  assertRejected(await write("https://evil.example"), 403, "origin_denied", "this origin may not call (ALLOWED_ORIGINS)");
  assert.equal(await gateway.sandbox.createdTasks(), before);
  assert.equal((await write(gateway.url)).status, 200);
  assert.equal((await write(PAGE)).status, 200);
});

test("a write by token needs no origin", async () => {
  const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, token: sealed });
  assert.equal(response.status, 200);
});

test("after half of its lifetime a session is renewed under the same id, by cookie or header as it was sent", async () => {
  const now = Date.now();
  const old = { sealed_ms: now - 5 * DAY, began_ms: now - 5 * DAY, expires_ms: now + 2 * DAY };
  const byCookie = await sendRequest(gateway, "GET /api-team", { cookie: forged(old) });
  const renewed = openSession(cookieOf(byCookie).slice(NAME.length + 1), SECRET);
  assert.equal(renewed.id, openSession(sealed, SECRET).id);
  assert.equal(renewed.began_ms, old.began_ms);
  assert.ok(Math.abs(renewed.expires_ms - now - 7 * DAY) < 60_000);
  const byToken = await sendRequest(gateway, "GET /api-team", { token: forged(old).slice(NAME.length + 1) });
  assert.equal(byToken.headers.get("set-cookie"), null);
  assert.equal(openSession(byToken.headers.get("x-outx-session"), SECRET).id, renewed.id);
});

test("a session is not renewed before half of its lifetime or beyond 30 days", async () => {
  const now = Date.now();
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie })).headers.get("set-cookie"), null);
  const aged = { sealed_ms: now - 6 * DAY, began_ms: now - 28 * DAY, expires_ms: now + DAY };
  const renewed = openSession(cookieOf(await sendRequest(gateway, "GET /api-team", { cookie: forged(aged) })).slice(NAME.length + 1), SECRET);
  assert.equal(renewed.expires_ms, aged.began_ms + 30 * DAY);
});

test("an upstream 401 ends the session", async () => {
  const response = await sendRequest(gateway, "GET /api-team", { cookie: forged({ id: "other", key: "outx_revoked0revoked1revoked2" }) });
  assertRejected(response, 401, "session_expired");
  assert.equal(response.headers.get("set-cookie"), CLEARED);
});

test("sessions sealed under the previous secret are accepted, and new ones use the current secret", async (t) => {
  const current = "the-next-session-secret-0123456789";
  const next = await startGateway(t, { settings: { SESSION_SECRET: current, SESSION_SECRET_PREVIOUS: SECRET }, upstream: gateway.sandbox });
  assert.equal((await sendRequest(next, "GET /api-team", { cookie })).status, 200);
  assert.equal(openSession((await signIn(next, "rotated@outx.test")).slice(NAME.length + 1), current).email, "rotated@outx.test");
  const last = await startGateway(t, { settings: { SESSION_SECRET: current }, upstream: gateway.sandbox });
  assertRejected(await sendRequest(last, "GET /api-team", { cookie }), 401, "session_expired");
});

test("SIGN_IN_DOMAINS rejects other addresses before a code is sent", async (t) => {
  const closed = await startGateway(t, { settings: { SIGN_IN_DOMAINS: "outx.test, Example.com" }, upstream: gateway.sandbox });
  for (const email of ["demo@other.test", "demo@sub.outx.test", "demo@outx.test.evil.example"]) {
    const response = await sendRequest(closed, "POST /linkedin-agent/auth-send-otp", { body: { email } });
    assertRejected(response, 403, "access_denied", "this gateway does not sign in addresses of that domain (SIGN_IN_DOMAINS)");
    await assert.rejects(gateway.sandbox.otp(email), /no one-time code was sent/);
  }
  assert.equal((await sendRequest(closed, "POST /linkedin-agent/auth-send-otp", { body: { email: "a@EXAMPLE.com" } })).status, 200);
});

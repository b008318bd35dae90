// Signing out of one session or of all, by the user or the operator, also while a request is in progress.

import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { Clock, clockUnavailable } from "../../support/clock.mjs";
import { DEMO, SAM, SECRET, TOKEN_SECRET, fileScope, startGateway, startGatewayPair } from "../../support/gateway.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";
import { readResponse, sendRequest } from "../../support/requests.mjs";
import { openSession, sealSession } from "../../support/session-seal.mjs";
import { cookieOf, signIn, signInForToken } from "../../support/sign-in.mjs";

const OVER = "the session is over: sign in again";
const SIGNED_OUT = "the token was signed out: get a new one from the site that issued it";
const FETCH = "POST /linkedin-agent/fetch-profile";
const body = { profile_slug: "ada-example" };
const EVERYWHERE = "DELETE /_gateway/session?everywhere=true";
const withTokens = ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key });

const gateway = await startGateway(fileScope, { settings: withTokens });

const team = (where, credential) => sendRequest(where, "GET /api-team", credential);

/** Begins a write and returns a function that sends the rest of its body and returns the response. */
async function openWrite(where, token) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const sent = request(where.url + FETCH.split(" ")[1], { method: "POST", headers });
  const response = once(sent, "response");
  const text = JSON.stringify(body);
  sent.write(text.slice(0, 5));
  // Long enough for the gateway to authorize the request, of which the headers and the first bytes have arrived.
  await sleep(200);
  return async () => {
    sent.end(text.slice(5));
    const [incoming] = await response;
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    return readResponse(new Response(Buffer.concat(chunks), { status: incoming.statusCode, headers: incoming.headers }));
  };
}

test("signing out everywhere ends all sessions of that user, by cookie and by token, and of no other", async () => {
  const [cookie, token, sam] = [await signIn(gateway), await signInForToken(gateway), await signIn(gateway, SAM)];
  const session = openSession(token, SECRET);
  const renewed = sealSession({ ...session, sealed_ms: session.sealed_ms + 1 }, SECRET);
  for (const credential of [{ cookie }, { token }, { token: renewed }, { cookie: sam }]) assert.equal((await team(gateway, credential)).status, 200);
  const signedOut = await sendRequest(gateway, EVERYWHERE, { cookie, origin: gateway.url });
  assert.equal(signedOut.status, 204);
  assert.match(signedOut.headers.get("set-cookie"), /^outx_session=; Max-Age=0; /);
  for (const credential of [{ cookie }, { token }, { token: renewed }]) assertRejected(await team(gateway, credential), 401, "session_expired", OVER);
  assert.equal((await team(gateway, { cookie: sam })).status, 200);
  assert.equal((await team(gateway, { cookie: await signIn(gateway) })).status, 200, "a new session is not over");
});

test("signing out without a query ends one session", async () => {
  const [first, second] = [await signInForToken(gateway, "two-devices@outx.test"), await signInForToken(gateway, "two-devices@outx.test")];
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token: first })).status, 204);
  assertRejected(await team(gateway, { token: first }), 401, "session_expired", OVER);
  assert.equal((await team(gateway, { token: second })).status, 200);
});

test("a sign-out with an unknown query is rejected and ends nothing", async () => {
  const token = await signInForToken(gateway, "misspelled@outx.test");
  for (const query of ["everywhere", "everywhere=1", "all=true"]) {
    const rejected = await sendRequest(gateway, `DELETE /_gateway/session?${query}`, { token });
    assertRejected(rejected, 400, "invalid_request", "invalid query: expected everywhere=true, everywhere=false or none; correct it and sign out again");
  }
  assert.equal((await team(gateway, { token })).status, 200);
});

test("a page of another site cannot sign anyone out everywhere", async () => {
  const cookie = await signIn(gateway, "csrf@outx.test");
  for (const origin of [undefined, "https://evil.example"]) {
    assertRejected(await sendRequest(gateway, EVERYWHERE, { cookie, origin }), 403, "origin_denied");
  }
  assert.equal((await team(gateway, { cookie })).status, 200);
});

test("a JWT can be revoked in every spelling of its signature, and other tokens of its user stay valid", async () => {
  const [token, other] = [signJwt({ jti: "1" }), signJwt({ jti: "2" })];
  for (const one of [token, other]) assert.equal((await team(gateway, { token: one })).status, 200);
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  assertRejected(await team(gateway, { token }), 401, "invalid_key", SIGNED_OUT);
  assert.notEqual((await team(gateway, { token: `${token}=` })).status, 200);
  assert.equal((await team(gateway, { token: other })).status, 200);
});

test("a write that began before its session was signed out is not sent", async () => {
  const token = await signInForToken(gateway, "leaver@outx.test");
  for (const signOut of ["DELETE /_gateway/session", EVERYWHERE]) {
    const theirs = signOut === EVERYWHERE ? await signInForToken(gateway, "leaver@outx.test") : token;
    const end = await openWrite(gateway, theirs);
    assert.equal((await sendRequest(gateway, signOut, { token: theirs })).status, 204);
    await assertNothingSent(gateway, async () => assertRejected(await end(), 401, "session_expired", OVER));
  }
});

test("a write that began before its token was signed out is not sent", async () => {
  const token = signJwt({ scope: "write" });
  const end = await openWrite(gateway, token);
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  await assertNothingSent(gateway, async () => assertRejected(await end(), 401, "invalid_key", SIGNED_OUT));
});

test("a write whose token or session expires while its body arrives is not sent", async () => {
  const session = openSession(await signInForToken(gateway, "expires@outx.test"), SECRET);
  const short = sealSession({ ...session, expires_ms: Date.now() + 2_000 }, SECRET);
  const writes = [
    [signJwt({ scope: "write", exp: secondsFromNow(2) }), "invalid_key", "the token has expired"],
    [short, "session_expired", OVER],
  ];
  const begun = [];
  for (const [token, ...expected] of writes) begun.push([await openWrite(gateway, token), expected]);
  await sleep(2_200);
  await assertNothingSent(gateway, async () => {
    for (const [end, expected] of begun) assertRejected(await end(), 401, ...expected);
  });
});

test("the ledger rejects a write at another gateway that has not learned of the sign-out", async (t) => {
  const [one, two] = await startGatewayPair(t, { settings: withTokens });
  const session = await signInForToken(one);
  const credentials = [[session, "session_expired", OVER], [signJwt({ scope: "write" }), "invalid_key", SIGNED_OUT]];
  for (const [token, code, text] of credentials) {
    for (const where of [one, two]) assert.equal((await team(where, { token })).status, 200);
    assert.equal((await sendRequest(one, EVERYWHERE, { token })).status, 204);
    assert.equal((await team(two, { token })).status, 200, "reads go by what was known for half a minute");
    await assertNothingSent(one, async () => {
      for (const headers of [{}, { "idempotency-key": code }]) assertRejected(await sendRequest(two, FETCH, { token, body, headers }), 401, code, text);
    });
  }
});

test("a waiting repeat of a write does not receive its response after a sign-out", async () => {
  const token = await signInForToken(gateway, SAM);
  await gateway.sandbox.fault("POST", FETCH.split(" ")[1], { delay_ms: 1_500 });
  const write = () => sendRequest(gateway, FETCH, { token, body, headers: { "idempotency-key": "waits" } });
  const first = write();
  await sleep(300);
  const repeat = write();
  await sleep(300);
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  assertRejected(await repeat, 401, "session_expired", OVER);
  assert.equal((await first).status, 200, "what was sent before is told");
});

test("signing out everywhere takes effect at another gateway within 30 s", { skip: clockUnavailable }, async (t) => {
  const clock = new Clock();
  const [one, two] = await clock.run(() => startGatewayPair(t, { settings: withTokens }));
  const [session, other, token] = [await signInForToken(one), await signInForToken(one), signJwt()];
  for (const where of [one, two]) for (const credential of [session, other, token]) assert.equal((await team(where, { token: credential })).status, 200);
  assert.equal((await sendRequest(one, EVERYWHERE, { token: session })).status, 204);
  assert.equal((await sendRequest(one, "DELETE /_gateway/session", { token })).status, 204);
  clock.offset(31_000);
  for (const where of [one, two]) {
    for (const credential of [session, other]) assertRejected(await team(where, { token: credential }), 401, "session_expired", OVER);
    assertRejected(await team(where, { token }), 401, "invalid_key", SIGNED_OUT);
  }
});

test("signing out everywhere remains in effect under a new session secret", async (t) => {
  const next = "the-next-session-secret-0123456789";
  const [one, two] = await startGatewayPair(t, { settings: [{}, { SESSION_SECRET: next, SESSION_SECRET_PREVIOUS: SECRET }] });
  const [session, other] = [await signInForToken(one), await signInForToken(one)];
  assert.equal((await team(two, { token: other })).status, 200);
  assert.equal((await sendRequest(one, EVERYWHERE, { token: session })).status, 204);
  await assertNothingSent(one, async () => assertRejected(await sendRequest(two, FETCH, { token: other, body }), 401, "session_expired", OVER));
});

test("SESSIONS_NOT_BEFORE ends all sessions that began earlier", async (t) => {
  const token = await signInForToken(gateway, DEMO);
  const old = sealSession({ ...openSession(token, SECRET), began_ms: Date.now() - 3_600_000 }, SECRET);
  const limit = new Date(Date.now() - 1_800_000).toISOString();
  const closed = await startGateway(t, { settings: { SESSIONS_NOT_BEFORE: limit }, upstream: gateway.sandbox });
  assertRejected(await team(closed, { token: old }), 401, "session_expired", OVER);
  const rejected = await team(closed, { cookie: `__Host-outx_session=${old}` });
  assert.match(rejected.headers.get("set-cookie"), /^outx_session=; Max-Age=0; /);
  assert.equal((await team(closed, { token })).status, 200);
  assert.ok(cookieOf(await team(closed, { token })) === undefined);
});

test("a SESSIONS_NOT_BEFORE in the future stops sign-in until then, and an invalid one is misconfigured", async (t) => {
  const ahead = await startGateway(t, { settings: { SESSIONS_NOT_BEFORE: String(secondsFromNow(3_600)) }, upstream: gateway.sandbox });
  await assertNothingSent(ahead, async () => {
    const response = await sendRequest(ahead, "POST /linkedin-agent/auth-send-otp", { body: { email: DEMO } });
    assertRejected(response, 403, "access_denied", "sign-in is disabled until the time in SESSIONS_NOT_BEFORE: try again later");
  });
  const wrong = await startGateway(t, { settings: { SESSIONS_NOT_BEFORE: "yesterday" }, upstream: gateway.sandbox });
  assertRejected(await team(wrong, {}), 500, "misconfigured", /^SESSIONS_NOT_BEFORE must be a time such as /);
});

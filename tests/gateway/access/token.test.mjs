// Token access: the site's own back end mints tokens, the gateway holds the key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
const PROFILE = { profile_slug: "ada-example" };

test("a token reads with the gateway's own key, which is in no response", async () => {
  const token = signJwt();
  const [request] = await requestsDuring(gateway, async () => {
    const response = await sendRequest(gateway, "GET /api-team", { token });
    assert.equal(response.body.team.id, gateway.team.id);
    await assertHidden(gateway, response, gateway.key);
    await assertHidden(gateway, response, token);
    await assertHidden(gateway, response, TOKEN_SECRET);
  });
  assert.equal(request.headers["x-api-key"], gateway.key);
  assert.equal(request.headers.authorization, undefined);
});

test("a token without scope, or with scope read, may not write", async () => {
  const before = await gateway.sandbox.createdTasks();
  for (const token of [signJwt(), signJwt({ scope: "read" })]) {
    const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: PROFILE, token });
    assertRejected(response, 403, "access_denied", "linkedin.fetchProfile needs a token with scope write; this one reads");
  }
  assert.equal(await gateway.sandbox.createdTasks(), before);
});

test("a token with scope write may write without an origin", async () => {
  const before = await gateway.sandbox.createdTasks();
  const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: PROFILE, token: signJwt({ scope: "write" }) });
  assert.equal(response.status, 200, response.text);
  assert.equal(await gateway.sandbox.createdTasks(), before + 1);
});

// core/tests/gateway/token.rs has every reason; the attack layer sends such tokens too.
const rejected = {
  "that has expired": [signJwt({ exp: secondsFromNow(-1) }), "the token has expired"],
  "under another secret": [signJwt({}, { secret: TOKEN_SECRET.toUpperCase() }), "the token has an invalid signature"],
};
for (const [what, [token, text]] of Object.entries(rejected)) {
  test(`a token ${what} is rejected and nothing is sent`, () => assertNothingSent(gateway, async () => {
    assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 401, "invalid_key", text);
  }));
}

test("without a token the error says what is missing", async () => {
  const response = await sendRequest(gateway, "GET /api-team");
  assertRejected(response, 401, "missing_key", "no token: send the header authorization with Bearer and a token that this site's back end signed");
});

test("a gateway without session access accepts no sealed session and no sign-in", async () => {
  assertRejected(await sendRequest(gateway, "GET /api-team", { token: "outxs1.abc" }), 401, "session_expired");
  const response = await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email: "demo@outx.test" } });
  assertRejected(response, 403, "access_denied", "this gateway does not offer sign-in (ACCESS lacks session)");
});

test("under session access a valid token is rejected", async (t) => {
  const sessions = await startGateway(t, { settings: ({ api_key }) => ({ TOKEN_SECRET, OUTX_API_KEY: api_key }), upstream: gateway.sandbox });
  assertRejected(await sendRequest(sessions, "GET /api-team", { token: signJwt() }), 401, "invalid_key", "this gateway accepts no tokens: ACCESS does not include token");
});

test("a token may read its session and its usage", async () => {
  const token = signJwt();
  assert.deepEqual((await sendRequest(gateway, "GET /_gateway/session", { token })).body, { session: { access: "token" } });
  assert.equal((await sendRequest(gateway, "GET /_gateway/usage", { token })).status, 200);
});

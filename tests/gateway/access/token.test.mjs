// Token access: the site's own back end mints tokens, the gateway holds the key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
const PROFILE = { profile_slug: "ada-example" };

test("a token reads with the Worker's own key, which stays in the Worker", async () => {
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

test("a token without scope, or with read, writes nothing", async () => {
  const before = await gateway.sandbox.createdTasks();
  for (const token of [signJwt(), signJwt({ scope: "read" })]) {
    const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: PROFILE, token });
    assertRejected(response, 403, "access_denied", "linkedin.fetchProfile needs a token with scope write; this one reads");
  }
  assert.equal(await gateway.sandbox.createdTasks(), before);
});

test("a token with scope write writes, without an origin", async () => {
  const before = await gateway.sandbox.createdTasks();
  const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: PROFILE, token: signJwt({ scope: "write" }) });
  assert.equal(response.status, 200, response.text);
  assert.equal(await gateway.sandbox.createdTasks(), before + 1);
});

const NOT_HS256 = "the token is not signed with HS256";
const UNFIT = "the token has a signature that does not fit";
const LACKING = "the token lacks sub or exp, or has a scope other than read and write";
const wrong = {
  "that has expired": [signJwt({ exp: secondsFromNow(-1) }), "the token has expired"],
  "that lives for two hours": [signJwt({ exp: secondsFromNow(7_200) }), "the token lives for more than an hour"],
  "of a day, in its last hour": [signJwt({ iat: secondsFromNow(-82_800), exp: secondsFromNow(3_500) }), "the token lives for more than an hour"],
  "that is not valid yet": [signJwt({ nbf: secondsFromNow(250) }), "the token is not valid yet"],
  "without expiry": [signJwt({ exp: undefined }), LACKING],
  "without subject": [signJwt({ sub: undefined }), LACKING],
  "with an empty subject": [signJwt({ sub: "" }), "the token has an empty sub"],
  "of a scope that there is not": [signJwt({ scope: "admin" }), LACKING],
  "under alg none": [signJwt({}, { alg: "none" }), NOT_HS256],
  "under alg RS256": [signJwt({}, { alg: "RS256" }), NOT_HS256],
  "under alg HS512": [signJwt({}, { alg: "HS512" }), NOT_HS256],
  "under another secret": [signJwt({}, { secret: TOKEN_SECRET.toUpperCase() }), UNFIT],
  "without signature": [`${signJwt().split(".").slice(0, 2).join(".")}.`, UNFIT],
  "whose claims were changed": [signJwt().split(".").with(1, signJwt({ sub: "visitor-2" }).split(".")[1]).join("."), UNFIT],
  "with a header field that must be understood": [signJwt({}, { header: { crit: ["exp"] } }), "the token has a header field crit or b64, which this gateway does not support"],
  "with a nested token": [signJwt({}, { header: { cty: "JWT" } }), "the token has a header field cty: nested tokens are not supported"],
  "of another type": [signJwt({}, { header: { typ: "JOSE+JSON" } }), "the token has a typ other than JWT"],
  "that is no token": ["abc", "the token is not a JSON Web Token"],
};

for (const [what, [token, text]] of Object.entries(wrong)) {
  test(`a token ${what} is rejected and nothing is sent`, () => assertNothingSent(gateway, async () => {
    assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 401, "invalid_key", text);
  }));
}

test("without a token the response says what is missing", async () => {
  const response = await sendRequest(gateway, "GET /api-team");
  assertRejected(response, 401, "missing_key", "no token: send authorization with Bearer and a token of this site");
});

test("a sealed session is not a token, and sign-in is disabled", async () => {
  assertRejected(await sendRequest(gateway, "GET /api-team", { token: "outxs1.abc" }), 401, "session_expired");
  const response = await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email: "demo@outx.test" } });
  assertRejected(response, 403, "access_denied", "this gateway signs nobody in (ACCESS has no session)");
});

test("under session access a valid token is rejected", async (t) => {
  const sessions = await startGateway(t, { settings: ({ api_key }) => ({ TOKEN_SECRET, OUTX_API_KEY: api_key }), upstream: gateway.sandbox });
  assertRejected(await sendRequest(sessions, "GET /api-team", { token: signJwt() }), 401, "invalid_key", "this gateway takes no tokens (ACCESS)");
});

test("a token asks for itself and for usage", async () => {
  const token = signJwt();
  assert.deepEqual((await sendRequest(gateway, "GET /_gateway/session", { token })).body, { session: { access: "token" } });
  assert.equal((await sendRequest(gateway, "GET /_gateway/usage", { token })).status, 200);
});

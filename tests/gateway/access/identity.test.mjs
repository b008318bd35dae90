// Tokens of an identity provider: RS256 and ES256 by TOKEN_JWKS_URL.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { createKey, identitySettings, signToken, startIdentityProvider } from "../../support/identity-provider.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { headersOnly, neverRespond, resetConnection } from "../../support/server.mjs";

const rsa = createKey("rsa-1");
const ec = createKey("ec-1", "ES256");
const provider = await startIdentityProvider(fileScope, [rsa.jwk, ec.jwk]);
const gateway = await startGateway(fileScope, { settings: (team) => identitySettings(provider, team) });
const PROFILE = { profile_slug: "ada-example" };

const read = (token, at = gateway) => sendRequest(at, "GET /api-team", { token });

/** Starts a gateway and a provider for one test, so that the gateway's cache of keys is empty. */
async function withProvider(t, keys, { script, settings } = {}) {
  const own = await startIdentityProvider(t, keys, { script });
  const at = await startGateway(t, { settings: (team) => ({ ...identitySettings(own, team), ...settings }), upstream: gateway.sandbox });
  return { own, at };
}

test("tokens of both algorithms may read, with the Worker's own key and without a second fetch of the keys", async () => {
  for (const key of [rsa, ec, rsa, ec]) {
    const token = signToken(key);
    const response = await read(token);
    assert.equal(response.body?.team.id, gateway.team.id, response.text);
    await assertHidden(gateway, response, token);
  }
  assert.equal(provider.requests.length, 1);
});

test("the provider's scope claim allows writes only if it contains write or outx:write", async () => {
  const denied = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token: signToken(rsa, { scope: "openid profile" }), body: PROFILE });
  assertRejected(denied, 403, "access_denied", "linkedin.fetchProfile needs a token with scope write; this one reads");
  const allowed = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token: signToken(ec, { scope: "openid outx:write" }), body: PROFILE });
  assert.equal(allowed.status, 200, allowed.text);
});

test("a token can be signed out", async () => {
  const token = signToken(rsa, { sub: "leaving" });
  assert.equal((await read(token)).status, 200);
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  assertRejected(await read(token), 401, "invalid_key", "the token was signed out: get a new one from the site that issued it");
});

const other = createKey("rsa-1");
const [head, claims, signature] = signToken(rsa).split(".");
const forged = Buffer.from(JSON.stringify({ iss: "https://id.example", aud: "outx-gateway", sub: "admin", exp: secondsFromNow(300) })).toString("base64url");
const rejected = {
  "signed by another key of the same id": [signToken(other), "has an invalid signature"],
  "with other claims than were signed": [`${head}.${forged}.${signature}`, "has an invalid signature"],
  "without its signature": [`${head}.${claims}.`, "has an invalid signature"],
  "with a signature of another token": [`${head}.${claims}.${signToken(rsa, { sub: "x" }).split(".")[2]}`, "has an invalid signature"],
  "of ES256 with an empty signature": [`${signToken(ec).split(".").slice(0, 2).join(".")}.${Buffer.alloc(64).toString("base64url")}`, "has an invalid signature"],
  "of another issuer": [signToken(rsa, { iss: "https://evil.example" }), "has another issuer (iss) than TOKEN_ISSUER"],
  "for another audience": [signToken(rsa, { aud: ["account"] }), "is not for this gateway: its audience (aud) lacks TOKEN_AUDIENCE"],
  "without a subject": [signToken(rsa, { sub: undefined }), "lacks the claim that names its subject (TOKEN_SUBJECT_CLAIM)"],
  "without an end": [signToken(rsa, { exp: undefined }), "lacks exp, or has an exp, nbf or iat that is not a number"],
  "that has expired": [signToken(rsa, { exp: secondsFromNow(-5) }), "has expired"],
  "that is not valid yet": [signToken(rsa, { nbf: secondsFromNow(200) }), "is not valid yet"],
  "of a day": [signToken(rsa, { exp: secondsFromNow(80_000) }), "lives for longer than TOKEN_MAX_LIFE_SECONDS"],
  "that names the other key": [signToken(rsa, {}, { kid: "ec-1" }), "is signed with another algorithm than that of the key it names (kid)"],
  "signed by HS256": [signJwt({ iss: "https://id.example", aud: "outx-gateway" }), "is not signed with RS256 or ES256"],
  "signed by nothing": [signJwt({ aud: "outx-gateway" }, { alg: "none" }), "is not signed with RS256 or ES256"],
};
for (const [what, [token, reason]] of Object.entries(rejected)) {
  test(`a token ${what} is rejected and nothing is sent`, () => assertNothingSent(gateway, async () => {
    assertRejected(await read(token), 401, "invalid_key", `the token ${reason}`);
  }));
}

test("a token under HS256 that was signed with the provider's public key is rejected, with and without TOKEN_SECRET", async (t) => {
  const pem = rsa.privateKey && Buffer.from(JSON.stringify(rsa.jwk));
  const both = await withProvider(t, [rsa.jwk], { settings: { TOKEN_SECRET } });
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const secrets = [pem, Buffer.from(rsa.jwk.n), Buffer.from(rsa.jwk.n, "base64url"), Buffer.alloc(0)];
  for (const secret of secrets) {
    const signed = `${part({ alg: "HS256", kid: "rsa-1" })}.${part({ iss: "https://id.example", aud: "outx-gateway", sub: "admin", exp: secondsFromNow(300) })}`;
    const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    assertRejected(await read(token), 401, "invalid_key", "the token is not signed with RS256 or ES256");
    assertRejected(await read(token, both.at), 401, "invalid_key", "the token has an invalid signature");
  }
  // With both, each kind of token is verified by its own kind of key.
  assert.equal((await read(signJwt(), both.at)).status, 200);
  assert.equal((await read(signToken(rsa), both.at)).status, 200);
});

test("an unknown key id fetches the keys at most once per minute", async (t) => {
  const { own, at } = await withProvider(t, [rsa.jwk]);
  assert.equal((await read(signToken(rsa), at)).status, 200);
  const added = createKey("rsa-2");
  own.keys = [rsa.jwk, added.jwk];
  const reason = "the token names a key (kid) that is not in the key set of TOKEN_JWKS_URL";
  for (let times = 0; times < 5; times += 1) assertRejected(await read(signToken(added), at), 401, "invalid_key", reason);
  assert.equal(own.requests.length, 1);
});

test("requests that arrive together share one fetch of the keys", async (t) => {
  const { own, at } = await withProvider(t, [rsa.jwk, ec.jwk]);
  const tokens = Array.from({ length: 12 }, (_, index) => signToken(index % 2 ? rsa : ec, { sub: `user-${index}` }));
  const responses = await Promise.all(tokens.map((token) => read(token, at)));
  assert.deepEqual(responses.map(({ status }) => status), tokens.map(() => 200));
  assert.equal(own.requests.length, 1);
});

const UNREACHABLE = "cannot be verified: TOKEN_JWKS_URL did not return the key set with 200 within 5 seconds";
const weak = createKey("rsa-1", "RS256", { modulusLength: 1_024 });
const keySets = {
  "is empty": [{ body: { keys: [] } }, "cannot be verified: the key set of TOKEN_JWKS_URL is empty"],
  "is malformed": [{ body: "<html>" }, "cannot be verified: TOKEN_JWKS_URL returned no JSON object with a list of keys"],
  "is huge": [{ body: { keys: ["x".repeat(70_000)] } }, "cannot be verified: the key set of TOKEN_JWKS_URL is larger than 65536 bytes"],
  "is an error": [{ status: 500 }, UNREACHABLE],
  "is a redirect": [{ status: 302, headers: { location: "https://id.example/other" } }, UNREACHABLE],
  "never comes": [neverRespond, UNREACHABLE],
  "never ends": [headersOnly, UNREACHABLE],
  "is a reset connection": [resetConnection, UNREACHABLE],
  "has a weak key": [{ body: { keys: [weak.jwk] } }, "names a key (kid) of fewer than 2048 bits"],
  "has a key for encryption": [{ body: { keys: [{ ...rsa.jwk, use: "enc" }] } }, "names a key (kid) that is not for signatures"],
  "has a key for another algorithm": [{ body: { keys: [{ ...rsa.jwk, alg: "PS256" }] } }, "names a key (kid) for another algorithm than RS256 or ES256"],
  "publishes the private key": [{ body: { keys: [{ ...rsa.privateKey.export({ format: "jwk" }), kid: "rsa-1" }] } }, "names a key (kid) of which TOKEN_JWKS_URL publishes the secret part"],
};
for (const [what, [response, reason]] of Object.entries(keySets)) {
  test(`while the key set ${what}, a token is rejected with the reason`, async (t) => {
    const { at } = await withProvider(t, [], { script: [response] });
    assertRejected(await read(signToken(weak.kid && what === "has a weak key" ? weak : rsa), at), 401, "invalid_key", `the token ${reason}`);
  });
}

test("a gateway without issuer or audience is misconfigured", async (t) => {
  for (const name of ["TOKEN_ISSUER", "TOKEN_AUDIENCE"]) {
    const { at } = await withProvider(t, [rsa.jwk], { settings: { [name]: undefined } });
    assertRejected(await read(signToken(rsa), at), 500, "misconfigured", new RegExp(`^${name} is missing, and TOKEN_JWKS_URL is set`));
  }
});

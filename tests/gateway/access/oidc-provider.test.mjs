// Follows docs/sign-in.md with a real OpenID Connect provider: its discovery document has the settings, and the gateway accepts its access tokens.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { Provider } from "oidc-provider";

import { assertRejected } from "../../support/assertions.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";

const AUDIENCE = "urn:outx:gateway";
const CLIENT = { client_id: "front-end", client_secret: "client-secret-of-tests-0123456789" };

/** Starts the provider and returns its issuer. Its access tokens for the gateway are JSON Web Tokens that are valid for ten minutes. */
async function startProvider(t) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const getResourceServerInfo = () => ({ scope: "outx:read outx:write", audience: AUDIENCE, accessTokenFormat: "jwt", accessTokenTTL: 600 });
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] }],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, defaultResource: () => AUDIENCE, useGrantedResource: () => true, getResourceServerInfo },
    },
    scopes: ["outx:read", "outx:write"],
  });
  server.on("request", provider.callback());
  return issuer;
}

const issuer = await startProvider(fileScope);
const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
const gateway = await startGateway(fileScope, {
  settings: ({ api_key }) => ({
    ACCESS: "token", OUTX_API_KEY: api_key, TOKEN_JWKS_URL: discovery.jwks_uri, TOKEN_ISSUER: discovery.issuer, TOKEN_AUDIENCE: AUDIENCE,
  }),
});

async function accessToken(scope) {
  const body = new URLSearchParams({ grant_type: "client_credentials", scope, resource: AUDIENCE });
  const authorization = `Basic ${Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString("base64")}`;
  const response = await fetch(discovery.token_endpoint, { method: "POST", headers: { authorization }, body });
  const { access_token: token, ...rest } = await response.json();
  assert.ok(token, JSON.stringify(rest));
  return token;
}

test("an access token of the provider allows reads, and writes only with the scope outx:write", async () => {
  const [reading, writing] = [await accessToken("outx:read"), await accessToken("outx:read outx:write")];
  assert.equal((await sendRequest(gateway, "GET /api-team", { token: reading })).body.team.id, gateway.team.id);
  const fetchProfile = (token) => sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body: { profile_slug: "ada-example" } });
  assertRejected(await fetchProfile(reading), 403, "access_denied", "linkedin.fetchProfile needs a token with scope write; this one reads");
  assert.equal((await fetchProfile(writing)).status, 200);
});

// Keys and tokens of an identity provider, and a server that publishes the keys.

import { generateKeyPairSync, sign } from "node:crypto";

import { startServer } from "./server.mjs";
import { secondsFromNow } from "./jwt.mjs";

export const ISSUER = "https://id.example";
export const AUDIENCE = "outx-gateway";

/** A key pair of `RS256` or `ES256` with the key id `kid`: `{ alg, kid, privateKey, jwk }`, where `jwk` is public. */
export function createKey(kid, alg = "RS256", { modulusLength = 2_048 } = {}) {
  const { publicKey, privateKey } = alg === "RS256" ? generateKeyPairSync("rsa", { modulusLength }) : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { alg, kid, privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, alg, use: "sig" } };
}

/** Signs a token that is valid for five minutes; `claims` and `header` override its content. */
export function signToken({ alg, kid, privateKey }, claims = {}, header = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = { iss: ISSUER, aud: AUDIENCE, sub: "user-1", iat: secondsFromNow(0), exp: secondsFromNow(300), ...claims };
  const signed = `${part({ alg, kid, typ: "JWT", ...header })}.${part(content)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

/** Starts a server that publishes `keys`, which a test may replace. `script`, as for {@link startServer}, replaces its responses. */
export async function startIdentityProvider(t, keys, { script } = {}) {
  const published = { keys };
  const respond = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ keys: published.keys }));
  };
  const server = await startServer(t, ...(script ?? [respond]));
  return Object.assign(published, { url: `${server.url}/jwks`, requests: server.requests });
}

/** The settings of a gateway that takes the provider's tokens. */
export function identitySettings(provider, team) {
  return { ACCESS: "token", TOKEN_JWKS_URL: provider.url, TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: AUDIENCE, OUTX_API_KEY: team.api_key };
}

// Signs tokens for the visitors of a back end, which a gateway with ACCESS = "token" accepts. This module does not import the client.

import { isBrowser } from "./environment.js";

/** `{"alg":"HS256"}` in base64url. */
const HEADER = "eyJhbGciOiJIUzI1NiJ9";
const HS256 = { name: "HMAC", hash: "SHA-256" };
/** An operation, a group with `.*`, or a route of EXTRA_ROUTES. The gateway rejects names that it does not know. */
const OPERATION = /^([a-z]+\.)+([a-z]+|\*)$|^[A-Z]+ \//i;

const isText = (value) => typeof value === "string" && /\S/.test(value);
const utf8 = (text) => new TextEncoder().encode(text);
const base64url = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Signs a JSON Web Token for one visitor with the gateway's `TOKEN_SECRET`. */
export async function mintToken({ secret, subject, scope, ops, actionsPerHour, name, expiresIn = 900, ...unknown } = {}) {
  if (isBrowser()) throw new TypeError("mintToken in a browser would expose the secret");
  const secretBytes = utf8(`${secret ?? ""}`);
  // The message contains the length of the secret, never the secret.
  check("secret", secretBytes.length >= 32, `${secretBytes.length} bytes`, "32 or more");
  check("subject", isText(subject), subject ?? "nothing", "a text");
  check("scope", /^(read|write|operator)$/.test(scope), scope, "read, write or operator");
  check("ops", ops?.length > 0 && ops.every?.((op) => OPERATION.test(op)), ops, "a list such as posts.list, linkedin.*");
  check("actionsPerHour", actionsPerHour > 0 && actionsPerHour % 1 === 0, actionsPerHour, "a whole number from 1");
  check("name", isText(name) && name.length <= 64, name, "1 to 64 characters");
  check("expiresIn", expiresIn > 0 && expiresIn <= 3600, expiresIn, "seconds up to 3600");
  for (const other in unknown) check(other, false, "an unknown argument", "secret, subject, scope, ops, actionsPerHour, name, expiresIn");

  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: subject, iat, exp: iat + Math.ceil(expiresIn), scope, ops, actions_per_hour: actionsPerHour, name };
  const signed = `${HEADER}.${base64url(utf8(JSON.stringify(claims)))}`;
  const key = await crypto.subtle.importKey("raw", secretBytes, HS256, false, ["sign"]);
  return `${signed}.${base64url(await crypto.subtle.sign("HMAC", key, utf8(signed)))}`;
}

/** Throws when a value is present and not valid. */
function check(name, isValid, value, allowed) {
  if (value !== undefined && !isValid) throw new TypeError(`invalid "${name}": got ${value}, expected ${allowed}`);
}

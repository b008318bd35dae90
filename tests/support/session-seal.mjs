// A second implementation of sealed sessions, written from their description, to check the gateway's own.

import { createHash, hkdfSync, randomBytes } from "node:crypto";

import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

const PREFIX = "outxs1.";

/** Seals a session as the gateway does. */
export function sealSession(session, secret) {
  const [name, nonce] = [derive(secret, "outx-gateway session key name", 4), randomBytes(24)];
  const sealed = cipher(secret, name, nonce).encrypt(Buffer.from(JSON.stringify(session)));
  return PREFIX + Buffer.concat([name, nonce, sealed]).toString("base64url");
}

/** Opens a sealed session; throws unless it was sealed under `secret`. */
export function openSession(value, secret) {
  const bytes = Buffer.from(value.slice(PREFIX.length), "base64url");
  const [name, nonce, sealed] = [bytes.subarray(0, 4), bytes.subarray(4, 28), bytes.subarray(28)];
  return JSON.parse(Buffer.from(cipher(secret, name, nonce).decrypt(sealed)).toString());
}

/** The id that `GET /_gateway/session` shows of a session and that `x-outx-session-id` names. */
export function publicSessionId({ id }) {
  return createHash("sha256").update(`outx-gateway public session id\0${id}`).digest("hex").slice(0, 32);
}

function cipher(secret, name, nonce) {
  const authenticated = Buffer.concat([Buffer.from(PREFIX), name]);
  return xchacha20poly1305(derive(secret, "outx-gateway session key", 32), nonce, authenticated);
}

function derive(secret, purpose, length) {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, length));
}

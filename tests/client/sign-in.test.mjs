// Signing in through a gateway without cookies: with the code, the client sends the nonce that shows that it requested the code.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { startServer } from "../support/server.mjs";

const EMAIL = "ada@outx.test";
const SENT = { body: { success: true, email: EMAIL, sign_in: "outxn1.nonce" } };
const VERIFIED = { body: { user: {}, team: {}, session: { token: "outxs1.token", expires_at: 1 } } };

async function signIn(t, options) {
  const server = await startServer(t, SENT, VERIFIED);
  const outx = new Outx({ gateway: server.url, ...options });
  const sent = await outx.auth.sendOtp({ email: EMAIL });
  await outx.auth.verifyOtp({ email: EMAIL, otp: "123456" });
  return { sent, requests: server.requests.map(({ headers, body }) => ({ session: headers["x-outx-session"], body: JSON.parse(body) })) };
}

test("a client with a token asks for the session in the body, and sends back the nonce that it received when the code was sent", async (t) => {
  const { sent, requests } = await signIn(t, { token: () => undefined });
  assert.equal(sent.sign_in, "outxn1.nonce");
  assert.deepEqual(requests, [
    { session: "token", body: { email: EMAIL } },
    { session: "token", body: { email: EMAIL, otp: "123456", sign_in: "outxn1.nonce" } },
  ]);
});

test("a client with a cookie asks for no session and sends no nonce in the body", async (t) => {
  const server = await startServer(t, { body: { success: true, email: EMAIL } }, VERIFIED);
  const outx = new Outx({ gateway: server.url });
  await outx.auth.sendOtp({ email: EMAIL });
  await outx.auth.verifyOtp({ email: EMAIL, otp: "123456" });
  for (const { headers, body } of server.requests) {
    assert.equal(headers["x-outx-session"], undefined);
    assert.equal(JSON.parse(body).sign_in, undefined);
  }
});

// Signs in at a gateway by one-time code.

import assert from "node:assert/strict";

import { DEMO } from "./gateway.mjs";
import { sendRequest } from "./requests.mjs";

/** Signs in and returns the session cookie, `name=value`. */
export async function signIn(gateway, email = DEMO) {
  return cookieOf(await completeSignIn(gateway, email));
}

/** Signs in with the token form and returns the token. */
export async function signInForToken(gateway, email = DEMO) {
  return (await completeSignIn(gateway, email, { "x-outx-session": "token" })).body.session.token;
}

/** Sends the code, verifies it, and returns the response of the verification. */
export async function completeSignIn(gateway, email = DEMO, headers = {}) {
  const sent = await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email } });
  assert.equal(sent.status, 200, sent.text);
  const otp = await gateway.sandbox.otp(email);
  const verified = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp }, headers });
  assert.equal(verified.status, 200, verified.text);
  return verified;
}

/** The cookie that a response sets, `name=value`. */
export function cookieOf(response) {
  return response.headers.get("set-cookie")?.split(";")[0];
}

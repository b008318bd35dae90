// The gateway queries the Rate Limiting binding for busy callers only. A rejection holds for the rest of the minute.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { SAM, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const more = { ratelimits: { RATE_LIMIT: { simple: { limit: 10, period: 60 } } } };
const gateway = await startGateway(fileScope, { settings: {}, miniflare: more });

/** The binding rejects the 170th call at the latest, or the 280th if its own minute ends in between. */
const ENOUGH = 300;

/** Calls until the response is a 429, and returns the number of calls. */
async function callsUntilRejected(call) {
  for (let calls = 1; calls < ENOUGH; calls += 1) {
    const response = await call();
    if (response.body?.error === "too many requests in this minute: wait as long as retry-after says and try again") return calls;
  }
  return Infinity;
}

test("a busy caller is rejected until the minute is over, and others are not", async () => {
  const [demo, sam] = [await signIn(gateway), await signIn(gateway, SAM)];
  let calls = 0;
  let rejected;
  while (calls < ENOUGH && !rejected) {
    const response = await sendRequest(gateway, "GET /api-team", { cookie: demo });
    if (response.status !== 200) rejected = response;
    calls += 1;
  }
  assertRejected(rejected, 429, "rate_limited", "too many requests in this minute: wait as long as retry-after says and try again");
  // 60 without a query, 10 that the binding allows, and those before its rejection takes effect.
  assert.ok(calls > 70, `${calls} calls`);
  assert.ok(Number(rejected.headers.get("retry-after")) <= 60);
  await assertNothingSent(gateway, async () => {
    for (let again = 0; again < 3; again += 1) assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: demo })).status, 429);
  });
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: sam })).status, 200);
});

test("a network that tries codes of many addresses is rejected, and others are not", async () => {
  let tries = 0;
  const tryFrom = (address) => {
    const body = { email: `${(tries += 1)}@outx.test`, otp: "000000" };
    return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body, headers: { "cf-connecting-ip": address } });
  };
  assert.ok((await callsUntilRejected(() => tryFrom("203.0.113.9"))) < ENOUGH);
  assert.equal((await tryFrom("203.0.113.10")).status, 401);
});

test("a caller that requests only usage is rejected, too", async () => {
  const cookie = await signIn(gateway, "usage@outx.test");
  assert.ok((await callsUntilRejected(() => sendRequest(gateway, "GET /_gateway/usage", { cookie }))) < ENOUGH);
});

// The Rate Limiting binding: asked about busy callers, and taken at its word for the rest of the minute.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected } from "../support/assertions.mjs";
import { SAM, fileScope, startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { signIn } from "../support/sign-in.mjs";

const more = { ratelimits: { RATE_LIMIT: { simple: { limit: 10, period: 60 } } } };
const gateway = await startGateway(fileScope, { settings: {}, miniflare: more });

/** Calls until the answer is a 429, and gives the number of calls. */
async function callsUntilRefused(call) {
  for (let calls = 1; calls < 200; calls += 1) {
    const answer = await call();
    if (answer.body?.error === "too many calls in this minute") return calls;
  }
  return Infinity;
}

test("a busy caller is refused until the minute is over, and others are not", async () => {
  const [demo, sam] = [await signIn(gateway), await signIn(gateway, SAM)];
  let calls = 0;
  let refused;
  while (calls < 200 && !refused) {
    const answer = await sendRequest(gateway, "GET /api-team", { cookie: demo });
    if (answer.status !== 200) refused = answer;
    calls += 1;
  }
  assertRejected(refused, 429, "rate_limited", "too many calls in this minute");
  // 60 that nobody asks about, 10 that the binding grants, and those that came before its no.
  assert.ok(calls > 70, `${calls} calls`);
  assert.ok(Number(refused.headers.get("retry-after")) <= 60);
  await assertNothingSent(gateway, async () => {
    for (let again = 0; again < 3; again += 1) assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: demo })).status, 429);
  });
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie: sam })).status, 200);
});

test("a network that tries codes of ever other addresses is refused, and others are not", async () => {
  let tries = 0;
  const tryFrom = (address) => {
    const body = { email: `${(tries += 1)}@outx.test`, otp: "000000" };
    return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body, headers: { "cf-connecting-ip": address } });
  };
  assert.ok((await callsUntilRefused(() => tryFrom("203.0.113.9"))) < 200);
  assert.equal((await tryFrom("203.0.113.10")).status, 401);
});

test("a caller who asks for nothing but usage is refused, too", async () => {
  const cookie = await signIn(gateway, "usage@outx.test");
  assert.ok((await callsUntilRefused(() => sendRequest(gateway, "GET /_gateway/usage", { cookie }))) < 200);
});

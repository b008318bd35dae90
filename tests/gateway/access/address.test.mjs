// A caller without a credential is counted by its network address, which the header in ADDRESS_HEADER contains.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startSandbox } from "../../support/sandbox.mjs";

const LIMITED = { ratelimits: { RATE_LIMIT: { simple: { limit: 5, period: 60 } } } };

/** Tries codes, each for another email address, and returns whether a request was throttled within `tries`. */
async function isThrottled(gateway, headersOf, tries = 150) {
  for (let at = 0; at < tries; at += 1) {
    const body = { email: `${crypto.randomUUID()}@outx.test`, otp: "000000" };
    const response = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body, headers: headersOf(at) });
    if (response.body?.error === "too many requests in this minute: wait as long as retry-after says and try again") return true;
  }
  return false;
}

test("a header that ADDRESS_HEADER does not name does not change which caller is counted", async (t) => {
  const sandbox = await startSandbox(t);
  const gateway = await startGateway(t, { settings: { ADDRESS_HEADER: "x-real-ip" }, upstream: sandbox, miniflare: LIMITED });
  const forged = (at) => ({ "x-real-ip": "203.0.113.9", "cf-connecting-ip": `198.51.100.${at}`, "x-forwarded-for": `198.51.100.${at}` });
  assert.ok(await isThrottled(gateway, forged));
  assert.ok(!(await isThrottled(gateway, () => ({ "x-real-ip": "203.0.113.10" }), 3)));
});

test("callers without a valid address share one limit", async (t) => {
  const gateway = await startGateway(t, { miniflare: LIMITED });
  const without = (at) => (at % 2 ? {} : { "cf-connecting-ip": `my-own-limit-${at}` });
  assert.ok(await isThrottled(gateway, without));
  assert.ok(!(await isThrottled(gateway, () => ({ "cf-connecting-ip": "203.0.113.10" }), 3)));
});

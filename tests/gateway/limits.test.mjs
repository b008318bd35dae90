// How often: codes sent and tried, LinkedIn actions.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../support/assertions.mjs";
import { startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { completeSignIn, signIn } from "../support/sign-in.mjs";

const TOO_OFTEN = "too many codes asked for or tried: wait and try again";

function send(gateway, email, headers) {
  return sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email }, headers });
}

function tryCode(gateway, email, otp) {
  return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp } });
}

/** Asserts a 429 that says when in the next hour it is worth another try. */
function assertWaits(answer, code, text) {
  assertRejected(answer, 429, code, text);
  const seconds = Number(answer.headers.get("retry-after"));
  assert.ok(Number.isInteger(seconds) && seconds > 3_500 && seconds <= 3_600, `retry-after: ${seconds}`);
}

test("an address is sent five codes an hour, however it is spelled", async (t) => {
  const gateway = await startGateway(t);
  for (const email of ["a@outx.test", "A@outx.test", " a@outx.test", "a@OUTX.test", "a@outx.test "]) {
    assert.equal((await send(gateway, email)).status, 200);
  }
  await assertNothingSent(gateway, async () => {
    for (const email of ["a@outx.test", "A@OUTX.TEST "]) assertWaits(await send(gateway, email), "rate_limited", TOO_OFTEN);
  });
  assert.equal((await send(gateway, "b@outx.test")).status, 200);
});

test("an address is tried five codes an hour; the sixth is refused, right as it may be", async (t) => {
  const gateway = await startGateway(t);
  await send(gateway, "a@outx.test");
  const otp = await gateway.sandbox.otp("a@outx.test");
  const wrong = otp === "000000" ? "000001" : "000000";
  for (let tries = 0; tries < 5; tries += 1) assertRejected(await tryCode(gateway, "a@outx.test", wrong), 401, "invalid_otp");
  await assertNothingSent(gateway, async () => {
    assertWaits(await tryCode(gateway, "A@outx.test", otp), "rate_limited", TOO_OFTEN);
  });
  await completeSignIn(gateway, "b@outx.test");
});

test("sends do not use up tries", async (t) => {
  const gateway = await startGateway(t);
  for (let sends = 0; sends < 5; sends += 1) await send(gateway, "a@outx.test");
  const answer = await tryCode(gateway, "a@outx.test", await gateway.sandbox.otp("a@outx.test"));
  assert.equal(answer.status, 200, answer.text);
});

test("a body with the address twice is counted and sent as one", async (t) => {
  const gateway = await startGateway(t);
  const body = '{"email":"first@outx.test","email":"last@outx.test","extra":1}';
  const [request] = await requestsDuring(gateway, () => sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body }));
  assert.deepEqual(request.body, { email: "last@outx.test" });
});

test("bodies that name no address are refused before they are counted", async (t) => {
  const gateway = await startGateway(t);
  await assertNothingSent(gateway, async () => {
    for (const email of [undefined, "", "a", "@outx.test", "a@", "a b@outx.test", ["a@outx.test"], 7, `${"a".repeat(250)}@outx.test`]) {
      assertRejected(await send(gateway, email), 400, "invalid_request", "Missing or invalid 'email'");
    }
  });
});

for (const [kind, addresses, other] of [
  ["an IPv4 address", () => "203.0.113.9", "203.0.113.10"],
  ["an IPv6 network", (n) => `2001:db8:1:2::${n + 1}`, "2001:db8:1:3::1"],
]) {
  test(`${kind} has twenty codes sent an hour, to whomever`, async (t) => {
    const gateway = await startGateway(t);
    const from = (address) => ({ "cf-connecting-ip": address });
    for (let n = 0; n < 20; n += 1) assert.equal((await send(gateway, `a${n}@outx.test`, from(addresses(n)))).status, 200);
    await assertNothingSent(gateway, async () => {
      assertWaits(await send(gateway, "a20@outx.test", from(addresses(20))), "rate_limited", TOO_OFTEN);
    });
    assert.equal((await send(gateway, "a21@outx.test", from(other))).status, 200);
  });
}

test("a network that has no codes left uses up those of no address", async (t) => {
  const gateway = await startGateway(t);
  const from = { "cf-connecting-ip": "203.0.113.9" };
  for (let n = 0; n < 20; n += 1) await send(gateway, `a${n}@outx.test`, from);
  for (let n = 0; n < 5; n += 1) assertWaits(await send(gateway, "victim@outx.test", from), "rate_limited", TOO_OFTEN);
  assert.equal((await send(gateway, "victim@outx.test", { "cf-connecting-ip": "203.0.113.10" })).status, 200);
});

test("a page of an allowed origin can read when to come again", async (t) => {
  const gateway = await startGateway(t);
  const origin = "https://app.example";
  for (let sends = 0; sends < 5; sends += 1) await send(gateway, "a@outx.test");
  const answer = await send(gateway, "a@outx.test", { origin });
  assert.equal(answer.headers.get("access-control-allow-origin"), origin);
  assert.match(answer.headers.get("access-control-expose-headers"), /retry-after/);
});

test("a team's LinkedIn actions are counted over all who call for it; other calls are not", async (t) => {
  const gateway = await startGateway(t, { settings: { ACTIONS_PER_HOUR: "2" } });
  const [demo, sam] = [await signIn(gateway), await signIn(gateway, "sam@outx.test")];
  const act = (cookie) => sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, cookie, origin: gateway.url });
  assert.equal((await act(demo)).status, 200);
  assert.equal((await act(sam)).status, 200);
  await assertNothingSent(gateway, async () => {
    for (const cookie of [demo, sam]) {
      assertWaits(await act(cookie), "action_budget", "the team's LinkedIn actions of this hour are spent (ACTIONS_PER_HOUR)");
    }
  });
  assert.equal(await gateway.sandbox.createdTasks(), 2);
  const list = await sendRequest(gateway, "POST /api-keyword-watchlist", { body: { keywords: ["rust"] }, cookie: demo, origin: gateway.url });
  assert.equal(list.status, 200, list.text);
  const { body } = await sendRequest(gateway, "GET /_gateway/usage", { cookie: demo });
  assert.deepEqual({ hour: body.actions.hour, limit: body.actions.limit }, { hour: 2, limit: 2 });
  assert.ok(body.actions.reset_ms > 3_500_000 && body.actions.reset_ms <= 3_600_000);
  assert.equal((await act(await signIn(gateway, "another-team@outx.test"))).status === 429, false);
});

// Rate limits: codes sent and tried, LinkedIn actions.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { Clock, clockUnavailable } from "../../support/clock.mjs";
import { startGateway, startGatewayPair } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startSandbox } from "../../support/sandbox.mjs";
import { completeSignIn, cookieOf, signIn } from "../../support/sign-in.mjs";

const TOO_OFTEN = "too many one-time codes requested or tried: wait as long as retry-after says and try again";

function send(gateway, email, headers) {
  return sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email }, headers });
}

function tryCode(gateway, email, otp, options = {}) {
  return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp, ...options.fields }, ...options });
}

/** A code that is not the one that was sent last. */
async function wrongCode(gateway, email) {
  return (await gateway.sandbox.otp(email)) === "000000" ? "000001" : "000000";
}

const from = (address) => ({ headers: { "cf-connecting-ip": address } });

/** Asserts a 429 whose retry-after is `hours` from now. */
function assertWaits(response, code, text, hours = 1) {
  assertRejected(response, 429, code, text);
  const seconds = Number(response.headers.get("retry-after"));
  assert.ok(Number.isInteger(seconds) && seconds > hours * 3_600 - 100 && seconds <= hours * 3_600, `retry-after: ${seconds}`);
}

test("an address is sent five codes per hour, in every spelling", async (t) => {
  const gateway = await startGateway(t);
  for (const email of ["a@outx.test", "A@outx.test", " a@outx.test", "a@OUTX.test", "a@outx.test "]) {
    assert.equal((await send(gateway, email)).status, 200);
  }
  await assertNothingSent(gateway, async () => {
    for (const email of ["a@outx.test", "A@OUTX.TEST "]) assertWaits(await send(gateway, email), "rate_limited", TOO_OFTEN);
  });
  assert.equal((await send(gateway, "b@outx.test")).status, 200);
});

test("the sixth code per hour for an address is rejected, even if it is right", async (t) => {
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

test("sends do not count as tries", async (t) => {
  const gateway = await startGateway(t);
  for (let sends = 0; sends < 5; sends += 1) await send(gateway, "a@outx.test");
  const response = await tryCode(gateway, "a@outx.test", await gateway.sandbox.otp("a@outx.test"));
  assert.equal(response.status, 200, response.text);
});

test("a body with the address twice is counted and sent as one", async (t) => {
  const gateway = await startGateway(t);
  const body = '{"email":"first@outx.test","email":"last@outx.test","extra":1}';
  const [request] = await requestsDuring(gateway, () => sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body }));
  assert.deepEqual(request.body, { email: "last@outx.test" });
});

test("bodies that name no address are rejected before they are counted", async (t) => {
  const gateway = await startGateway(t);
  await assertNothingSent(gateway, async () => {
    for (const email of [undefined, "", "a", "@outx.test", "a@", ["a@outx.test"], 7, `${"a".repeat(250)}@outx.test`]) {
      assertRejected(await send(gateway, email), 400, "invalid_request", "Missing or invalid 'email'");
    }
  });
});

test("an invalid address is rejected before a limiter is asked", async (t) => {
  const gateway = await startGateway(t, { settings: { SIGN_IN_DOMAINS: "corp.example" } });
  const others = [
    ["attacker@evil.example,a@corp.example", /before the @ only a-z, 0-9/], ['"x@evil"@corp.example', /before the @ only a-z, 0-9/],
    ["a b@corp.example", /before the @ only a-z, 0-9/], ["\u212aim@corp.example", /before the @ only a-z, 0-9/],
    ["a\u200b@corp.example", /before the @ only a-z, 0-9/], ["a@corp.example.", /after the @ there must be one host name/],
    ["a@corp\u3002example", /a form that begins with xn--/],
  ];
  await assertNothingSent(gateway, async () => {
    for (const [email, text] of others) {
      for (let times = 0; times < 6; times += 1) {
        const response = times % 2 ? await send(gateway, email) : await tryCode(gateway, email, "000000");
        assertRejected(response, 400, "invalid_request", text);
      }
    }
  });
  assert.equal((await send(gateway, "A@Corp.Example")).status, 200);
});

for (const [kind, addresses, other] of [
  ["an IPv4 address", (n) => (n % 2 ? "203.0.113.9" : "::ffff:203.0.113.9"), "203.0.113.10"],
  ["an IPv6 network", (n) => `2001:db8:1:2::${n + 1}`, "2001:db8:1:3::1"],
]) {
  for (const [step, act, status] of [["sent", send, 200], ["tried", (gateway, email, headers) => tryCode(gateway, email, "000000", { headers }), 401]]) {
    test(`${kind} has twenty codes ${step} per hour, for all addresses together`, async (t) => {
      const gateway = await startGateway(t);
      for (let n = 0; n < 20; n += 1) assert.equal((await act(gateway, `a${n}@outx.test`, from(addresses(n)).headers)).status, status);
      await assertNothingSent(gateway, async () => {
        assertWaits(await act(gateway, "a20@outx.test", from(addresses(20)).headers), "rate_limited", TOO_OFTEN);
      });
      assert.equal((await act(gateway, "a21@outx.test", from(other).headers)).status, status);
    });
  }
}

test("an IPv6 /56 has forty tries per hour and a /48 eighty, over all of its /64 networks", async (t) => {
  const gateway = await startGateway(t);
  let tries = 0;
  const tryFrom = (address) => tryCode(gateway, `a${(tries += 1)}@outx.test`, "000000", from(address));
  /** Tries from one /64 of a /56 after the other until a try is rejected, and returns how many were not. */
  const triesOf = async (prefix) => {
    for (let n = 0; n < 100; n += 1) {
      const response = await tryFrom(`${prefix}${(n % 200).toString(16).padStart(2, "0")}::1`);
      if (response.status === 429) return n;
    }
    return Infinity;
  };
  assert.equal(await triesOf("2001:db8:1:a"), 40);
  assert.equal(await triesOf("2001:db8:1:b"), 40);
  assert.equal(await triesOf("2001:db8:1:c"), 0, "the /48 has had its eighty");
  assert.equal((await tryFrom("2001:db8:2::1")).status, 401);
});

for (const step of ["sent", "tried"]) {
  test(`a rate-limited network does not consume the quota of addresses whose codes are ${step}`, async (t) => {
    const gateway = await startGateway(t);
    const act = (email, address) => (step === "sent" ? send(gateway, email, from(address).headers) : tryCode(gateway, email, "000000", from(address)));
    for (let n = 0; n < 20; n += 1) await act(`a${n}@outx.test`, "203.0.113.9");
    for (let n = 0; n < 5; n += 1) assertWaits(await act("victim@outx.test", "203.0.113.9"), "rate_limited", TOO_OFTEN);
    assert.equal((await act("victim@outx.test", "203.0.113.10")).status, step === "sent" ? 200 : 401);
  });
}

test("a caller who was sent a code has five tries that others cannot use up", async (t) => {
  const gateway = await startGateway(t);
  const email = "victim@outx.test";
  const sent = await send(gateway, email, from("203.0.113.10").headers);
  const cookie = cookieOf(sent);
  const [, ...attributes] = sent.headers.get("set-cookie").split("; ");
  assert.match(cookie, /^outx_sign_in=outxn1\.[\w-]+$/);
  assert.deepEqual(attributes.sort(), ["HttpOnly", "Max-Age=3600", "Path=/", "SameSite=Strict"]);
  assert.deepEqual(Object.keys(sent.body).sort(), ["email", "success"], "the body is the API's own");
  const [right, wrong] = [await gateway.sandbox.otp(email), await wrongCode(gateway, email)];

  // Others guess from several networks, and one of them has requested a code too.
  for (let n = 0; n < 5; n += 1) assertRejected(await tryCode(gateway, email, wrong, from(`198.51.100.${n}`)), 401, "invalid_otp");
  assertWaits(await tryCode(gateway, email, wrong, from("198.51.100.9")), "rate_limited", TOO_OFTEN);
  const theirs = cookieOf(await send(gateway, email, from("198.51.100.9").headers));
  for (let n = 0; n < 5; n += 1) assertRejected(await tryCode(gateway, email, wrong, { cookie: theirs, ...from("198.51.100.9") }), 401, "invalid_otp");
  assertWaits(await tryCode(gateway, email, wrong, { cookie: theirs, ...from("198.51.100.9") }), "rate_limited", TOO_OFTEN);

  for (let n = 0; n < 4; n += 1) assertRejected(await tryCode(gateway, email, wrong, { cookie }), 401, "invalid_otp");
  assert.equal((await tryCode(gateway, email, right, { cookie })).status, 200);
  await assertNothingSent(gateway, async () => {
    assertWaits(await tryCode(gateway, email, right, { cookie }), "rate_limited", TOO_OFTEN);
  });
});

test("a caller who was sent a code keeps its own tries when its network has none left", async (t) => {
  const gateway = await startGateway(t);
  const network = from("203.0.113.9");
  const cookie = cookieOf(await send(gateway, "victim@outx.test", network.headers));
  for (let n = 0; n < 20; n += 1) await tryCode(gateway, `a${n}@outx.test`, "000000", network);
  assertWaits(await tryCode(gateway, "a20@outx.test", "000000", network), "rate_limited", TOO_OFTEN);
  assert.equal((await tryCode(gateway, "victim@outx.test", await gateway.sandbox.otp("victim@outx.test"), { cookie, ...network })).status, 200);
});

test("a caller without cookies receives and sends its nonce in the body, and the nonce is not forwarded to the API", async (t) => {
  const gateway = await startGateway(t);
  const email = "victim@outx.test";
  const sent = await send(gateway, email, { "x-outx-session": "token" });
  assert.equal(sent.headers.get("set-cookie"), null);
  assert.match(sent.body.sign_in, /^outxn1\.[\w-]+$/);
  assert.equal(sent.body.success, true);
  const otp = await gateway.sandbox.otp(email);
  for (let n = 0; n < 5; n += 1) await tryCode(gateway, email, await wrongCode(gateway, email));
  assertWaits(await tryCode(gateway, email, otp), "rate_limited", TOO_OFTEN);
  const [request] = await requestsDuring(gateway, async () => {
    assert.equal((await tryCode(gateway, email, otp, { fields: { sign_in: sent.body.sign_in } })).status, 200);
  });
  assert.deepEqual(request.body, { email, otp });
});

test("a nonce is valid for its own address, and a forged one is not valid", async (t) => {
  const gateway = await startGateway(t);
  const email = "victim@outx.test";
  await send(gateway, email);
  const other = cookieOf(await send(gateway, "attacker@outx.test"));
  const cookies = [other, `${other}x`, "outx_sign_in=outxn1.AAAA", `${other}; ${other}`, "outx_sign_in="];
  for (const cookie of cookies) assertRejected(await tryCode(gateway, email, await wrongCode(gateway, email), { cookie }), 401, "invalid_otp");
  for (const cookie of cookies) assertWaits(await tryCode(gateway, email, "000000", { cookie }), "rate_limited", TOO_OFTEN);
});

test("a failed send returns no nonce", async (t) => {
  const gateway = await startGateway(t);
  await gateway.sandbox.fault("POST", "/linkedin-agent/auth-send-otp", { status: 500 });
  const response = await send(gateway, "a@outx.test", { "x-outx-session": "token" });
  assert.equal(response.status, 500);
  assert.equal(response.body.sign_in, undefined);
});

test("without a caller's address the gateway has a limit of 2,000 tries per hour", async (t) => {
  const gateway = await startGateway(t);
  // One email address is enough: its tries count for the gateway, and its own limit keeps them from the sandbox.
  const worker = async () => {
    for (let tries = 0; tries < 100; tries += 1) await tryCode(gateway, "a@outx.test", "000000");
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  await assertNothingSent(gateway, async () => assertWaits(await tryCode(gateway, "b@outx.test", "000000"), "rate_limited", TOO_OFTEN));
  assert.equal((await send(gateway, "b@outx.test")).status, 200, "sends are counted apart");
});

for (const [step, act, passes] of [["sent", send, 200], ["tried", (gateway, email) => tryCode(gateway, email, "000000"), 401]]) {
  test(`an address is ${step} fifteen codes per day and forty per week`, { skip: clockUnavailable }, async (t) => {
    const [sandbox, clock] = [await startSandbox(t), new Clock()];
    const [gateway] = await clock.run(() => startGatewayPair(t, { upstream: sandbox }));
    /** Acts five times per hour from `hour` on until a request is rejected; returns how many were not, and the last response. */
    const untilTooMany = async (hour) => {
      for (let times = 0; times < 100; times += 1) {
        clock.offset(Math.round((hour + Math.floor(times / 5) * 1.01) * 3_600_000));
        const response = await act(gateway, "a@outx.test");
        if (response.status !== passes) return { times, response };
      }
      return {};
    };
    const first = await untilTooMany(0);
    assert.equal(first.times, 15);
    assertWaits(first.response, "rate_limited", TOO_OFTEN, 24 - 3 * 1.01);
    assert.equal((await untilTooMany(30)).times, 15);
    const third = await untilTooMany(60);
    assert.equal(third.times, 10);
    assertWaits(third.response, "rate_limited", TOO_OFTEN, 7 * 24 - 60 - 2 * 1.01);
    assert.ok((await untilTooMany(7 * 24 + 1)).times >= 5);
  });
}

test("a page of an allowed origin can read Retry-After", async (t) => {
  const gateway = await startGateway(t);
  const origin = "https://app.example";
  for (let sends = 0; sends < 5; sends += 1) await send(gateway, "a@outx.test");
  const response = await send(gateway, "a@outx.test", { origin });
  assert.equal(response.headers.get("access-control-allow-origin"), origin);
  assert.match(response.headers.get("access-control-expose-headers"), /retry-after/);
});

test("LinkedIn actions are counted per team, over all its callers; other calls are not counted", async (t) => {
  const gateway = await startGateway(t, { settings: { ACTIONS_PER_HOUR: "2" } });
  const [demo, sam] = [await signIn(gateway), await signIn(gateway, "sam@outx.test")];
  const act = (cookie) => sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, cookie, origin: gateway.url });
  assert.equal((await act(demo)).status, 200);
  assert.equal((await act(sam)).status, 200);
  await assertNothingSent(gateway, async () => {
    for (const cookie of [demo, sam]) {
      assertWaits(await act(cookie), "action_budget", "the team's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again");
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

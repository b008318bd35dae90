// Two gateways with one ledger, each in its own isolate, as at two locations of Cloudflare: a write is sent once, limits are shared, and each
// gateway respects what the other recorded.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { fileScope, startGatewayPair } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";

const FETCH = "POST /linkedin-agent/fetch-profile";
const path = FETCH.split(" ")[1];
const body = { profile_slug: "ada-example" };
const ADDRESS = "two@outx.test";

const [one, two] = await startGatewayPair(fileScope);
const { sandbox } = one;
const token = await signInForToken(one);

const write = (gateway, key, given = body) => sendRequest(gateway, FETCH, { token, body: given, headers: { "idempotency-key": key } });

test("a session of one gateway is accepted by the other, as cookie and as token", async () => {
  const cookie = await signIn(two);
  assert.equal((await sendRequest(one, "GET /api-team", { cookie })).status, 200);
  assert.equal((await sendRequest(two, "GET /api-team", { token })).status, 200);
});

test("a write that arrives at both gateways at once is sent once, and both return its response", async () => {
  const sent = await requestsDuring(one, async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = `both-${round}`;
      // Slow enough that the second request arrives while the first is in progress.
      if (round % 2) await sandbox.fault("POST", path, { delay_ms: 100 });
      const responses = await Promise.all([one, two, one, two].map((gateway) => write(gateway, key)));
      assert.deepEqual(responses.map(({ status }) => status), [200, 200, 200, 200], responses.map(({ text }) => text).join());
      assert.equal(new Set(responses.map(({ text }) => text)).size, 1);
    }
  });
  assert.equal(sent.length, 10);
});

test("one idempotency key with two bodies is sent with one of them", async () => {
  const sent = await requestsDuring(one, async () => {
    const responses = await Promise.all([write(one, "bodies"), write(two, "bodies", { profile_slug: "someone-else" })]);
    assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 409]);
    assertRejected(responses.find(({ status }) => status === 409), 409, "idempotency_conflict");
  });
  assert.equal(sent.length, 1);
});

test("a write of unknown outcome at one gateway is outcome_unknown at the other", async () => {
  await sandbox.fault("POST", path, { reset: "after" });
  const sent = await requestsDuring(one, async () => {
    assert.equal((await write(one, "doubt")).status, 502);
    assertRejected(await write(two, "doubt"), 409, "outcome_unknown");
  });
  assert.equal(sent.length, 1);
});

test("a retry that reaches the other gateway does not send the write again", async () => {
  const ways = [one.url, two.url];
  let turn = 0;
  // The first attempt is applied and its response is lost, so the repeat goes to the other gateway.
  const fetch = async (url, init) => {
    const target = new URL(url);
    const response = await globalThis.fetch(ways[turn++ % 2] + target.pathname + target.search, init);
    if (turn === 1) throw new TypeError("fetch failed");
    return response;
  };
  const before = await sandbox.createdTasks();
  const outx = new Outx({ gateway: one.url, token: () => token, fetch });
  assert.ok((await outx.linkedin.fetchProfile(body)).id);
  assert.equal(turn, 2);
  assert.equal((await sandbox.createdTasks()) - before, 1);
});

test("calls through both gateways are counted together", async () => {
  const team = await signInForToken(one, ADDRESS);
  for (const gateway of [one, two, two]) assert.equal((await sendRequest(gateway, "GET /api-team", { token: team })).status, 200);
  // A gateway writes its own counts when usage is requested; those of the other are written within five seconds.
  assert.equal((await sendRequest(two, "GET /_gateway/usage?days=1", { token: team })).status, 200);
  const { body } = await sendRequest(one, "GET /_gateway/usage?days=1", { token: team });
  assert.deepEqual(body.days.map(({ operation, status, calls }) => [operation, status, calls]), [["team.get", 200, 3]]);
});

test("both gateways share the hourly budget of LinkedIn actions", async (t) => {
  const [first, second] = await startGatewayPair(t, { settings: { ACTIONS_PER_HOUR: "3" } });
  const theirs = await signInForToken(first);
  const gateways = [first, second, first, second, first, second];
  const responses = await Promise.all(gateways.map((gateway) => sendRequest(gateway, FETCH, { token: theirs, body })));
  assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 200, 200, 429, 429, 429]);
  assert.equal(await first.sandbox.createdTasks(), 3);
  for (const gateway of [first, second]) {
    assertRejected(await sendRequest(gateway, FETCH, { token: theirs, body }), 429, "action_budget");
    const { actions } = (await sendRequest(gateway, "GET /_gateway/usage", { token: theirs })).body;
    assert.deepEqual([actions.hour, actions.limit], [3, 3]);
  }
});

test("codes sent and tried through both gateways share one limit", async () => {
  const email = "guesser@outx.test";
  const statuses = { send: [], verify: [] };
  for (let round = 0; round < 6; round += 1) {
    const gateway = round % 2 ? one : two;
    for (const step of ["send", "verify"]) {
      const response = await sendRequest(gateway, `POST /linkedin-agent/auth-${step}-otp`, { body: { email, otp: step === "verify" ? "000000" : undefined } });
      statuses[step].push(response.status);
    }
  }
  assert.deepEqual(statuses, { send: [200, 200, 200, 200, 200, 429], verify: [401, 401, 401, 401, 401, 429] });
});

test("a signed-out session is rejected at once at its gateway and at a new isolate", async (t) => {
  const [first, second] = await startGatewayPair(t);
  const leaver = await signInForToken(first);
  assert.equal((await sendRequest(first, "DELETE /_gateway/session", { token: leaver })).status, 204);
  assertRejected(await sendRequest(first, "GET /api-team", { token: leaver }), 401, "session_expired");
  assertRejected(await sendRequest(second, "GET /api-team", { token: leaver }), 401, "session_expired");
});

// The system clock jumps by hours, forward or back: everything that the gateway stores for a limited time expires within that time, nothing is
// done twice, and nothing hangs.

import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { startSandbox } from "../../support/sandbox.mjs";
import { Clock, clockUnavailable } from "../../support/clock.mjs";
import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { TOKEN_SECRET, startGatewayPair } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signInForToken } from "../../support/sign-in.mjs";
import { restartableGateway } from "../../support/restartable-gateway.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";
import { waitUntil, watchArrivals } from "../../support/wait.mjs";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FETCH = "POST /linkedin-agent/fetch-profile";
const path = FETCH.split(" ")[1];
const body = { profile_slug: "ada-example" };

/** Starts two gateways with one ledger and a clock that the test sets, and signs a visitor in. The sandbox uses this machine's time. */
async function start(t, settings) {
  const [sandbox, clock] = [await startSandbox(t), new Clock()];
  const [one, two] = await clock.run(() => startGatewayPair(t, { settings, upstream: sandbox }));
  const token = await signInForToken(one);
  const write = (gateway, key) => sendRequest(gateway, FETCH, { token, body, headers: { "idempotency-key": key } });
  return { clock, sandbox, one, two, token, write };
}

const clockTest = (name, act) => test(name, { skip: clockUnavailable }, act);

clockTest("a write's response is repeated for a day, even after the clock was set back, and then its idempotency key is free", async (t) => {
  const { clock, one, two, write } = await start(t);
  const first = await write(one, "aged");
  assert.equal(first.status, 200, first.text);
  for (const ms of [HOUR, -5 * HOUR, 23 * HOUR, -3 * DAY, DAY - MINUTE]) {
    clock.offset(ms);
    await assertNothingSent(one, async () => {
      for (const gateway of [two, one]) assert.equal((await write(gateway, "aged")).text, first.text, `${ms / HOUR} hours ahead`);
    });
  }
  clock.offset(DAY + MINUTE);
  const sent = await requestsDuring(one, async () => assert.notEqual((await write(two, "aged")).text, first.text));
  assert.equal(sent.length, 1);
});

for (const ms of [5 * HOUR, -5 * HOUR]) {
  clockTest(`a write that is in progress when the clock jumps by ${ms / HOUR} hours is sent once, and its repeats end`, async (t) => {
    const { clock, sandbox, one, two, write } = await start(t);
    await sandbox.fault("POST", path, { delay_ms: 500 });
    const arrived = await watchArrivals(sandbox);
    const first = write(one, "under-way");
    await arrived();
    clock.offset(ms);
    // After the jump, the age of the first write is not known. The ledger treats it as in doubt, which is safe.
    assertRejected(await write(two, "under-way"), 409, "outcome_unknown");
    assert.equal((await first).status, 200);
    assert.equal((await write(two, "under-way")).text, (await first).text);
    assert.equal(await sandbox.createdTasks(), 1);
  });
}

for (const [what, ms] of [["after two minutes", 121 * SECOND], ["at once when the clock was set back by hours", -5 * HOUR]]) {
  clockTest(`a write that a kill left open has an unknown outcome ${what}`, async (t) => {
    const [clock, begin] = [new Clock(), await restartableGateway(t)];
    const first = await clock.run(begin);
    const token = await signInForToken(first);
    const write = (gateway, signal) => sendRequest(gateway, FETCH, { token, body, headers: { "idempotency-key": "left" }, signal });
    await first.sandbox.fault("POST", path, { delay_ms: 20_000 });
    const arrived = await watchArrivals(first.sandbox);
    const lost = assert.rejects(write(first));
    await arrived();
    first.kill();
    await lost;
    const second = await clock.run(begin);
    await assert.rejects(write(second, AbortSignal.timeout(500)), { name: "TimeoutError" });
    clock.offset(ms);
    await assertNothingSent(second, async () => assertRejected(await write(second, AbortSignal.timeout(5_000)), 409, "outcome_unknown"));
  });
}

for (const [what, ms] of [["that runs on", 0], ["that was set back by hours", -3 * HOUR], ["that was set forward by hours", 3 * HOUR]]) {
  clockTest(`a session that signed out at one gateway is rejected by the other half a minute later, with a clock ${what}`, async (t) => {
    const { clock, one, two, token } = await start(t);
    for (const gateway of [one, two]) assert.equal((await sendRequest(gateway, "GET /api-team", { token })).status, 200);
    clock.offset(ms);
    assert.equal((await sendRequest(one, "DELETE /_gateway/session", { token })).status, 204);
    clock.offset(ms + 31 * SECOND);
    for (const gateway of [one, two]) assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 401, "session_expired");
  });
}

clockTest("a gateway uses its known revocations for half a minute", async (t) => {
  const { clock, one, two, token } = await start(t);
  assert.equal((await sendRequest(two, "GET /api-team", { token })).status, 200);
  assert.equal((await sendRequest(one, "DELETE /_gateway/session", { token })).status, 204);
  clock.offset(15 * SECOND);
  assert.equal((await sendRequest(two, "GET /api-team", { token })).status, 200);
});

clockTest("revocations are deleted one day after the session expires", async (t) => {
  const [clock, begin] = [new Clock(), await restartableGateway(t)];
  const first = await clock.run(begin);
  const early = await signInForToken(first);
  clock.offset(17 * HOUR);
  const [late, other] = [await signInForToken(first), await signInForToken(first)];
  for (const token of [early, late]) assert.equal((await sendRequest(first, "DELETE /_gateway/session", { token })).status, 204);
  first.kill();

  // 30 days after the first session began, plus a day and a half.
  clock.offset(31 * DAY + 12 * HOUR);
  const restarted = Date.now();
  const second = await clock.run(begin);
  // The alarm is overdue. At its end it sets the next one, which changes this file.
  const alarms = join(second.folder, (await readdir(second.folder)).find((name) => name.endsWith("Ledger")), "metadata.sqlite-wal");
  await waitUntil(async () => (await stat(alarms)).mtimeMs >= restarted);
  // At this time both sessions would be valid again without the ledger's record.
  clock.offset(20 * HOUR);
  assert.equal((await sendRequest(second, "GET /api-team", { token: other })).status, 200);
  assertRejected(await sendRequest(second, "GET /api-team", { token: late }), 401, "session_expired");
  assert.equal((await sendRequest(second, "GET /api-team", { token: early })).status, 200, "its sign-out was forgotten");
});

clockTest("LinkedIn actions stop counting after an hour, even after the clock was set back", async (t) => {
  const { clock, one, two, write } = await start(t, { ACTIONS_PER_HOUR: "2" });
  for (const key of ["first", "second"]) assert.equal((await write(one, key)).status, 200);
  clock.offset(-5 * HOUR);
  const rejected = await write(two, "third");
  assertRejected(rejected, 429, "action_budget");
  assert.ok(Number(rejected.headers.get("retry-after")) <= 3_600, rejected.raw);
  clock.offset(-4 * HOUR + MINUTE);
  assert.equal((await write(two, "third")).status, 200);
});

clockTest("codes can be requested again within an hour, even after the clock was set back", async (t) => {
  const { clock, one, two } = await start(t);
  const send = (gateway) => sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email: "clock@outx.test" } });
  for (let sends = 0; sends < 5; sends += 1) assert.equal((await send(one)).status, 200);
  clock.offset(-5 * HOUR);
  const rejected = await send(two);
  assertRejected(rejected, 429, "rate_limited");
  assert.ok(Number(rejected.headers.get("retry-after")) <= 3_600, rejected.raw);
  clock.offset(-4 * HOUR + MINUTE);
  assert.equal((await send(two)).status, 200);
});

clockTest("a shared poll is sent again after a second, even after the clock was set back", async (t) => {
  const { clock, one, token, write } = await start(t);
  const { api_agent_task_id: id } = (await write(one, "polled")).body;
  const poll = () => sendRequest(one, `GET /linkedin-agent/get-task-status?api_agent_task_id=${id}`, { token });
  assert.equal((await poll()).status, 200);
  clock.offset(-3 * HOUR);
  const sent = await requestsDuring(one, async () => assert.equal((await poll()).status, 200));
  assert.equal(sent.length, 1);
});

clockTest("a session is valid until its expiry by the current clock, and for no more than 31 days", async (t) => {
  const { clock, one, two, token } = await start(t);
  const statuses = {};
  for (const [what, ms] of Object.entries({ "a week on": 7 * DAY + MINUTE, "hours back": -3 * HOUR, "as it was": 0, "a month back": -30 * DAY })) {
    clock.offset(ms);
    statuses[what] = [(await sendRequest(one, "GET /api-team", { token })).status, (await sendRequest(two, "GET /api-team", { token })).status];
  }
  assert.deepEqual(statuses, { "a week on": [401, 401], "hours back": [200, 200], "as it was": [200, 200], "a month back": [401, 401] });
});

clockTest("a JSON Web Token is valid for its hour by the current clock", async (t) => {
  const { clock, one } = await start(t, ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key }));
  const token = signJwt({ exp: secondsFromNow(1_800), nbf: secondsFromNow(-600) });
  const errors = {};
  for (const minutes of [0, 31, -9, -15, -180, 29]) {
    clock.offset(minutes * MINUTE);
    const { status, body } = await sendRequest(one, "GET /api-team", { token });
    errors[`${minutes} min`] = status === 200 ? "holds" : body.error;
  }
  assert.deepEqual(errors, {
    "0 min": "holds",
    "31 min": "the token has expired",
    "-9 min": "holds",
    "-15 min": "the token is not valid yet",
    "-180 min": "the token lives for more than an hour",
    "29 min": "holds",
  });
});

// The upstream is down, slow, or alternately up and down under a load of reads and writes: every call settles in time, every write that is
// reported as done was done once, and nothing is done twice. `npm run test:all` runs forty rounds.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { withoutBackoff } from "../../support/backoff.mjs";
import { startSandbox } from "../../support/sandbox.mjs";
import { TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { startRelay } from "../../support/relay.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";

const ROUNDS = process.env.TEST_ALL ? 40 : 1;
const CALLS = 160;
const LANES = 8;
const UPSTREAM_TIMEOUT_MS = 1_000;
const TOTAL_MS = 6_000;
/** Additional time that a call may take on a busy machine. */
const GRACE_MS = 2_000;
const FETCH = "/linkedin-agent/fetch-profile";

/** Starts a gateway that reaches the sandbox through a relay. `load` makes calls and compares their outcomes with what the sandbox received. */
async function start(t, network) {
  withoutBackoff(t);
  const sandbox = await startSandbox(t);
  const relay = await startRelay(t, sandbox.url, network);
  const { api_key: OUTX_API_KEY } = await sandbox.demoTeam();
  const settings = { OUTX_UPSTREAM: relay.url, ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY, ACTIONS_PER_HOUR: "100000", UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS) };
  const gateway = await startGateway(t, { settings, upstream: sandbox });
  const token = signJwt({ scope: "write", exp: secondsFromNow(3_500) });
  const client = () => new Outx({ gateway: gateway.url, token: () => token, totalTimeoutMs: TOTAL_MS, actionsPerHour: 100_000 });
  const load = async (calls = CALLS) => {
    const tasksBefore = await sandbox.createdTasks();
    const results = await run(client, calls);
    const arrived = (await sandbox.requests()).filter(({ path, body }) => path === FETCH && results.some(({ slug }) => slug === body.profile_slug));
    assert.equal((await sandbox.createdTasks()) - tasksBefore, arrived.length);
    return assertTrue(t, results, arrived.map(({ body }) => body.profile_slug));
  };
  return { relay, load };
}

/** Makes reads and writes alternately, `LANES` at a time, and returns `{ slug, code, id, ms }` of each; a read has no slug. */
async function run(client, calls) {
  const results = [];
  let begun = 0;
  const lane = async () => {
    const outx = client();
    while (begun < calls) {
      const slug = begun++ % 2 ? undefined : crypto.randomUUID();
      const began = performance.now();
      const call = slug ? outx.linkedin.fetchProfile({ profile_slug: slug }) : outx.team.get();
      const outcome = await call.then(({ id }) => ({ code: "ok", id }), ({ code }) => ({ code }));
      results.push({ slug, ...outcome, ms: performance.now() - began });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

/** Compares the outcomes with the requests that the sandbox received; returns how often each outcome was, as `{ "write ok": 3 }`. */
function assertTrue(t, results, arrived) {
  const counts = {};
  for (const { slug, code } of results) {
    const what = `${slug ? "write" : "read"} ${code}`;
    counts[what] = (counts[what] ?? 0) + 1;
    const times = arrived.filter((one) => one === slug).length;
    assert.ok(times <= 1, `a write was sent ${times} times, and its caller told ${code}`);
    if (slug && code === "ok") assert.equal(times, 1, "a write that its caller thinks done was sent");
    // `upstream` is the code of a write's first attempt, and is final when the client has no retries left.
    assert.ok(["ok", "upstream", ...(slug ? ["outcome_unknown"] : [])].includes(code), `${what} is no honest word`);
  }
  const ids = results.filter(({ slug, code }) => slug && code === "ok").map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "each write has a task of its own");
  const slowest = Math.max(...results.map(({ ms }) => ms));
  t.diagnostic(`${JSON.stringify(counts)}, ${arrived.length} writes arrived, the slowest call took ${Math.round(slowest)} ms`);
  assert.ok(slowest < TOTAL_MS + GRACE_MS, `a call took ${Math.round(slowest)} ms`);
  return counts;
}

/** Asserts that all calls succeed again, after some that may use broken connections. */
async function assertWell(load) {
  await load(LANES * 2);
  assert.deepEqual(await load(40), { "write ok": 20, "read ok": 20 });
}

// Every fifth request is lost, the response to every seventh is lost, and that to every eleventh is too late.
const flaky = (number) => (number % 5 === 0 ? "lose" : number % 7 === 0 ? "cut" : number % 11 === 0 ? "slow" : "pass");

test("an upstream that fails every few requests", async (t) => {
  let way = flaky;
  const { load } = await start(t, { way: (number) => way(number), slowMs: UPSTREAM_TIMEOUT_MS * 2 });
  for (let round = 0; round < ROUNDS; round += 1) {
    const counts = await load();
    assert.ok(counts["read ok"] >= CALLS * 0.4, "reads outlast it");
    assert.ok(counts["write ok"] > 0 && counts["write outcome_unknown"] > 0, JSON.stringify(counts));
  }
  way = () => "pass";
  await assertWell(load);
});

test("an upstream that fails every few milliseconds", async (t) => {
  const { relay, load } = await start(t);
  for (let round = 0; round < ROUNDS; round += 1) {
    let turns = 0;
    let turning = Promise.resolve();
    const timer = setInterval(() => {
      turning = turning.then(() => (turns++ % 2 ? relay.up() : relay.down()));
    }, 100);
    await load().finally(() => clearInterval(timer));
    await turning;
    if (turns % 2) await relay.up();
    assert.ok(turns > 2, `it was down ${turns} times`);
  }
  await assertWell(load);
});

test("an upstream that is down for a while", async (t) => {
  const { relay, load } = await start(t);
  await assertWell(load);
  relay.down();
  const counts = await load(40);
  assert.ok(!counts["write ok"] && counts["read upstream"] === 20, JSON.stringify(counts));
  await relay.up();
  await assertWell(load);
});

test("an upstream that is too slow for a while", async (t) => {
  let way = "slow";
  const { load } = await start(t, { way: () => way, slowMs: UPSTREAM_TIMEOUT_MS * 2 });
  assert.deepEqual(await load(LANES), { "write outcome_unknown": 4, "read upstream": 4 });
  way = "pass";
  await assertWell(load);
});

test("an upstream that is slow within its time limit", async (t) => {
  const { load } = await start(t, { way: () => "slow", slowMs: UPSTREAM_TIMEOUT_MS / 10 });
  await assertWell(load);
});

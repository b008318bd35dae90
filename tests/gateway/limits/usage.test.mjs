// The calls of a team, counted by day, operation and status.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { DEMO, PAGE, SAM, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);
const today = () => new Date().toISOString().slice(0, 10);

/** Waits until the usage has these calls, as `{ "posts.list 200": 3 }`, because counts are written with a delay. */
async function usageWith(wanted, options = { cookie }) {
  for (;;) {
    const { body } = await sendRequest(gateway, "GET /_gateway/usage", options);
    const rows = Object.fromEntries(body.days.map(({ operation, status, calls }) => [`${operation} ${status}`, calls]));
    if (Object.entries(wanted).every(([row, calls]) => rows[row] >= calls)) return { body, rows };
  }
}

test("calls are counted by operation and status, for all members of a team", async () => {
  const sam = await signIn(gateway, SAM);
  await gateway.sandbox.fault("GET", "/api-team", { status: 500 });
  // A hundred counts are written together.
  for (let calls = 0; calls < 110; calls += 1) await sendRequest(gateway, "GET /api-team", { cookie: calls % 2 ? sam : cookie });
  const { body, rows } = await usageWith({ "team.get 200": 99, "team.get 500": 1 });
  assert.deepEqual(Object.keys(rows).sort(), ["team.get 200", "team.get 500"]);
  assert.ok(rows["team.get 200"] <= 109);
  assert.ok(body.days.every(({ day }) => day === today()));
  assert.deepEqual(body.actions, { hour: 0, limit: 50, reset_ms: 0 });
});

test("a single call is counted before usage is returned", async (t) => {
  const quiet = await startGateway(t);
  const signedIn = await signIn(quiet);
  // A timer writes the first count; the second is written because usage is requested.
  for (let calls = 0; calls < 2; calls += 1) await sendRequest(quiet, "GET /api-team", { cookie: signedIn });
  const { body } = await sendRequest(quiet, "GET /_gateway/usage", { cookie: signedIn });
  assert.deepEqual(body.days, [{ day: today(), operation: "team.get", status: 200, calls: 2 }]);
});

test("calls of the console are counted separately, on both paths and under one caller", async (t) => {
  const mixed = await startGateway(t);
  const signedIn = { cookie: await signIn(mixed), origin: PAGE };
  const console = { ...signedIn, headers: { "x-outx-client": "console" } };
  await sendRequest(mixed, "GET /api-team", signedIn);
  await sendRequest(mixed, "GET /api-team", console);
  await sendRequest(mixed, "GET /api-keyword-watchlist?id=none", console);
  await sendRequest(mixed, "POST /api-like", { ...console, body: { post_id: "none", user_email: DEMO } });
  const { body } = await sendRequest(mixed, "GET /_gateway/usage", signedIn);
  const rows = (list) => Object.fromEntries(list.map(({ operation, calls }) => [operation, calls]));
  assert.deepEqual(rows(body.days), { "engagement.like": 1, "team.get": 2, "watchlists.keyword.get": 1 });
  assert.deepEqual(rows(body.console), { "engagement.like": 1, "team.get": 1, "watchlists.keyword.get": 1 });
  assert.deepEqual(rows(body.callers.filter(({ kind }) => kind === "console")), rows(body.console));
  assert.ok(body.callers.every(({ caller, kind }) => (kind === "console") === (caller === "console")));
  assert.deepEqual(rows(body.callers.filter(({ kind }) => kind === "session")), { "team.get": 1 });
});

test("the audit names a member who calls from the console only", async (t) => {
  const own = await startGateway(t);
  const console = { cookie: await signIn(own), origin: PAGE, headers: { "x-outx-client": "console" } };
  await sendRequest(own, "POST /api-like", { ...console, body: { post_id: "none", user_email: DEMO } });
  const { body } = await sendRequest(own, "GET /_gateway/audit", console);
  assert.deepEqual(body.writes.map(({ name, operation }) => [name, operation]), [[DEMO, "engagement.like"]]);
  const { body: usage } = await sendRequest(own, "GET /_gateway/usage", console);
  assert.deepEqual(usage.callers.map(({ caller, calls }) => [caller, calls]), [["console", 1]]);
});

test("a team sees only its own usage", async () => {
  const other = await signIn(gateway, "other@outx.test");
  const { body } = await sendRequest(gateway, "GET /_gateway/usage", { cookie: other });
  assert.deepEqual([body.days, body.codes, body.action_hours], [[], [], []]);
});

test("LinkedIn actions are counted by hour, without those that the API rejected", async () => {
  const FETCH = "POST /linkedin-agent/fetch-profile";
  const began = Date.now();
  for (let calls = 0; calls < 3; calls += 1) await sendRequest(gateway, FETCH, { cookie, body: { profile_slug: "ada-example" }, origin: PAGE });
  await gateway.sandbox.fault("POST", "/linkedin-agent/fetch-profile", { status: 403, body: { error: "Plugin installation required" } });
  await sendRequest(gateway, FETCH, { cookie, body: { profile_slug: "ada-example" }, origin: PAGE });
  // The outcome of a write is recorded after its response.
  let hours;
  do hours = (await sendRequest(gateway, "GET /_gateway/usage?days=1", { cookie })).body.action_hours;
  while (sum(hours, "actions") > 3);
  assert.equal(sum(hours, "actions"), 3);
  for (const { hour } of hours) {
    assert.equal(hour % 3_600_000, 0, "an hour begins on the hour");
    assert.ok(hour > began - 3_600_000 && hour <= Date.now());
  }
});

test("failures are counted by code", async () => {
  await gateway.sandbox.fault("GET", "/api-team", { status: 429, body: { error: "Rate limit exceeded" } }, 2);
  for (let calls = 0; calls < 2; calls += 1) await sendRequest(gateway, "GET /api-team", { cookie });
  const { body } = await usageWith({ "team.get 429": 2 });
  assert.deepEqual(body.codes.find(({ code }) => code === "rate_limited"), { day: today(), code: "rate_limited", calls: 2 });
  const failed = body.days.filter(({ status }) => status >= 400);
  assert.equal(sum(body.codes, "calls"), sum(failed, "calls"), "every failure has one code");
});

test("usage contains no key and no name of a caller", async () => {
  const response = await sendRequest(gateway, "GET /_gateway/usage?days=1", { cookie });
  await assertHidden(gateway, response, gateway.key);
  assert.ok(!response.text.includes("@"));
});

for (const query of ["days=0", "days=91", "days=-1", "days=1.5", "days=", "days=x", "day=1", "days=1&days=2", "days=1&x=2"]) {
  test(`usage rejects ?${query}`, async () => {
    const response = await sendRequest(gateway, `GET /_gateway/usage?${query}`, { cookie });
    assertRejected(response, 400, "invalid_request", "days must be a whole number from 1 to 90, and the only parameter");
  });
}

test("usage needs a credential", async () => {
  assertRejected(await sendRequest(gateway, "GET /_gateway/usage"), 401, "session_expired");
});

function sum(rows, field) {
  return rows.reduce((total, row) => total + row[field], 0);
}

// Usage of all teams, for the operator. core/tests/gateway/authorize/tokens.rs tests who may read it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { DEMO, PAGE, TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { indexOf, startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { teamOf } from "../../support/sandbox.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const OTHER = "other@outx.test";
const token = signJwt({ scope: "operator" });
const FETCH = "POST /linkedin-agent/fetch-profile";
const today = () => new Date().toISOString().slice(0, 10);

const gateway = await startObservedGateway(fileScope, { settings: { TOKEN_SECRET } });

async function teams(query = "", of = gateway) {
  const response = await sendRequest(of, `GET /_gateway/teams${query}`, { token });
  assert.equal(response.status, 200, response.text);
  return response;
}

/** Waits until a team has these calls, and returns its row. */
async function rowWith(team, calls, of = gateway) {
  let row;
  await waitUntil(async () => {
    row = (await teams("", of)).body.teams.find((one) => one.team === team);
    return row?.calls === calls;
  }, `${calls} calls of ${team}`);
  return row;
}

/** Makes an isolate write its counts to the ledger. */
const flush = (cookie, of = gateway) => sendRequest(of, "GET /_gateway/usage", { cookie });

/** Makes an isolate write its counts to the ledger, and the ledger report them to the index. */
async function report(cookie, team, of = gateway) {
  await flush(cookie, of);
  await of.alarm(team);
}

test("the totals of each team are listed by id, with names and without keys or addresses", async () => {
  const [demo, other] = [await signIn(gateway), await signIn(gateway, OTHER)];
  await gateway.sandbox.fault("GET", "/api-team", { status: 500 });
  for (let calls = 0; calls < 3; calls += 1) await sendRequest(gateway, "GET /api-team", { cookie: demo });
  await sendRequest(gateway, FETCH, { cookie: demo, origin: PAGE, body: { profile_slug: "ada-example" } });
  await sendRequest(gateway, "GET /api-team", { cookie: other });
  const { id: otherId, name: otherName } = await teamOf(gateway.sandbox, OTHER);
  await report(demo, gateway.team.id);
  await report(other, otherId);
  const rows = [
    { team: gateway.team.id, name: gateway.team.name, calls: 4, failures: 1, actions: 1, last_day: today() },
    { team: otherId, name: otherName, calls: 1, failures: 0, actions: 0, last_day: today() },
  ].sort((one, two) => (one.team < two.team ? -1 : 1));
  for (const { team, calls } of rows) await rowWith(team, calls);
  const response = await teams();
  assert.deepEqual(response.body, { days: 30, teams: rows, next: null });
  assert.equal(response.headers.get("link"), null);
  await assertHidden(gateway, response, gateway.key);
  await assertHidden(gateway, response, token);
  assert.ok(!response.text.includes("@"));
});

test("a request reads the sixteen index objects and no team's ledger", async () => {
  const before = (await gateway.objectRequests()).length;
  await teams();
  const asked = (await gateway.objectRequests()).slice(before).filter(({ kind }) => kind !== "Revoked" && kind !== "NoteSecrets");
  assert.equal(asked.length, 16);
  assert.ok(asked.every(({ name, kind }) => name.startsWith("outx-index-") && kind === "Teams"), JSON.stringify(asked));
});

test("a lost report is corrected by the next, and one that arrives twice changes nothing", async () => {
  const cookie = await signIn(gateway);
  const { id } = gateway.team;
  const [{ calls }] = (await teams()).body.teams.filter(({ team }) => team === id);
  await gateway.sql(indexOf(id), "DELETE FROM team_days");
  assert.equal((await teams()).body.teams.some(({ team }) => team === id), false);
  await sendRequest(gateway, "GET /api-team", { cookie });
  for (let times = 0; times < 2; times += 1) {
    await report(cookie, id);
    assert.equal((await rowWith(id, calls + 1)).calls, calls + 1);
  }
});

test("the first calls of a team are reported at once, further ones by the alarm five minutes later", async (t) => {
  const own = await startObservedGateway(t, { settings: { TOKEN_SECRET }, upstream: gateway.sandbox });
  const cookie = await signIn(own);
  const { id } = own.team;
  await sendRequest(own, "GET /api-team", { cookie });
  await flush(cookie, own);
  await rowWith(id, 1, own);
  const [{ at }] = await own.sql(id, "SELECT at FROM meta WHERE name = 'reported'");
  await sendRequest(own, "GET /api-team", { cookie });
  await flush(cookie, own);
  // The alarm's time is relative to the moment at which it was set, which on a busy machine is some time ago.
  const wakesAt = await own.wakesAt(id);
  assert.ok(Math.abs(wakesAt - (at + 300_000)) < 5_000, `${wakesAt - at} ms`);
  await own.alarm(id);
  assert.equal((await rowWith(id, 2, own)).calls, 2);
});

test("the first report of a ledger contains its history", async (t) => {
  const own = await startObservedGateway(t, { settings: { TOKEN_SECRET }, upstream: gateway.sandbox });
  const cookie = await signIn(own);
  await own.sql(own.team.id, `
    CREATE TABLE calls (day TEXT, operation TEXT, status INTEGER, calls INTEGER, PRIMARY KEY (day, operation, status));
    INSERT INTO calls VALUES (date('now', '-10 days'), 'team.get', 200, 7), (date('now', '-10 days'), 'team.get', 500, 2)`);
  await sendRequest(own, "GET /api-team", { cookie });
  await report(cookie, own.team.id, own);
  const row = await rowWith(own.team.id, 10, own);
  assert.deepEqual([row.failures, row.last_day], [2, today()]);
  assert.equal((await teams("?days=1", own)).body.teams[0].calls, 1);
});

test("teams come in pages, as JSON and as CSV, with the next page in the header link", async () => {
  const all = (await teams()).body.teams;
  assert.equal(all.length, 2);
  const first = await teams("?limit=1&days=7");
  assert.deepEqual(first.body.teams, [all[0]]);
  assert.equal(first.headers.get("link"), `<?days=7&limit=1&format=json&after=${first.body.next}>; rel="next"`);
  assert.deepEqual((await teams(`?limit=1&after=${first.body.next}`)).body.teams, [all[1]]);
  const csv = await teams("?format=csv");
  assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
  const lines = all.map(({ team, name, calls, failures, actions, last_day }) => `${team},${name},${calls},${failures},${actions},${last_day}`);
  assert.equal(csv.text, ["team,name,calls,failures,actions,last_day", ...lines, ""].join("\r\n"));
});

test("a session, even of an administrator's address, cannot read the usage of all teams", async () => {
  const cookie = await signIn(gateway, DEMO);
  const rejected = await sendRequest(gateway, "GET /_gateway/teams", { cookie });
  assertRejected(rejected, 403, "access_denied", "this route is for operators: send authorization with Bearer and a token of scope operator");
});

test("if an index object is unavailable the response is an error, and not a total without its teams", async (t) => {
  t.after(() => gateway.fail());
  await gateway.fail({ kind: "Teams", times: 1, properties: { overloaded: true } });
  const response = await sendRequest(gateway, "GET /_gateway/teams", { token });
  assertRejected(response, 503, "upstream", "the index of teams is overloaded: wait as long as retry-after says and try again");
  assert.equal(response.headers.get("retry-after"), "5");
});

test("10,000 teams with 30 days each fit in one response", async (t) => {
  const own = await startObservedGateway(t, { settings: { TOKEN_SECRET }, upstream: gateway.sandbox });
  const ids = Array.from({ length: 10_000 }, (_, number) => `8b1c0a52-0000-4000-8000-${String(number).padStart(12, "0")}`);
  const shards = {};
  for (const id of ids) (shards[indexOf(id)] ??= []).push(id);
  // Creates the tables.
  await teams("", own);
  for (const [name, members] of Object.entries(shards)) {
    await own.sql(name, `
      INSERT INTO teams SELECT value, 'Team ' || value FROM json_each('${JSON.stringify(members)}');
      WITH RECURSIVE days (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM days WHERE n < 29)
      INSERT INTO team_days SELECT value, date('now', '-' || n || ' days'), 100, 3, 1 FROM json_each('${JSON.stringify(members)}'), days`);
  }
  const began = performance.now();
  const { body } = await teams("?limit=10000", own);
  t.diagnostic(`10,000 teams in ${(performance.now() - began).toFixed(0)} ms`);
  assert.deepEqual(body.teams.map(({ team }) => team), ids);
  assert.ok(body.teams.every(({ calls, failures, actions }) => calls === 3_000 && failures === 90 && actions === 30));
  assert.equal(body.next, null);
});

// This version of the gateway with a ledger of the first versions, and with a ledger of a later version, as after a rollback.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { SECRET, TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startSandbox } from "../../support/sandbox.mjs";

/** The tables of the first versions, as their code created them. */
const FIRST = `
  CREATE TABLE revoked (id TEXT PRIMARY KEY, until_ms REAL);
  CREATE TABLE actions (at REAL);
  CREATE TABLE calls (day TEXT, operation TEXT, status INTEGER, calls INTEGER, PRIMARY KEY (day, operation, status));
  CREATE TABLE writes (key TEXT PRIMARY KEY, fingerprint TEXT, state TEXT, status INTEGER, body TEXT, at REAL);`;
const SECOND = `${FIRST}
  CREATE INDEX actions_at ON actions (at);
  CREATE TABLE codes (day TEXT, code TEXT, calls INTEGER, PRIMARY KEY (day, code));
  CREATE TABLE minutes (minute INTEGER PRIMARY KEY, calls INTEGER, failures INTEGER);
  CREATE TABLE hours (hour INTEGER PRIMARY KEY, calls INTEGER);
  CREATE TABLE alerts (kind TEXT PRIMARY KEY, at REAL);`;

const LEDGER = "operator";
const WRITE = "POST /linkedin-agent/fetch-profile";
const BODY = { profile_slug: "ada-example" };
const STORED = { success: true, api_agent_task_id: "task-of-the-first-version", message: "ok" };
const token = signJwt({ sub: "importer", scope: "write" });
const signedOut = signJwt({ sub: "left", scope: "write" });

const sandbox = await startSandbox(fileScope);
const today = new Date().toISOString().slice(0, 10);

const hash = (purpose, value) => createHmac("sha256", SECRET).update(`${purpose}\0${value}`).digest("hex").slice(0, 32);
const writeId = (key) => hash("write", `${hash("caller", "importer")}\nlinkedin.fetchProfile\n${key}`);
const fingerprint = (body) => hash("body", `/linkedin-agent/fetch-profile\n${JSON.stringify(body)}`);

/** The rows that the first versions wrote for calls of two operations, three writes and five LinkedIn actions. */
function rows() {
  const now = Date.now();
  const write = (key, state, status, body, at) => (
    `('${writeId(key)}', '${fingerprint(BODY)}', '${state}', ${status}, ${body ? `'${JSON.stringify(body)}'` : "NULL"}, ${at})`
  );
  return `
    INSERT INTO calls VALUES ('${today}', 'team.get', 200, 40), ('${today}', 'linkedin.fetchProfile', 200, 5);
    INSERT INTO actions VALUES ${Array.from({ length: 5 }, (_, number) => `(${now - 600_000 - number})`)};
    INSERT INTO writes VALUES
      ${write("done-before", "done", 200, STORED, now - 3_600_000)},
      ${write("doubt-before", "doubt", "NULL", undefined, now - 3_600_000)},
      ${write("open-before", "open", "NULL", undefined, now - 3_600_000)};`;
}

async function startOn(t, sql) {
  const settings = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: "6" });
  const gateway = await startObservedGateway(t, { settings, upstream: sandbox });
  await gateway.sql(LEDGER, sql);
  return gateway;
}

const write = (gateway, key) => sendRequest(gateway, WRITE, { token, body: BODY, headers: { "idempotency-key": key } });

for (const [version, tables] of [["first", FIRST], ["second", SECOND]]) {
  test(`a ledger with the tables and rows of the ${version} version is upgraded`, async (t) => {
    const gateway = await startOn(t, tables + rows());
    const sent = await requestsDuring(gateway, async () => {
      assert.deepEqual((await write(gateway, "done-before")).body, STORED);
      for (const key of ["doubt-before", "open-before"]) assertRejected(await write(gateway, key), 409, "outcome_unknown");
      assert.equal((await write(gateway, "new")).status, 200);
      assertRejected(await write(gateway, "one too many"), 429, "action_budget");
    });
    assert.equal(sent.length, 1, "only the new write is sent, and the actions of before count");
    const { body } = await sendRequest(gateway, "GET /_gateway/usage", { token });
    const calls = Object.fromEntries(body.days.map(({ operation, status, calls }) => [`${operation} ${status}`, calls]));
    assert.equal(calls["team.get 200"], 40);
    assert.equal(calls["linkedin.fetchProfile 200"], 7, "five before, one repeated, one new");
    const { body: { writes } } = await sendRequest(gateway, "GET /_gateway/audit", { token });
    assert.deepEqual(writes.map(({ outcome }) => outcome).sort(), ["done", "replayed"]);
    const { body: { ledger } } = await sendRequest(gateway, "GET /_gateway/status", { token });
    assert.deepEqual([ledger.schema, ledger.rows.writes], [2, 4]);
    await gateway.alarm(LEDGER);
    const reported = await sendRequest(gateway, "GET /_gateway/teams", { token: signJwt({ scope: "operator" }) });
    const [row] = reported.body.teams;
    assert.deepEqual([row.team, row.calls, row.actions], [LEDGER, 50, 6]);
  });
}

test("a sign-out that the first version recorded remains in effect", async (t) => {
  const gateway = await startOn(t, FIRST);
  const { id } = await revokedId(gateway);
  const other = await startOn(t, `${FIRST} INSERT INTO revoked VALUES ('${id}', ${Date.now() + 3_600_000})`);
  assertRejected(await sendRequest(other, "GET /api-team", { token: signedOut }), 401, "invalid_key", "the token was signed out: get a new one from the site that issued it");
});

/** Signs `signedOut` out, and returns the row that the ledger stores. */
async function revokedId(gateway) {
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token: signedOut })).status, 204);
  const [row] = await gateway.sql(LEDGER, "SELECT id FROM revoked");
  return row;
}

test("the ledger of a later version, with more tables and a higher number, works after a rollback and keeps both", async (t) => {
  const gateway = await startOn(t, `${SECOND} ${rows()}
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT, at REAL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('schema', '99', 0), ('fact of a later version', 'kept', 1);
    CREATE TABLE later (id INTEGER PRIMARY KEY, what TEXT);
    INSERT INTO later VALUES (1, 'kept');`);
  assert.deepEqual((await write(gateway, "done-before")).body, STORED);
  assert.equal((await write(gateway, "new")).status, 200);
  assert.equal((await sendRequest(gateway, "GET /api-team", { token })).status, 200);
  const { body: { ledger } } = await sendRequest(gateway, "GET /_gateway/status", { token });
  assert.equal(ledger.schema, 99);
  await gateway.alarm(LEDGER);
  assert.deepEqual(await gateway.sql(LEDGER, "SELECT what FROM later"), [{ what: "kept" }]);
  assert.equal((await gateway.sql(LEDGER, "SELECT value FROM meta WHERE name = 'fact of a later version'"))[0].value, "kept");
});

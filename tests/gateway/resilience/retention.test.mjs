// How long a ledger keeps its rows. Its daily cleaning deletes older ones.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const token = signJwt({ scope: "write" });
const gateway = await startObservedGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
const day = (ms) => new Date(ms).toISOString().slice(0, 10);

/** Rows per table, each named by its age. `kept` are those that the cleaning does not delete. */
const tables = {
  audit: { column: "request_id", row: (at, name) => `(at, request_id, caller, operation, target, outcome) VALUES (${at}, '${name}', '', '', '', 'done')`, kept: 89 * DAY, deleted: 91 * DAY },
  calls: { column: "operation", row: (at, name) => `VALUES ('${day(at)}', '${name}', 200, 1)`, kept: 89 * DAY, deleted: 91 * DAY },
  caller_calls: { column: "operation", row: (at, name) => `VALUES ('${day(at)}', 'c', '${name}', 1, 0)`, kept: 89 * DAY, deleted: 91 * DAY },
  codes: { column: "code", row: (at, name) => `VALUES ('${day(at)}', '${name}', 1)`, kept: 89 * DAY, deleted: 91 * DAY },
  writes: { column: "key", row: (at, name) => `VALUES ('${name}', '', 'done', 200, '{}', ${at})`, kept: 47 * HOUR, deleted: 49 * HOUR },
  caller_actions: { column: "caller", row: (at, name) => `VALUES ('${name}', ${at})`, kept: 47 * HOUR, deleted: 49 * HOUR },
  revoked: { column: "id", row: (at, name) => `VALUES ('${name}', ${at})`, kept: 23 * HOUR, deleted: 25 * HOUR },
};

test("the daily cleaning deletes the audit and usage after 90 days, responses to writes, actions and sign-outs when none can need them, and nothing younger", async () => {
  await sendRequest(gateway, "GET /_gateway/usage", { token });
  const now = Date.now();
  for (const [table, { row, kept, deleted }] of Object.entries(tables)) {
    await gateway.sql("operator", `INSERT INTO ${table} ${row(now - kept, "kept")}`);
    await gateway.sql("operator", `INSERT INTO ${table} ${row(now - deleted, "deleted")}`);
  }
  await gateway.alarm("operator");
  for (const [table, { column }] of Object.entries(tables)) {
    const rows = await gateway.sql("operator", `SELECT ${column} AS name FROM ${table} WHERE ${column} IN ('kept', 'deleted')`);
    assert.deepEqual(rows.map(({ name }) => name), ["kept"], table);
  }
  const { writes } = (await sendRequest(gateway, "GET /_gateway/audit?days=90", { token })).body;
  assert.deepEqual(writes.map(({ request_id }) => request_id), ["kept"]);
});

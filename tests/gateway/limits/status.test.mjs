// The status: settings, ages of secrets, ledger. core/tests/gateway/authorize/tokens.rs tests who may read it.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { PAGE, SECRET, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const KEY = "outx_live0canary1live2canary3";
const settings = { ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: KEY, ALERT_ERROR_RATE: "0.2" };
const gateway = await startObservedGateway(fileScope, { settings });
const operator = signJwt({ scope: "operator" });

async function status(of, options) {
  const response = await sendRequest(of, "GET /_gateway/status", options);
  assert.equal(response.status, 200, response.text);
  return response;
}

test("an operator sees settings, the name of the active key, ages of secrets and the ledger, and no value of a secret", async () => {
  const began = Date.now();
  const response = await status(gateway, { token: operator });
  const { version, key, settings: shown, secrets, ledger } = response.body;
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(key, { live: "OUTX_API_KEY" });
  assert.ok(shown.set.includes("TOKEN_SECRET") && shown.missing.includes("ALERT_WEBHOOK"));
  assert.deepEqual(shown.modes, {
    ACCESS: ["session", "token"], ACTIONS_PER_HOUR: 50, ALERT_ERROR_RATE: 0.2, ALERT_SPIKE: null, ALLOWED_ORIGINS: [PAGE], EXTRA_ROUTES: [],
    MAX_BODY_BYTES: 65_536, MCP: "off", OUTX_UPSTREAM: gateway.sandbox.url, SESSION_TTL_SECONDS: 604_800, SIGN_IN_DOMAINS: [], UPSTREAM_TIMEOUT_MS: 30_000,
  });
  assert.deepEqual(Object.keys(secrets).sort(), ["OUTX_API_KEY", "SESSION_SECRET", "TOKEN_SECRET"]);
  for (const at of Object.values(secrets)) assert.ok(at > began - 60_000 && at <= Date.now());
  assert.deepEqual([ledger.team, ledger.schema, ledger.alerts], ["operator", 2, []]);
  assert.ok(ledger.bytes > 4_096, "the size of an SQLite database");
  for (const secret of [KEY, SECRET, TOKEN_SECRET, operator]) await assertHidden(gateway, response, secret);
});

test("a member of a team sees the ledger of the team, with rows, last flush and alerts, and not the operator's lists", async () => {
  const cookie = await signIn(gateway);
  await gateway.sandbox.fault("GET", "/api-team", { status: 500 }, 20);
  for (let calls = 0; calls < 20; calls += 1) await sendRequest(gateway, "GET /api-team", { cookie });
  await sendRequest(gateway, "POST /api-like", { cookie, origin: PAGE, body: { post_id: "p", user_email: "demo@outx.test" } });
  const began = Date.now();
  const { body: { ledger, settings: { modes } } } = await status(gateway, { cookie });
  assert.equal(ledger.team, gateway.team.id);
  assert.deepEqual(ledger.rows, {
    actions: 0, agents: 0, audit: 1, caller_calls: 2, callers: 1, calls: 2, codes: ledger.rows.codes, requests: 1, revoked: 0, writes: 0,
  });
  assert.ok(ledger.last_flush_at > began - 120_000 && ledger.last_flush_at <= Date.now());
  assert.deepEqual(ledger.alerts.map(({ kind }) => kind), ["error_rate"]);
  assert.deepEqual([modes.ALLOWED_ORIGINS, modes.OUTX_UPSTREAM], [undefined, undefined]);
});

test("the age of a secret begins when it is replaced, and the others keep theirs, also when the session secret is rotated", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-status-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const agesUnder = async (changes) => {
    const cleanups = [];
    const one = await startGateway({ after: (cleanup) => cleanups.push(cleanup) }, {
      settings: { ...settings, ...changes }, upstream: gateway.sandbox, miniflare: { durableObjectsPersist: folder },
    });
    const token = signJwt({ scope: "operator" }, { secret: changes.TOKEN_SECRET ?? TOKEN_SECRET });
    const { secrets } = (await status(one, { token })).body;
    for (const cleanup of cleanups) await cleanup();
    return secrets;
  };
  const first = await agesUnder({});
  const second = await agesUnder({ TOKEN_SECRET: "another-token-secret-123456789-xyzw" });
  assert.ok(second.TOKEN_SECRET > first.TOKEN_SECRET);
  assert.deepEqual([second.OUTX_API_KEY, second.SESSION_SECRET], [first.OUTX_API_KEY, first.SESSION_SECRET]);
  const rotated = { SESSION_SECRET: "another-session-secret-0123456789", SESSION_SECRET_PREVIOUS: SECRET };
  const third = await agesUnder({ ...rotated, TOKEN_SECRET: "another-token-secret-123456789-xyzw" });
  assert.ok(third.SESSION_SECRET > second.SESSION_SECRET);
  assert.deepEqual([third.OUTX_API_KEY, third.TOKEN_SECRET], [second.OUTX_API_KEY, second.TOKEN_SECRET]);
});

test("the age begins with the first request of any kind, and the ledger holds eight digits of a keyed hash", async (t) => {
  const own = await startObservedGateway(t, { settings, upstream: gateway.sandbox });
  await sendRequest(own, "GET /_gateway/health");
  let rows;
  await waitUntil(async () => {
    // Before the first message there is no table.
    rows = await own.sql("operator", "SELECT name, value FROM meta WHERE name LIKE 'secret %' ORDER BY name").catch(() => []);
    return rows.length > 0;
  }, "the fingerprints");
  assert.deepEqual(rows.map(({ name }) => name), ["secret OUTX_API_KEY", "secret SESSION_SECRET", "secret TOKEN_SECRET"]);
  assert.ok(rows.every(({ value }) => /^[0-9a-f]{8}$/.test(value)), JSON.stringify(rows));
});

test("a token of scope read does not see the status", async () => {
  assertRejected(await sendRequest(gateway, "GET /_gateway/status", { token: signJwt() }), 403, "access_denied", "the status needs a token with scope write; this one reads");
});

test("health, which needs no credential, contains nothing of the status", async () => {
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual([body.secrets, body.ledger, body.settings.modes], [undefined, undefined, undefined]);
});

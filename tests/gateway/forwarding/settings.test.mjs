// A gateway with a missing or weak setting rejects every request, says which setting and why, and shows no secret.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { BUILD, SECRET, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";

const NOWHERE = { url: "http://127.0.0.1:1" };
const KEY = "outx_setting0canary1setting2";

/** One problem of each kind; core/tests/gateway/settings.rs has all of them. */
const wrong = [
  [{ SESSION_SECRET: SECRET.slice(0, 31) }, "SESSION_SECRET", "must be at least 32 bytes"],
  [{ ACCESS: "token", OUTX_API_KEY: KEY, TOKEN_SECRET: SECRET }, "TOKEN_SECRET", "must differ from SESSION_SECRET"],
];
for (const [settings, setting, reason] of wrong) {
  test(`with an invalid ${setting} the gateway rejects every request, says which setting and why, and shows no secret`, async (t) => {
    const gateway = await startGateway(t, { settings, upstream: NOWHERE });
    const health = await sendRequest(gateway, "GET /_gateway/health");
    assert.equal(health.status, 500);
    assert.equal(health.body.status, "misconfigured");
    assert.deepEqual(health.body.problems, [{ setting, reason }]);
    const secrets = Object.values(settings).filter((value) => value.length >= 16);
    assert.ok(secrets.length > 0);
    const responses = [health];
    for (const what of ["GET /api-team", "GET /_gateway/session", "GET /_gateway/usage", "POST /linkedin-agent/auth-send-otp"]) {
      const response = await sendRequest(gateway, what);
      assertRejected(response, 500, "misconfigured", `${setting} ${reason}`);
      responses.push(response);
    }
    for (const response of responses) for (const secret of secrets) await assertHidden(gateway, response, secret);
  });
}

test("health names the build by the hash of its wasm", async (t) => {
  const gateway = await startGateway(t, { upstream: NOWHERE });
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  const hash = createHash("sha256").update(readFileSync(join(BUILD, "index_bg.wasm"))).digest("hex");
  assert.equal(body.build, hash.slice(0, 12));
});

test("a key that was put into another setting is in no response and no log line", async (t) => {
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: KEY }, upstream: NOWHERE });
  for (const what of ["GET /_gateway/health", "GET /api-team"]) {
    const response = await sendRequest(gateway, what);
    assert.equal(response.status, 500);
    await assertHidden(gateway, response, KEY);
  }
});

test("several problems are all named", async (t) => {
  const gateway = await startGateway(t, { settings: { SESSION_SECRET: undefined, ACTIONS_PER_HOUR: "0" }, upstream: NOWHERE });
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual(body.problems.map(({ setting }) => setting), ["SESSION_SECRET", "ACTIONS_PER_HOUR"]);
});

test("health names settings and shows no value of a secret", async (t) => {
  const secret = {
    SESSION_SECRET: SECRET,
    TOKEN_SECRET,
    OUTX_API_KEY: KEY,
    TURNSTILE_SECRET: "turnstile-secret-of-tests",
    ALERT_WEBHOOK: "https://hooks.example/canary-of-tests",
  };
  const gateway = await startGateway(t, { settings: { ...secret, ACCESS: "session,token,public", TURNSTILE_SITE_KEY: "0x4AAA" }, upstream: NOWHERE });
  const health = await sendRequest(gateway, "GET /_gateway/health");
  assert.equal(health.status, 200, health.text);
  assert.deepEqual(health.body.access, ["session", "token", "public"]);
  assert.deepEqual(health.body.key, { live: "OUTX_API_KEY" });
  assert.equal(health.body.sandbox, NOWHERE.url);
  assert.equal(health.body.turnstile, "0x4AAA");
  for (const name of Object.keys(secret)) assert.ok(health.body.settings.set.includes(name), name);
  assert.ok(health.body.settings.missing.includes("OUTX_API_KEY_NEXT"));
  for (const value of Object.values(secret)) await assertHidden(gateway, health, value);
});

test("with a public upstream, health names no sandbox", async (t) => {
  const gateway = await startGateway(t, { settings: { OUTX_UPSTREAM: "https://api.outx.ai" }, upstream: NOWHERE });
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual({ status: body.status, sandbox: body.sandbox }, { status: "ok", sandbox: null });
});

// Settings: with a missing or weak one the gateway serves nothing, names it with the reason, and shows no secret.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { PAGE, SECRET, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";

const NOWHERE = { url: "http://127.0.0.1:1" };
const KEY = "outx_setting0canary1setting2";
const LOOPBACK = "must begin with https: plain http is for a loopback host only";
const ORIGIN = "must be an origin such as https://api.outx.ai";
const RANDOM = "must be random: it repeats a few characters";
const EXACT = (entry) => `must hold exact origins such as https://app.example, which entry ${entry} is not`;
const number = (min, max) => `must be a whole number from ${min} to ${max}`;

const wrong = [
  [{ SESSION_SECRET: undefined }, "SESSION_SECRET", "is missing: set at least 32 random bytes"],
  [{ SESSION_SECRET: "" }, "SESSION_SECRET", "is missing: set at least 32 random bytes"],
  [{ SESSION_SECRET: SECRET.slice(0, 31) }, "SESSION_SECRET", "must be at least 32 bytes"],
  [{ SESSION_SECRET: "abcdefgh".repeat(8) }, "SESSION_SECRET", RANDOM],
  [{ SESSION_SECRET_PREVIOUS: "too short, and told apart" }, "SESSION_SECRET_PREVIOUS", "must be at least 32 bytes"],
  [{ OUTX_UPSTREAM: undefined }, "OUTX_UPSTREAM", ORIGIN],
  [{ OUTX_UPSTREAM: "http://api.outx.ai" }, "OUTX_UPSTREAM", LOOPBACK],
  [{ OUTX_UPSTREAM: "http://localhost.evil.test" }, "OUTX_UPSTREAM", LOOPBACK],
  [{ OUTX_UPSTREAM: "http://127.0.0.1.evil.test" }, "OUTX_UPSTREAM", LOOPBACK],
  [{ OUTX_UPSTREAM: "https://api.outx.ai/v1" }, "OUTX_UPSTREAM", ORIGIN],
  [{ OUTX_UPSTREAM: "https://user@api.outx.ai" }, "OUTX_UPSTREAM", ORIGIN],
  [{ OUTX_UPSTREAM: "ftp://api.outx.ai" }, "OUTX_UPSTREAM", ORIGIN],
  [{ ACCESS: "sessions" }, "ACCESS", "may hold session, token and public; entry 1 is none of them"],
  [{ ACCESS: "token", OUTX_API_KEY: KEY }, "TOKEN_SECRET", "is missing, and ACCESS has token: set at least 32 random bytes"],
  [{ ACCESS: "token", OUTX_API_KEY: KEY, TOKEN_SECRET: SECRET }, "TOKEN_SECRET", "must differ from SESSION_SECRET"],
  [{ TOKEN_SECRET, SESSION_SECRET_PREVIOUS: TOKEN_SECRET }, "TOKEN_SECRET", "must differ from SESSION_SECRET_PREVIOUS"],
  [{ ACCESS: "token", TOKEN_SECRET }, "OUTX_API_KEY", "is missing, and ACCESS has token or public"],
  [{ OUTX_API_KEY: "outx_short" }, "OUTX_API_KEY", "must be a key: at least 16 visible ASCII characters, no spaces"],
  [{ ACCESS: "public", OUTX_API_KEY: KEY, ALLOWED_ORIGINS: "" }, "ALLOWED_ORIGINS", "must name the pages that may call, since ACCESS has public"],
  [{ ALLOWED_ORIGINS: "*" }, "ALLOWED_ORIGINS", EXACT(1)],
  [{ ALLOWED_ORIGINS: `${PAGE}, ${PAGE}/` }, "ALLOWED_ORIGINS", EXACT(2)],
  [{ ALLOWED_ORIGINS: "null" }, "ALLOWED_ORIGINS", EXACT(1)],
  [{ ALLOWED_ORIGINS: "http://app.example" }, "ALLOWED_ORIGINS", "must not hold a page without https, which can be forged, as entry 1 is"],
  [{ PUBLIC_OPERATIONS: "posts.lists" }, "PUBLIC_OPERATIONS", "entry 1 (posts.lists) names no operation; use names such as posts.list"],
  [{ PUBLIC_OPERATIONS: "auth.sendOtp" }, "PUBLIC_OPERATIONS", "entry 1 (auth.sendOtp) belongs to session access and cannot be public"],
  [{ SIGN_IN_DOMAINS: "@example.com" }, "SIGN_IN_DOMAINS", "must hold domains such as example.com, without @, *, spaces or semicolons, which entry 1 is not"],
  [{ ALLOWED_ORIGINS: `${PAGE}:443` }, "ALLOWED_ORIGINS", "must leave out the default port, as browsers do; entry 1 names it"],
  [{ TURNSTILE_SECRET: "secret-with-a-break\n" }, "TURNSTILE_SECRET", "must be visible ASCII characters without spaces or line breaks"],
  [{ MAX_BODY_BYTES: "1e6" }, "MAX_BODY_BYTES", number(1_024, 1_048_576)],
  [{ UPSTREAM_TIMEOUT_MS: "0" }, "UPSTREAM_TIMEOUT_MS", number(100, 300_000)],
  [{ ACTIONS_PER_HOUR: "-1" }, "ACTIONS_PER_HOUR", number(1, 100_000)],
  [{ SESSION_TTL_SECONDS: "forever" }, "SESSION_TTL_SECONDS", number(60, 2_592_000)],
];

for (const [settings, setting, reason] of wrong) {
  const shown = Object.entries(settings).map(([name, value]) => `${name}=${value ?? ""}`.slice(0, 50)).join(" ");
  test(`${shown}: the gateway serves nothing`, async (t) => {
    const gateway = await startGateway(t, { settings, upstream: NOWHERE });
    const health = await sendRequest(gateway, "GET /_gateway/health");
    assert.equal(health.status, 500);
    assert.equal(health.body.status, "misconfigured");
    assert.deepEqual(health.body.problems, [{ setting, reason }]);
    for (const what of ["GET /api-team", "GET /_gateway/session", "GET /_gateway/usage", "POST /linkedin-agent/auth-send-otp"]) {
      const response = await sendRequest(gateway, what);
      assertRejected(response, 500, "misconfigured", `${setting} ${reason}`);
      for (const secret of secrets(settings)) await assertHidden(gateway, response, secret);
    }
    for (const secret of secrets(settings)) await assertHidden(gateway, health, secret);
  });
}

/** The values of settings that are long enough to be looked for and must never be seen. */
function secrets(settings) {
  const names = ["SESSION_SECRET", "SESSION_SECRET_PREVIOUS", "TOKEN_SECRET", "OUTX_API_KEY"];
  return names.map((name) => settings[name]).filter((value) => value?.length >= 16);
}

for (const setting of ["ACCESS", "ALLOWED_ORIGINS", "PUBLIC_OPERATIONS", "OUTX_UPSTREAM", "MAX_BODY_BYTES", "ALERT_SPIKE"]) {
  test(`a key that was put into ${setting} is not shown`, async (t) => {
    const gateway = await startGateway(t, { settings: { [setting]: KEY }, upstream: NOWHERE });
    for (const what of ["GET /_gateway/health", "GET /api-team"]) {
      const response = await sendRequest(gateway, what);
      assert.equal(response.status, 500);
      await assertHidden(gateway, response, KEY);
    }
  });
}

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

test("with an upstream in the open, health names no sandbox", async (t) => {
  const gateway = await startGateway(t, { settings: { OUTX_UPSTREAM: "https://api.outx.ai" }, upstream: NOWHERE });
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual({ status: body.status, sandbox: body.sandbox }, { status: "ok", sandbox: null });
});

// Alerts: to the log and to ALERT_WEBHOOK, each kind once an hour.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../../support/server.mjs";
import { DEMO, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { cookieOf, signIn } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";

/** A gateway whose alerts go to a server of the test's; `texts()` are those that arrived. */
async function alerting(t, settings = {}) {
  const hook = await startServer(t, { body: "ok" });
  const gateway = await startGateway(t, { settings: (team) => ({
    ALERT_WEBHOOK: `${hook.url}/services/T0/B0/webhookcanary`,
    ...(typeof settings === "function" ? settings(team) : settings),
  }) });
  return { gateway, hook, texts: () => hook.requests.map(({ body }) => JSON.parse(body).text) };
}

/** Calls, and has them written down. */
async function call(gateway, times, credential, what = "GET /api-team") {
  for (let calls = 0; calls < times; calls += 1) await sendRequest(gateway, what, credential);
  return sendRequest(gateway, "GET /_gateway/usage", credential);
}

// core/tests/gateway/alert.rs has the rules: from how many calls on, and without the settings.
test("too many failures within five minutes raise one alert", async (t) => {
  const { gateway, texts } = await alerting(t, { ALERT_ERROR_RATE: "0.2" });
  const cookie = await signIn(gateway);
  await call(gateway, 20, { cookie });
  assert.deepEqual(texts(), []);
  await gateway.sandbox.fault("GET", "/api-team", { status: 500 }, 100);
  await call(gateway, 10, { cookie });
  assert.deepEqual(texts(), [`OutX gateway, team ${gateway.team.id}: 10 of 30 calls failed in the last 5 minutes (33 %)`]);
  await call(gateway, 10, { cookie });
  assert.equal(texts().length, 1);
  const line = gateway.log.lines.find((line) => line.includes('"alert"'));
  assert.equal(JSON.parse(line).alert, "error_rate");
});

test("a key that the API rejects raises one alert", async (t) => {
  const { gateway, texts } = await alerting(t, { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: "outx_rejected0canary1rejected2" });
  const token = signJwt();
  for (let times = 0; times < 2; times += 1) await call(gateway, 1, { token });
  assert.deepEqual(texts(), ["OutX gateway, team operator: the API rejects the team's key (401)"]);
});

test("an inactive extension raises an alert", async (t) => {
  const { gateway, texts } = await alerting(t);
  const cookie = await signIn(gateway);
  await gateway.sandbox.setTeam(gateway.team.id, { extension: "inactive" });
  await call(gateway, 2, { cookie }, "GET /api-posts");
  assert.deepEqual(texts(), [`OutX gateway, team ${gateway.team.id}: no team member's OutX extension was active within 48 hours (403)`]);
});

test("the webhook's address and the key are in no response, log line or message", async (t) => {
  const { gateway, hook } = await alerting(t);
  const cookie = await signIn(gateway);
  await gateway.sandbox.setTeam(gateway.team.id, { extension: "inactive" });
  await gateway.sandbox.fault("GET", "/api-posts", { echo_key: true, status: 403 }, 1);
  await call(gateway, 2, { cookie }, "GET /api-posts");
  const health = await sendRequest(gateway, "GET /_gateway/health");
  for (const secret of ["webhookcanary", gateway.key]) {
    assert.ok(!health.raw.includes(secret));
    assert.ok(!gateway.log.lines.some((line) => line.includes(secret)));
  }
  assert.ok(!JSON.stringify(hook.requests).includes(gateway.key));
});

test("a team id with markup, mentions or line breaks is shown as plain text", async (t) => {
  const id = `<!channel> @everyone [x](https://evil.example)\n${"long".repeat(50)}`;
  const team = { id, name: "Team", api_key: "outx_alert0canary1alert2" };
  const api = await startServer(t, ({ url }, response) => {
    const isSignIn = url === "/linkedin-agent/auth-verify-otp";
    response.writeHead(isSignIn ? 200 : 403, { "content-type": "application/json" });
    response.end(JSON.stringify(isSignIn ? { user: {}, team } : { error: "Plugin installation required: no active extension" }));
  });
  const hook = await startServer(t, { body: "ok" });
  const gateway = await startGateway(t, { settings: { ALERT_WEBHOOK: `${hook.url}/hook` }, upstream: { url: api.url } });
  const verified = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: DEMO, otp: "000000" } });
  await call(gateway, 1, { cookie: cookieOf(verified) }, "GET /api-posts");

  const [text] = hook.requests.map(({ body }) => JSON.parse(body).text);
  const shown = "&lt;!channel&gt; @\u200beveryone [x]\u200b(https:\u200b//evil.example) longlonglonglongl";
  assert.equal(text, `OutX gateway, team ${shown}: no team member's OutX extension was active within 48 hours (403)`);
  const line = JSON.parse(gateway.log.lines.find((line) => line.includes('"alert"')));
  assert.equal(line.team, id.slice(0, 64).replace("\n", " "));
});

test("an unreachable webhook fails no request, and the log says so", async (t) => {
  const gateway = await startGateway(t, { settings: { ALERT_WEBHOOK: "http://127.0.0.1:9/" } });
  const cookie = await signIn(gateway);
  await gateway.sandbox.setTeam(gateway.team.id, { extension: "inactive" });
  assert.equal((await call(gateway, 1, { cookie }, "GET /api-posts")).status, 200);
  assert.ok(gateway.log.lines.some((line) => line.includes("ALERT_WEBHOOK did not take the message")));
});

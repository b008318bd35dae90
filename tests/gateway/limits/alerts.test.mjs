// Alerts are sent to the log and to ALERT_WEBHOOK, each kind at most once per hour.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../../support/server.mjs";
import { assertRejected } from "../../support/assertions.mjs";
import { DEMO, PAGE, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { cookieOf, signIn } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";

/** A gateway whose alerts are sent to a server of the test. `texts()` returns those that have arrived. */
async function alerting(t, settings = {}) {
  const hook = await startServer(t, { body: "ok" });
  const gateway = await startGateway(t, { settings: (team) => ({
    ALERT_WEBHOOK: `${hook.url}/services/T0/B0/webhookcanary`,
    ...(typeof settings === "function" ? settings(team) : settings),
  }) });
  return { gateway, hook, texts: () => hook.requests.map(({ body }) => JSON.parse(body).text) };
}

/** Makes calls, then requests the usage, which writes the counts of the calls first. */
async function call(gateway, times, credential, what = "GET /api-team") {
  for (let calls = 0; calls < times; calls += 1) await sendRequest(gateway, what, credential);
  return sendRequest(gateway, "GET /_gateway/usage", credential);
}

// core/tests/gateway/alert.rs tests the rules: the minimum number of calls, and missing settings.
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

test("with an unreachable webhook all requests are served, and the log reports the failure", async (t) => {
  const gateway = await startGateway(t, { settings: { ALERT_WEBHOOK: "http://127.0.0.1:9/" } });
  const cookie = await signIn(gateway);
  await gateway.sandbox.setTeam(gateway.team.id, { extension: "inactive" });
  assert.equal((await call(gateway, 1, { cookie }, "GET /api-posts")).status, 200);
  assert.ok(gateway.log.lines.some((line) => line.includes("ALERT_WEBHOOK did not take the message")));
});

const testAlert = (gateway, credential) => sendRequest(gateway, "POST /_gateway/alerts/test", { origin: PAGE, ...credential });

test("a member of a team can send a test alert, at most one per minute", async (t) => {
  const { gateway, texts } = await alerting(t);
  const cookie = await signIn(gateway);
  const response = await testAlert(gateway, { cookie });
  assert.deepEqual([response.status, response.body], [200, { outcome: "sent", status: 200, text: "the webhook accepted the alert (200): look for it where it is posted" }]);
  assert.deepEqual(texts(), [`OutX gateway, team ${gateway.team.id}: this is a test: alerts of this gateway arrive here`]);
  const again = await testAlert(gateway, { cookie });
  assertRejected(again, 429, "rate_limited", "a test alert was sent less than a minute ago: wait as long as retry-after says and try again");
  assert.ok(Number(again.headers.get("retry-after")) > 50 && Number(again.headers.get("retry-after")) <= 60);
  assert.equal(texts().length, 1);
  const { body: { ledger } } = await sendRequest(gateway, "GET /_gateway/status", { cookie });
  assert.deepEqual(ledger.alerts.map(({ kind }) => kind), ["test"]);
});

test("the response to a test alert says what was wrong with the webhook, and never contains its address", async (t) => {
  const silent = await startServer(t, () => {});
  const failing = await startServer(t, { status: 500, body: "boom" });
  const moved = await startServer(t, { status: 302, headers: { location: "https://elsewhere.example/hookcanary" } });
  const cases = [
    [undefined, { outcome: "not_set", status: null }, /^ALERT_WEBHOOK is not set, so alerts go to the log only: set it/],
    [`${failing.url}/hookcanary`, { outcome: "rejected", status: 500 }, /^the webhook responded with 500, and only 2xx accepts an alert/],
    [`${moved.url}/hookcanary`, { outcome: "rejected", status: 302 }, /^the webhook responded with 302/],
    [`${silent.url}/hookcanary`, { outcome: "timed_out", status: null }, /^the webhook did not respond within 5 seconds/],
    ["http://127.0.0.1:9/hookcanary", { outcome: "unreachable", status: null }, /^the webhook could not be reached: check the host/],
  ];
  for (const [webhook, outcome, expected] of cases) {
    const gateway = await startGateway(t, { settings: { ALERT_WEBHOOK: webhook, ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: "outx_test0canary1test2canary3" } });
    const response = await testAlert(gateway, { token: signJwt({ scope: "operator" }) });
    const { text, ...rest } = response.body;
    assert.deepEqual([response.status, rest], [200, outcome], webhook);
    assert.match(text, expected);
    assert.doesNotMatch(response.raw, /hookcanary|127\.0\.0\.1/);
    assert.ok(!gateway.log.lines.some((line) => line.includes("hookcanary")), webhook);
  }
});

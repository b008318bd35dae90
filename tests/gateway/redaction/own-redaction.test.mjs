// The gateway redacts keys in its own responses, its log and its alerts too, because the API chooses the ids and names of teams.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden } from "../../support/assertions.mjs";
import { DEMO, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startServer } from "../../support/server.mjs";
import { startSignInApi } from "../../support/sign-in-api.mjs";
import { cookieOf } from "../../support/sign-in.mjs";

const KEY = "outx_session0canary1session2";
const GATEWAY_KEY = "outx_gateway0canary1gateway2";

const teams = {
  "its own key in the name": { id: "team-1", name: `Team ${KEY}` },
  "its own key at the end of a long name": { id: "team-1", name: `${"n".repeat(85)}${KEY}` },
  "the gateway's key in the name": { id: "team-1", name: `Team ${GATEWAY_KEY}` },
  "its own key in the id": { id: `team-${KEY}`, name: "Team" },
  "its own key as the id": { id: KEY, name: "Team" },
  "the gateway's key in the id": { id: `team-${GATEWAY_KEY}`, name: "Team" },
};
for (const [what, team] of Object.entries(teams)) {
  test(`a team with ${what}: the key is in no response, log line or alert`, async (t) => {
    const hook = await startServer(t, { body: "ok" });
    const settings = { ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: GATEWAY_KEY, ALERT_WEBHOOK: `${hook.url}/hook` };
    const gateway = await startGateway(t, { settings, upstream: await startSignInApi(t, { ...team, api_key: KEY }) });
    const verified = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: DEMO, otp: "000000" } });
    assert.equal(verified.status, 200, verified.text);
    const cookie = cookieOf(verified);
    const session = await sendRequest(gateway, "GET /_gateway/session", { cookie });
    assert.equal(session.body.session.email, DEMO, session.text);
    const denied = await sendRequest(gateway, "GET /api-posts", { cookie });
    assert.equal(denied.status, 403, denied.text);
    const usage = await sendRequest(gateway, "GET /_gateway/usage", { cookie });
    assert.equal(usage.status, 200, usage.text);
    const health = await sendRequest(gateway, "GET /_gateway/health");

    // The alert was sent before usage was counted, and the log has its line.
    assert.equal(hook.requests.length, 1);
    assert.ok(gateway.log.lines.some((line) => line.includes('"alert"')));
    for (const key of [KEY, GATEWAY_KEY]) {
      // A part of the key that remains after a cut at 64 or 100 characters is redacted too.
      const shown = key.slice(0, 14);
      for (const response of [verified, session, denied, usage, health]) assert.ok(!response.raw.includes(shown), response.raw);
      for (const response of [verified, session, denied, usage, health]) await assertHidden(gateway, response, key);
      assert.ok(!gateway.log.lines.some((line) => line.includes(shown)));
      assert.ok(!hook.requests[0].body.includes(shown), hook.requests[0].body);
    }
  });
}

test("two teams whose ids contain their keys have separate ledgers", async (t) => {
  const [one, two] = ["outx_first0canary1first2first3", "outx_second0canary1second2sec"];
  const server = await startServer(t, ({ url }, response) => {
    const key = server.requests.length === 1 ? one : two;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(url.endsWith("verify-otp") ? { user: {}, team: { id: key, name: "Team", api_key: key } } : { success: true }));
  });
  const gateway = await startGateway(t, { upstream: { url: server.url } });
  const signIn = async () => cookieOf(await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: DEMO, otp: "000000" } }));
  const [first, second] = [await signIn(), await signIn()];
  await sendRequest(gateway, "GET /api-team", { cookie: first });
  const calls = async (cookie) => (await sendRequest(gateway, "GET /_gateway/usage", { cookie })).body.days.length;
  assert.deepEqual([await calls(first), await calls(second)], [1, 0]);
});

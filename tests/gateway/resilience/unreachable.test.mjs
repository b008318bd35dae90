// Unavailable Durable Objects: requests that need them are rejected, others are served.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { DEMO, TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";

const token = signJwt({ scope: "write" });
const withToken = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key });

test("without the ledger writes are rejected and reads are served", async (t) => {
  const gateway = await startGateway(t, { settings: withToken, objects: [] });
  await assertNothingSent(gateway, async () => {
    for (const headers of [{}, { "idempotency-key": "k1" }]) {
      const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, token, headers });
      assertRejected(response, 503, "upstream", "the ledger cannot be reached, so the write was not sent: try again");
      assert.equal(response.headers.get("retry-after"), "1");
    }
  });
  assert.equal((await sendRequest(gateway, "GET /api-team", { token })).status, 200);
  assertRejected(await sendRequest(gateway, "GET /_gateway/usage", { token }), 503, "upstream", "the ledger cannot be reached: try again");
});

test("an isolate that cannot read revocations serves no session", async (t) => {
  const gateway = await startGateway(t);
  const cookie = await signIn(gateway);
  const cut = await startGateway(t, { settings: {}, upstream: gateway.sandbox, objects: ["LIMITER"] });
  await assertNothingSent(cut, async () => {
    const response = await sendRequest(cut, "GET /api-team", { cookie });
    assertRejected(response, 503, "upstream", "the ledger cannot be reached, so the session cannot be checked: try again");
    assert.equal(response.headers.get("set-cookie"), null);
  });
});

test("without the limiter sign-in is unavailable", async (t) => {
  const gateway = await startGateway(t, { settings: {}, objects: ["LEDGER"] });
  await assertNothingSent(gateway, async () => {
    for (const [step, otp] of [["send", undefined], ["verify", "123456"]]) {
      const response = await sendRequest(gateway, `POST /linkedin-agent/auth-${step}-otp`, { body: { email: "demo@outx.test", otp } });
      assertRejected(response, 503, "upstream", "the limiter cannot be reached, so sign-in is not possible: try again");
    }
  });
});

test("Durable Objects without SQLite are reported as a misconfiguration, and requests that need none are served", async (t) => {
  const durableObjects = { LEDGER: { className: "Ledger", useSQLite: false }, LIMITER: { className: "Limiter", useSQLite: false } };
  const gateway = await startGateway(t, { settings: (team) => ({ ...withToken(team), ACCESS: "session,token" }), objects: [], miniflare: { durableObjects } });
  const [write, read, signIn, signOut] = await Promise.all([
    sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" }, token, headers: { "idempotency-key": "k1" } }),
    sendRequest(gateway, "GET /api-team", { token }),
    sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email: DEMO } }),
    sendRequest(gateway, "DELETE /_gateway/session", { token: signJwt({ sub: "leaves" }) }),
  ]);
  const advice = "list its class under new_sqlite_classes in wrangler.toml, in place of new_classes";
  assertRejected(write, 500, "misconfigured", `the ledger has no SQLite storage, so the write was not sent: ${advice}`);
  assert.equal(read.status, 200);
  assertRejected(signIn, 500, "misconfigured", `the limiter has no SQLite storage, so sign-in is not possible: ${advice}`);
  assertRejected(signOut, 500, "misconfigured", `the ledger has no SQLite storage, so the sign-out was not recorded: ${advice}`);
});

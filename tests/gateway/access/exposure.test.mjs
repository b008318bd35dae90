// Settings that are accepted on a loopback host only: on any other host the gateway rejects every request.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent } from "../../support/assertions.mjs";
import { PAGE, startGateway } from "../../support/gateway.mjs";
import { sendRaw, sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const HTTPS = { OUTX_UPSTREAM: "https://api.outx.ai" };
const NOWHERE = { url: "http://127.0.0.1:1" };
const UNBOUND = { ratelimits: {} };
const RATE_LIMIT =
  "is not bound, so no caller is throttled: add [[ratelimits]] with this name to wrangler.toml, or bind an object with limit({ key })";
const LOCAL_UPSTREAM = "is plain http, which is accepted only for requests to a gateway on a loopback host: use an https URL";

/** Sends a request with the Host of another machine, and reads the JSON body. */
async function askFromElsewhere(gateway, what, ...headers) {
  const { status, text } = await sendRaw(gateway, [`${what} HTTP/1.1`, "Host: gateway.example", ...headers]);
  const [, body] = text.match(/(\{.*\})/s);
  return { status, body: JSON.parse(body) };
}

test("without the RATE_LIMIT binding the gateway serves loopback hosts only, and health says why", async (t) => {
  const gateway = await startGateway(t, { settings: HTTPS, upstream: NOWHERE, miniflare: UNBOUND });
  const here = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual([here.status, here.body.problems], [200, []]);

  const health = await askFromElsewhere(gateway, "GET /_gateway/health");
  assert.equal(health.status, 500);
  assert.equal(health.body.status, "misconfigured");
  assert.deepEqual(health.body.problems, [{ setting: "RATE_LIMIT", reason: RATE_LIMIT }]);
  for (const what of ["GET /api-team", "GET /_gateway/session", "POST /_gateway/session", "POST /linkedin-agent/auth-send-otp"]) {
    const { status, body } = await askFromElsewhere(gateway, what);
    assert.deepEqual([status, body.code, body.error], [500, "misconfigured", `RATE_LIMIT ${RATE_LIMIT}`], what);
  }
});

test("a session that this isolate has cached is rejected too", async (t) => {
  const gateway = await startGateway(t, { miniflare: UNBOUND });
  const cookie = await signIn(gateway);
  for (let reads = 0; reads < 2; reads += 1) assert.equal((await sendRequest(gateway, "GET /api-team", { cookie })).status, 200);
  await assertNothingSent(gateway, async () => {
    const { status, body } = await askFromElsewhere(gateway, "GET /api-team", `Cookie: ${cookie}`);
    assert.deepEqual([status, body.code], [500, "misconfigured"]);
    assert.equal(body.error, `OUTX_UPSTREAM ${LOCAL_UPSTREAM}; RATE_LIMIT ${RATE_LIMIT}`);
  });
});

test("with the binding a request to another host is served", async (t) => {
  const gateway = await startGateway(t, { settings: HTTPS, upstream: NOWHERE });
  const health = await askFromElsewhere(gateway, "GET /_gateway/health");
  assert.deepEqual([health.status, health.body.problems], [200, []]);
  assert.equal((await askFromElsewhere(gateway, "GET /api-team")).body.code, "session_expired");
});

test("a testing secret of Turnstile is accepted on loopback hosts only", async (t) => {
  const settings = {
    ...HTTPS, ACCESS: "public", OUTX_API_KEY: "outx_exposure0canary1", TURNSTILE_SECRET: `1x${"0".repeat(31)}AA`, ALLOWED_ORIGINS: PAGE,
  };
  const gateway = await startGateway(t, { settings, upstream: NOWHERE });
  const health = await askFromElsewhere(gateway, "GET /_gateway/health");
  const reason = "is one of Cloudflare's testing secrets, which accept any token: use the secret of your widget";
  assert.deepEqual(health.body.problems, [{ setting: "TURNSTILE_SECRET", reason }]);
  assert.equal((await sendRequest(gateway, "GET /_gateway/health")).status, 200);
});

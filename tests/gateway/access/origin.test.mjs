// Which origins may call, and which CORS headers they receive.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { ORIGIN_PAIRS } from "../../support/forged-requests.mjs";
import { PAGE, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRaw, sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
const LISTS = "/api-keyword-watchlist";
const APPS = ["capacitor://localhost", "http://tauri.localhost", "safari-web-extension://1A2B3C4D-0000-4111-8222-933344445555"];
const gateway = await startGateway(fileScope, { settings: { ALLOWED_ORIGINS: [PAGE, EXTENSION, ...APPS].join(", ") } });
const cookie = await signIn(gateway);
const host = new URL(gateway.url).host;

for (const origin of [PAGE, EXTENSION, ...APPS]) {
  test(`the preflight of ${origin} lists the allowed methods and headers`, async () => {
    const response = await sendRequest(gateway, `OPTIONS ${LISTS}`, { origin, headers: { "access-control-request-method": "POST" } });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("access-control-allow-origin"), origin);
    assert.equal(response.headers.get("access-control-allow-credentials"), "true");
    assert.equal(response.headers.get("access-control-allow-methods"), "GET, POST, PUT, DELETE");
    const allowed = "content-type, authorization, x-outx-session, x-outx-session-id, idempotency-key, x-outx-attempts, traceparent, tracestate, baggage, sentry-trace, b3, x-datadog-trace-id, x-datadog-parent-id, x-datadog-origin, x-datadog-sampling-priority, newrelic";
    assert.equal(response.headers.get("access-control-allow-headers"), allowed);
    assert.equal(response.headers.get("vary"), "Origin");
  });
}

// core/tests/gateway/origin.rs has every kind; the attack layer sends them too.
for (const origin of ["https://evil.example", "null"]) {
  test(`${origin} is a foreign origin`, () => assertNothingSent(gateway, async () => {
    for (const method of ["OPTIONS", "GET"]) {
      const response = await sendRequest(gateway, `${method} /api-team`, { cookie, origin });
      assertRejected(response, 403, "origin_denied", "this origin may not call (ALLOWED_ORIGINS)");
      assert.equal(response.headers.get("access-control-allow-origin"), null);
    }
  }));
}

test("a request without Origin is foreign when sec-fetch-site names another site", () => assertNothingSent(gateway, async () => {
  const response = await sendRequest(gateway, "GET /api-team", { cookie, headers: { "sec-fetch-site": "cross-site" } });
  assertRejected(response, 403, "origin_denied");
}));

test("concurrent reads of several pages each receive their own origin", async () => {
  // The isolate has cached the session by now, and serves such reads on the fast path, with response headers that it reuses.
  const origins = [PAGE, EXTENSION, undefined, gateway.url];
  const asked = Array.from({ length: 40 }, (_, turn) => origins[turn % origins.length]);
  const responses = await Promise.all(asked.map((origin) => sendRequest(gateway, "GET /api-team", { cookie, origin })));
  for (const [turn, response] of responses.entries()) {
    const other = [PAGE, EXTENSION].includes(asked[turn]) ? asked[turn] : null;
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("access-control-allow-origin"), other);
    assert.equal(response.headers.get("access-control-allow-credentials"), other && "true");
    assert.equal(response.headers.get("content-type"), "application/json");
  }
  assert.equal(new Set(responses.map((response) => response.requestId)).size, asked.length);
});

test("a DNS name that points at a loopback gateway is not the gateway's own origin", async (t) => {
  const settings = ({ api_key }) => ({ OUTX_UPSTREAM: "https://api.outx.ai", ACCESS: "public", OUTX_API_KEY: api_key });
  const real = await startGateway(t, { settings, upstream: gateway.sandbox });
  for (const said of ["Origin: http://rebound.example", "Sec-Fetch-Site: same-origin"]) {
    const response = await sendRaw(real, ["GET /api-posts HTTP/1.1", "Host: rebound.example", said]);
    assert.equal(response.status, 403, response.text);
    assert.match(response.text, /"code":"origin_denied"/);
  }
});

test("a write by cookie needs an Origin, whatever other headers say", () => assertNothingSent(gateway, async () => {
  const response = await sendRequest(gateway, `POST ${LISTS}`, { cookie, body: { keywords: ["a"] }, headers: { "sec-fetch-site": "same-origin" } });
  assertRejected(response, 403, "origin_denied");
}));

test("errors to an allowed origin carry CORS headers", async () => {
  const errors = {
    400: ["GET /api-posts?x=1"],
    401: ["GET /api-team"],
    404: ["GET /nothing"],
    415: [`POST ${LISTS}`, { cookie, body: "{}", headers: { "content-type": "text/plain" } }],
  };
  for (const [status, [what, options]] of Object.entries(errors)) {
    const response = await sendRequest(gateway, what, { origin: PAGE, ...options });
    assert.equal(response.status, Number(status), response.text);
    assert.equal(response.headers.get("access-control-allow-origin"), PAGE);
    assert.equal(response.headers.get("access-control-expose-headers"), "retry-after, x-request-id, x-outx-session");
  }
});

test("two Origin headers are foreign, even if one is allowed", () => assertNothingSent(gateway, async () => {
  for (const pair of ORIGIN_PAIRS) {
    const head = [`GET /api-team HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, ...pair.map((origin) => `Origin: ${origin}`)];
    const response = await sendRaw(gateway, head);
    assert.equal(response.status, 403, response.text);
    assert.match(response.text, /"code":"origin_denied"/);
  }
}));

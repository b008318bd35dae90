// The console's page as the Worker serves it: its content security policy allows Turnstile only where the settings require it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { assets } from "../../support/assets.mjs";

const HOST = "https://challenges.cloudflare.com";
const WIDGET = { TURNSTILE_SECRET: "turnstile-secret-of-tests-012345", TURNSTILE_SITE_KEY: "site-key" };
const plain = await startGateway(fileScope, { settings: {}, miniflare: assets() });

async function policyOf(gateway, headers) {
  const response = await sendRequest(gateway, "GET /", { headers });
  assert.equal(response.status, 200, response.text);
  assert.match(response.text, /<div id="app">/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  const rules = response.headers.get("content-security-policy").split(";").map((rule) => rule.trim().split(/\s+(.*)/));
  return Object.fromEntries(rules.map(([name, value]) => [name, value]));
}

test("without Turnstile the page keeps the policy of its file", async () => {
  const policy = await policyOf(plain);
  assert.equal(policy["script-src"], "'self' 'wasm-unsafe-eval'");
  assert.equal(policy["require-trusted-types-for"], "'script'");
  assert.equal(policy["frame-src"], undefined);
});

test("with Turnstile for public access the policy also allows Turnstile's script and frame, and nothing else", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "session,public", OUTX_API_KEY: api_key, ...WIDGET });
  const policy = await policyOf(await startGateway(t, { settings, upstream: plain.sandbox, miniflare: assets() }));
  const before = await policyOf(plain);
  delete before["require-trusted-types-for"];
  delete before["trusted-types"];
  assert.deepEqual(policy, { ...before, "script-src": `${before["script-src"]} ${HOST}`, "frame-src": HOST });
});

const halves = {
  "public access is off": () => ({ ...WIDGET }),
  "there is no secret": ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, TURNSTILE_SITE_KEY: "site-key" }),
  "there is no public key": ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, TURNSTILE_SECRET: WIDGET.TURNSTILE_SECRET }),
};
for (const [what, settings] of Object.entries(halves)) {
  test(`the policy does not change when ${what}, and health has no site key`, async (t) => {
    const gateway = await startGateway(t, { settings, upstream: plain.sandbox, miniflare: assets() });
    assert.deepEqual(await policyOf(gateway), await policyOf(plain));
    assert.equal((await sendRequest(gateway, "GET /_gateway/health")).body.turnstile, null);
  });
}

test("a link from another site opens the page, and a misconfigured gateway still shows it", async (t) => {
  await policyOf(plain, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" });
  await policyOf(await startGateway(t, { settings: { SESSION_SECRET: "short" }, upstream: plain.sandbox, miniflare: assets() }));
});

test("the page is logged as a page and is served to GET only", async () => {
  const response = await sendRequest(plain, "GET /");
  const pages = plain.log.lines.filter((line) => line.includes('"operation":"page"'));
  assert.ok(pages.length > 0, response.status);
  assertRejected(await sendRequest(plain, "POST /", { body: {}, origin: plain.url }), 404, "route_denied");
});

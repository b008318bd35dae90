// Signing in over plain http on a loopback host in WebKit, which drops `Secure` cookies there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assets } from "../support/assets.mjs";
import { DEMO, startGateway } from "../support/gateway.mjs";
import { missingWebKit, startWebKit } from "../support/webkit.mjs";

const POST = `
  const [path, body] = args;
  const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return response.status;`;
const STATUS_OF = "return (await fetch(args[0])).status;";

test("in WebKit a session over plain http on a loopback host is kept, used for reads and writes, and ended", { skip: missingWebKit() }, async (t) => {
  const gateway = await startGateway(t, { miniflare: assets() });
  const page = await startWebKit(t);
  for (const host of ["127.0.0.1", "localhost"]) {
    await page.goto(gateway.url.replace("127.0.0.1", host));
    assert.equal(await page.run(POST, "/linkedin-agent/auth-send-otp", { email: DEMO }), 200);
    const otp = await gateway.sandbox.otp(DEMO);
    assert.equal(await page.run(POST, "/linkedin-agent/auth-verify-otp", { email: DEMO, otp }), 200);
    assert.equal(await page.run(STATUS_OF, "/_gateway/session"), 200, `${host} keeps the session`);
    assert.equal(await page.run(STATUS_OF, "/api-team"), 200);
    assert.equal(await page.run(POST, "/linkedin-agent/fetch-profile", { profile_slug: "ada-example" }), 200);
    assert.equal(await page.run("return document.cookie;"), "", "scripts cannot read it");
    assert.equal(await page.run('return (await fetch("/_gateway/session", { method: "DELETE" })).status;'), 204);
    assert.equal(await page.run(STATUS_OF, "/_gateway/session"), 401);
  }
});

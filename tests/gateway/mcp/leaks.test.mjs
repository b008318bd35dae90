// The key is in nothing that an agent receives or the gateway logs, even when the API echoes it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendMessage, toolCall } from "../../support/mcp.mjs";
import { containsSecret } from "../../support/secret-encodings.mjs";
import { signInForToken } from "../../support/sign-in.mjs";

const settings = ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write", ACTIONS_PER_HOUR: "100000" });
const gateway = await startGateway(fileScope, { settings });
const session = await signInForToken(gateway);
const callers = { "a token": signJwt({ scope: "write" }), "a session": session };
const { key } = gateway;

const faults = {
  "nothing": undefined,
  "an echo": { echo_key: true },
  "an echo in an error": { status: 400, body: { error: `no team has ${key}`, key }, headers: { "retry-after": key } },
  "an echo in a long response": { status: 200, body: { data: Array.from({ length: 400 }, () => ({ text: `${key}${"x".repeat(1_000)}` })) } },
  "an echo in escapes": { status: 200, headers: { "content-type": "application/json" }, body: `{"data":[{"text":"${key.replace(/./g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}"}]}` },
};

for (const [who, token] of Object.entries(callers)) {
  for (const [what, fault] of Object.entries(faults)) {
    test(`${who}: the key is found 0 times after ${what}`, async () => {
      for (const [method, path, name, args] of [
        ["GET", "/api-posts", "get_posts", { watchlist_id: "w" }],
        ["POST", "/linkedin-agent/fetch-profile", "fetch_linkedin_profile", { profile_slug: "ada-example", wait_seconds: 0 }],
        ["POST", "/api-like", "like_watchlist_post", { post_id: "p", user_email: "demo@outx.test" }],
      ]) {
        if (fault) await gateway.sandbox.fault(method, path, fault);
        const response = await sendMessage(gateway, toolCall(name, args, crypto.randomUUID()), { token });
        assert.equal(response.status, 200);
        assert.ok(!containsSecret(response.raw, key), response.raw.slice(0, 300));
        const resource = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "outx://watchlists/w/posts" } };
        if (fault) await gateway.sandbox.fault("GET", "/api-posts", fault);
        assert.ok(!containsSecret((await sendMessage(gateway, resource, { token })).raw, key));
        await gateway.log.of(response);
      }
      for (const line of gateway.log.lines) for (const secret of [key, token]) assert.ok(!line.includes(secret));
    });
  }
}

// Nothing that an agent receives or the gateway logs contains the key, even when the API echoes it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendMessage, toolCall } from "../../support/mcp.mjs";
import { containsSecret } from "../../support/secret-encodings.mjs";
import { startServer } from "../../support/server.mjs";
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

const tools = readFileSync(new URL("../../../core/src/gateway/mcp/tools.tsv", import.meta.url), "utf8").trim().split("\n").map((line) => line.split("\t"));
const fixtures = JSON.parse(readFileSync(new URL("../../../core/tests/fixtures/requests.json", import.meta.url), "utf8"));
/** An API that puts the key into every response, in values, names, headers and a task's id and status. */
const repeats = {
  "successes": { status: 200, body: { [key]: key, data: [{ text: key, status: key }], watchlists: [{ id: key, name: key }], api_agent_task_id: key, error: key } },
  "errors": { status: 422, body: { error: `no: ${key}`, detail: key, request_id: key, code: key } },
  "tasks that fail": { status: 200, body: { api_agent_task_id: "task-1", data: { status: "failed", task_output: { error: key } } } },
  "text": { status: 500, headers: { "content-type": "text/plain" }, body: `<b>${key}</b>` },
};

for (const [what, repeat] of Object.entries(repeats)) {
  test(`the key is found 0 times in what any tool, resource or prompt returns when the API repeats it in ${what}`, async (t) => {
    const upstream = await startServer(t, { ...repeat, headers: { "retry-after": key, "x-echo": key, ...repeat.headers } });
    const echoing = await startGateway(t, { settings: settings({ api_key: key }), upstream });
    const token = callers["a token"];
    const messages = tools.map(([operation, name]) => {
      const args = fixtures.find(({ call }) => call === operation)?.args ?? {};
      return toolCall(name, operation.startsWith("linkedin.") ? { ...args, wait_seconds: 1 } : args);
    });
    for (const [method, params] of [
      ["initialize", { protocolVersion: "2025-11-25" }], ["server/discover"], ["ping"], ["tools/list"], ["resources/list"], ["resources/templates/list"],
      ["resources/read", { uri: "outx://openapi.json" }], ["resources/read", { uri: "outx://watchlists/w/posts" }], ["prompts/list"],
      ["prompts/get", { name: "summarise_watchlists" }], ["nothing"],
    ]) messages.push({ jsonrpc: "2.0", id: 1, method, params });
    for (const [index, message] of messages.entries()) {
      const response = await sendMessage(echoing, { ...message, id: index }, { token });
      assert.ok(!containsSecret(response.raw, key), `${message.method} ${message.params?.name}: ${response.raw.slice(0, 500)}`);
    }
    assert.ok(upstream.requests.length >= tools.length, `${upstream.requests.length} requests reached the API`);
    for (const line of echoing.log.lines) assert.ok(!containsSecret(line, key), line);
  });
}

test("the key is found 0 times in the progress of a task whose status and output repeat it", async (t) => {
  const task = (status) => ({ body: { data: { status, task_output: { note: key } } } });
  const upstream = await startServer(t, { body: { api_agent_task_id: "task-1" } }, task(key), task("completed"));
  const echoing = await startGateway(t, { settings: settings({ api_key: key }), upstream });
  const message = toolCall("fetch_linkedin_company", { company_slug: "acme" });
  message.params._meta = { progressToken: 1 };
  const { text, raw } = await sendMessage(echoing, message, { token: callers["a token"] });
  assert.match(text, /the task is \[redacted\]/);
  assert.match(text, /"note":"\[redacted\]"/);
  assert.ok(!containsSecret(raw, key), raw);
});

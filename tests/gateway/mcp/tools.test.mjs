// Tools through the official SDK's clients, against the sandbox.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { requestsDuring } from "../../support/assertions.mjs";
import { DEMO, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { connect, revisions, sendMessage, toolCall } from "../../support/mcp.mjs";
import { waitUntil } from "../../support/wait.mjs";

const settings = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write", ACTIONS_PER_HOUR: "10000" });
const gateway = await startGateway(fileScope, { settings });
const token = signJwt({ scope: "write" });
const definitions = readFileSync(new URL("../../../core/src/gateway/mcp/tools.tsv", import.meta.url), "utf8").trim().split("\n");
const fixtures = JSON.parse(readFileSync(new URL("../../../core/tests/fixtures/requests.json", import.meta.url), "utf8"));

for (const [revision, connectTo] of Object.entries(revisions)) {
  test(`every tool calls its operation (${revision})`, async (t) => {
    await gateway.sandbox.reset();
    // After the reset the ids of tasks repeat, and the gateway shares the response to a poll of an id for a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await gateway.sandbox.switch({ task_plan: ["completed"] });
    const client = await connectTo(t, gateway, token);
    for (const [operation, name] of definitions.map((line) => line.split("\t"))) {
      const args = fixtures.find(({ call }) => call === operation)?.args ?? {};
      const sent = await requestsDuring(gateway, async () => {
        const result = await client.callTool({ name, arguments: args });
        assert.equal(result.content[0].type, "text");
        assert.equal(typeof result.structuredContent, "object", name);
        // Some fixtures name things that do not exist here. The result is then the API's own error, with what to do.
        if (result.isError) assert.match(result.content[0].text, /^[a-z_]+: .+\. .+/, name);
      });
      if (name === "get_usage") assert.deepEqual(sent, []);
      else assert.ok(sent.length >= 1, `${name} reached the API`);
    }
  });
}

test("a fetch waits for its task and reports progress", async (t) => {
  await gateway.sandbox.switch({ task_plan: ["pending", "completed"] });
  for (const connectTo of Object.values(revisions)) {
    const client = await connectTo(t, gateway, token);
    const heard = [];
    const params = { name: "fetch_linkedin_profile", arguments: { profile_slug: "ada-example" } };
    const onprogress = (progress) => heard.push(progress);
    const result = await (connectTo === connect ? client.callTool(params, undefined, { onprogress }) : client.callTool(params, { onprogress }));
    assert.equal(result.structuredContent.status, "completed", result.content[0].text);
    assert.ok(result.structuredContent.output);
    assert.deepEqual(heard.map(({ message, total }) => [message, total]), [["the task is pending", 50]]);
  }
});

test("a wait that ends returns the task's id, which get_task_status takes", async (t) => {
  await gateway.sandbox.switch({ task_plan: ["processing", "completed"] });
  const client = await connect(t, gateway, token);
  const started = await client.callTool({ name: "fetch_linkedin_company", arguments: { company_slug: "acme", wait_seconds: 0 } });
  const { task_id } = started.structuredContent;
  assert.match(started.content[0].text, new RegExp(`get_task_status with task_id "${task_id}"`));
  const status = async () => (await client.callTool({ name: "get_task_status", arguments: { task_id } })).structuredContent.data.status;
  assert.equal(await status(), "processing");
  // The gateway polls the API for one task at most once per second.
  await waitUntil(async () => (await status()) === "completed");
});

test("a failed task is an error of the tool", async (t) => {
  await gateway.sandbox.switch({ task_plan: ["failed"] });
  const client = await connect(t, gateway, token);
  const result = await client.callTool({ name: "fetch_linkedin_company", arguments: { company_slug: "acme" } });
  assert.deepEqual([result.isError, result.structuredContent.code], [true, "task_failed"]);
});

test("a client that disconnects ends the wait after at most one more poll", async (t) => {
  await gateway.sandbox.switch({ task_plan: ["pending"] });
  const client = await connect(t, gateway, token);
  const abort = new AbortController();
  const params = { name: "fetch_linkedin_profile", arguments: { profile_slug: "ada-example" } };
  const call = client.callTool(params, undefined, { signal: abort.signal, onprogress: () => abort.abort() });
  await assert.rejects(call);
  const polls = async () => (await gateway.sandbox.requests()).filter(({ path }) => path.endsWith("get-task-status")).length;
  const before = await polls();
  // The SDK leaves the stream open when it cancels; closing the client ends it.
  await client.close();
  // The next polls would be due after 5 s and 11 s. When the gateway sends the event of the first, the runtime notices that the client has disconnected.
  await new Promise((resolve) => setTimeout(resolve, 13_000));
  assert.ok((await polls()) <= before + 1, `${before} polls, then ${await polls()}`);
});

test("errors of the API are results with the gateway's code and what to do", async (t) => {
  await gateway.sandbox.reset();
  const client = await connect(t, gateway, token);
  await gateway.sandbox.setTeam(gateway.team.id, { extension: "inactive" });
  const inactive = await client.callTool({ name: "fetch_linkedin_profile", arguments: { profile_slug: "ada-example" } });
  assert.deepEqual([inactive.isError, inactive.structuredContent.code], [true, "extension_inactive"]);
  assert.match(inactive.content[0].text, /open Chrome with the OutX extension/);
  await gateway.sandbox.reset();
  await gateway.sandbox.fault("GET", "/api-team", { status: 429, headers: { "retry-after": "7" }, body: { error: "slow down" } });
  const limited = await client.callTool({ name: "get_team", arguments: {} });
  assert.deepEqual([limited.structuredContent.code, limited.structuredContent.retry_after_seconds], ["rate_limited", 7]);
  const wrong = await client.callTool({ name: "get_posts", arguments: {} });
  assert.match(wrong.content[0].text, /^invalid_request: watchlist_id is required\. Correct the argument/);
  await assert.rejects(client.callTool({ name: "rm", arguments: {} }), /Unknown tool/);
});

test("a read token is not offered tools that write, and its writes are rejected", async (t) => {
  const reader = signJwt({ scope: "read" });
  const client = await connect(t, gateway, reader);
  const names = (await client.listTools()).tools.map(({ name }) => name);
  assert.ok(names.includes("get_posts") && !names.includes("like_linkedin_post"), names.join());
  const sent = await requestsDuring(gateway, async () => {
    const result = await client.callTool({ name: "like_linkedin_post", arguments: { social_urn: "urn:li:activity:1" } });
    assert.deepEqual([result.isError, result.structuredContent.code], [true, "access_denied"]);
  });
  assert.deepEqual(sent, []);
});

test("tool calls are counted in the usage and against the budget of LinkedIn actions", async (t) => {
  const small = await startGateway(t, { settings: (team) => ({ ...settings(team), ACTIONS_PER_HOUR: "1" }), upstream: gateway.sandbox });
  const client = await connect(t, small, token);
  const like = () => client.callTool({ name: "like_watchlist_post", arguments: { post_id: "p", user_email: DEMO } });
  await like();
  await waitUntil(async () => {
    const usage = await client.callTool({ name: "get_usage", arguments: { days: 1 } });
    return usage.structuredContent.days.some(({ operation }) => operation === "engagement.like");
  });
  await client.callTool({ name: "fetch_linkedin_company", arguments: { company_slug: "acme", wait_seconds: 0 } });
  const third = await client.callTool({ name: "fetch_linkedin_company", arguments: { company_slug: "acme", wait_seconds: 0 } });
  assert.deepEqual([third.isError, third.structuredContent.code], [true, "action_budget"]);
  assert.ok(third.structuredContent.retry_after_seconds > 3_000);
});

test("the list of tools is under 60 kB", async () => {
  const response = await sendMessage(gateway, { jsonrpc: "2.0", id: 1, method: "tools/list" }, { token });
  assert.ok(response.text.length < 60_000, `${response.text.length} bytes`);
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token })).headers.get("content-type"), "application/json");
});

// Agent tokens: created by a user, limited, listed with their last use, revoked everywhere.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { assertHidden, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { DEMO, SAM, fileScope, startGateway, startGatewayPair } from "../../support/gateway.mjs";
import { connect, sendMessage, toolCall } from "../../support/mcp.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";

const gateway = await startGateway(fileScope, { settings: { MCP: "write" } });
const PROFILE = { name: "fetch_linkedin_company", arguments: { company_slug: "acme", wait_seconds: 0 } };
let cookie;
before(async () => {
  cookie = await signIn(gateway);
});

function make(body, { through = gateway, as = { cookie, origin: through.url } } = {}) {
  return sendRequest(through, "POST /_gateway/agents", { body, ...as });
}

async function list(as = { cookie }) {
  const response = await sendRequest(gateway, "GET /_gateway/agents", as);
  assert.equal(response.status, 200, response.text);
  return response.body;
}

test("a token is shown once, and the list shows what it allows without the token itself", async () => {
  const made = await make({ name: "Claude on my laptop", scope: "read", ops: ["posts.list", "linkedin.*"], ttl_seconds: 7_200 });
  assert.equal(made.status, 201, made.text);
  assert.match(made.body.token, /^outxs1\./);
  const { mcp, agents } = await list();
  assert.equal(mcp, "write");
  const shown = agents.find(({ id }) => id === made.body.agent.id);
  assert.deepEqual(shown, made.body.agent);
  const { name, scope, ops, owner, is_own, last_used_at } = shown;
  assert.deepEqual({ name, scope, ops, owner, is_own, last_used_at }, {
    name: "Claude on my laptop", scope: "read", ops: ["posts.list", "linkedin.*"], owner: DEMO, is_own: true, last_used_at: null,
  });
  assert.equal(shown.expires_at - shown.created_at, 7_200_000);
  assert.ok(!JSON.stringify(agents).includes(made.body.token));
  await assertHidden(gateway, made, gateway.key);
  const ofTeam = (await list({ cookie: await signIn(gateway, SAM) })).agents.find(({ id }) => id === shown.id);
  assert.equal(ofTeam.is_own, false);
});

test("an invalid body is rejected with the name of the field", async () => {
  assertRejected(await make({ name: "x", scope: "admin" }), 400, "invalid_request", 'invalid "scope": expected read or write, got "admin"');
  assertRejected(await make({ name: "x" }, { as: { cookie } }), 403, "origin_denied");
  assertRejected(await make({ name: "x" }, { as: {} }), 401, "session_expired");
});

test("an agent uses the tools of its token, and its last use is shown", async (t) => {
  const { token, agent } = (await make({ name: "reader" })).body;
  const client = await connect(t, gateway, token);
  const names = (await client.listTools()).tools.map(({ name }) => name);
  assert.ok(names.includes("fetch_linkedin_profile") && !names.includes("send_linkedin_message"), names.join());
  const before = Date.now();
  assert.equal((await client.callTool({ name: "get_team", arguments: {} })).structuredContent.team.id, gateway.team.id);
  assert.equal((await client.callTool(PROFILE)).isError, false);
  const denied = await client.callTool({ name: "like_linkedin_post", arguments: { social_urn: "urn:li:activity:1" } });
  assert.equal(denied.structuredContent.code, "access_denied");
  const { last_used_at } = (await list()).agents.find(({ id }) => id === agent.id);
  assert.ok(last_used_at >= before, String(last_used_at));
  const session = await sendRequest(gateway, "GET /_gateway/session", { token });
  assert.deepEqual([session.body.session.access, session.body.session.name], ["agent", "reader"]);
});

test("operations narrow a token, on every route", async () => {
  const { token } = (await make({ name: "posts", scope: "write", ops: ["posts.list"] })).body;
  const tools = (await sendMessage(gateway, { jsonrpc: "2.0", id: 1, method: "tools/list" }, { token })).body.result.tools;
  assert.deepEqual(tools.map(({ name }) => name), ["get_posts"]);
  assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 403, "access_denied");
  assertRejected(await sendRequest(gateway, "GET /_gateway/agents", { token }), 403, "access_denied");
  assertRejected(await make({ name: "more" }, { as: { token } }), 403, "access_denied");
});

test("a revoked token is rejected at once at its gateway, and within a minute at others", async (t) => {
  const pair = await startGatewayPair(t, { settings: { MCP: "write" } });
  const owner = await signIn(pair[0]);
  const as = { cookie: owner, origin: pair[0].url };
  const { token, agent } = (await make({ name: "gone", scope: "write" }, { through: pair[0], as })).body;
  for (const one of pair) assert.equal((await sendMessage(one, toolCall("get_team"), { token })).status, 200);
  assert.equal((await sendRequest(pair[0], `DELETE /_gateway/agents?id=${agent.id}`, as)).status, 204);
  const over = 'the agent token is over: make a new one on the gateway\'s page "Connect an agent"';
  assertRejected(await sendMessage(pair[0], toolCall("get_team"), { token }), 401, "session_expired", over);
  const began = Date.now();
  const write = toolCall("like_watchlist_post", { post_id: "p", user_email: DEMO });
  const sent = await requestsDuring(pair[0], async () => {
    const late = await sendMessage(pair[1], write, { token });
    // The other gateway may not know it yet, but a write asks the ledger, which does.
    if (late.status === 200) assert.equal(late.body.result.structuredContent.code, "session_expired", late.text);
  });
  assert.deepEqual(sent.filter(({ path }) => path === "/api-like"), []);
  if (process.env.TEST_ALL) {
    let status;
    for (; status !== 401 && Date.now() - began < 60_000; await setTimeout(500)) {
      ({ status } = await sendMessage(pair[1], toolCall("get_team"), { token }));
    }
    assert.equal(status, 401, "the other gateway still serves the token after 60 s");
    t.diagnostic(`rejected after ${Date.now() - began} ms`);
  }
  assertRejected(await sendRequest(pair[0], `DELETE /_gateway/agents?id=${agent.id}`, as), 404, "not_found");
  assertRejected(await sendRequest(pair[0], "DELETE /_gateway/agents?id=", as), 400, "invalid_request");
});

test("signing out everywhere ends the agent tokens of that user only", async () => {
  const session = await signInForToken(gateway, SAM);
  const { token, agent } = (await make({ name: "of Sam" }, { as: { token: session } })).body;
  const mine = (await make({ name: "of the demo" })).body;
  await sendRequest(gateway, "DELETE /_gateway/session", { token: await signInForToken(gateway, SAM) });
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token })).status, 200, "another session's end is not its own");
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session?everywhere=true", { token: session })).status, 204);
  assertRejected(await sendMessage(gateway, toolCall("get_team"), { token }), 401, "session_expired");
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token: mine.token })).status, 200);
  const ids = (await list()).agents.map(({ id }) => id);
  assert.ok(!ids.includes(agent.id) && ids.includes(mine.agent.id));
});

test("an agent may revoke its own token, and cannot end its owner's sessions", async () => {
  const { token, agent } = (await make({ name: "modest" })).body;
  assertRejected(await sendRequest(gateway, "DELETE /_gateway/session?everywhere=true", { token }), 403, "access_denied");
  assert.equal((await sendRequest(gateway, "DELETE /_gateway/session", { token })).status, 204);
  assertRejected(await sendMessage(gateway, toolCall("get_team"), { token }), 401, "session_expired");
  assert.ok(!(await list()).agents.some(({ id }) => id === agent.id));
});

test("the setting MCP also limits existing tokens: read removes their writes, off everything", async (t) => {
  const { token } = (await make({ name: "writer", scope: "write" })).body;
  const through = (MCP) => startGateway(t, { settings: { MCP }, upstream: gateway.sandbox });
  const [reading, closed] = [await through("read"), await through("off")];
  const like = { body: { post_id: "p", user_email: DEMO }, token };
  assertRejected(await sendRequest(reading, "POST /api-like", like), 403, "access_denied", "engagement.like writes, and this gateway lets agents only read (MCP)");
  assert.equal((await sendRequest(reading, "GET /api-team", { token })).status, 200);
  assertRejected(await sendRequest(closed, "GET /api-team", { token }), 401, "session_expired");
  assertRejected(await sendRequest(closed, "GET /_gateway/agents", { cookie }), 404, "route_denied");
});

test("a team has at most 50 tokens", async (t) => {
  const full = await startGateway(t, { settings: { MCP: "read" } });
  const as = { cookie: await signIn(full), origin: full.url };
  for (let count = 0; count < 50; count += 1) assert.equal((await make({ name: `n${count}` }, { through: full, as })).status, 201);
  assertRejected(await make({ name: "one more" }, { through: full, as }), 409, "invalid_request", /revoke one/);
});

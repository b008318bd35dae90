// Attacks through the endpoint for AI agents: actions beyond what a token allows, data of other callers, and injection by the arguments of tools.
// An agent may follow instructions in a text that it has read, so it is not trusted.

import assert from "node:assert/strict";

import { attack, gains } from "../support/attack.mjs";
import { requestsDuring } from "../support/assertions.mjs";
import { DEMO, PAGE, SAM, TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { sendMessage, toolCall } from "../support/mcp.mjs";
import { sendRequest } from "../support/requests.mjs";
import { sealSession } from "../support/session-seal.mjs";
import { signIn, signInForToken } from "../support/sign-in.mjs";

const withTokens = ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write", ACTIONS_PER_HOUR: "100000" });
const MESSAGE = { recipient_urn: "urn:li:person:ACoAAEXAMPLE", message: "hello", wait_seconds: 0 };
const LIKE = { post_id: "p", user_email: DEMO };

/** Creates an agent token for the user with this cookie. */
async function makeAgent(gateway, cookie, limits) {
  const made = await sendRequest(gateway, "POST /_gateway/agents", { body: { name: "agent", ...limits }, cookie, origin: gateway.url });
  assert.equal(made.status, 201, made.text);
  return made.body.token;
}

attack("acting beyond the scope and the operations of an agent token, by tools and by routes", { oldRule: "agents-limited-by-list" }, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const cookie = await signIn(gateway);
  const [reader, narrow] = [await makeAgent(gateway, cookie, { scope: "read" }), await makeAgent(gateway, cookie, { scope: "write", ops: ["posts.list"] })];
  for (const token of [reader, narrow]) assert.equal((await sendMessage(gateway, toolCall("get_posts"), { token })).status, 200);
  const reached = await requestsDuring(gateway, async () => {
    for (const token of [reader, narrow]) {
      await sendMessage(gateway, toolCall("send_linkedin_message", MESSAGE), { token });
      await sendMessage(gateway, toolCall("like_watchlist_post", LIKE), { token });
      await sendRequest(gateway, "POST /api-like", { body: LIKE, token });
      await sendRequest(gateway, "POST /linkedin-agent/send-message", { body: { ...MESSAGE, wait_seconds: undefined }, token });
    }
    for (const [name, args] of [["get_team"], ["fetch_linkedin_company", { company_slug: "acme", wait_seconds: 0 }]]) {
      await sendMessage(gateway, toolCall(name, args), { token: narrow });
    }
    await sendMessage(gateway, { jsonrpc: "2.0", id: 1, method: "resources/list" }, { token: narrow });
  });
  return gains(reached.map(({ method, path }) => `${method} ${path}`));
});

attack("creating an agent token, or keeping or widening its own, with an agent token", {}, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const cookie = await signIn(gateway);
  const token = await makeAgent(gateway, cookie, { scope: "write" });
  const { body: { agents: [{ id }] } } = await sendRequest(gateway, "GET /_gateway/agents", { cookie });
  const gained = [];
  for (const [what, options] of [
    ["POST /_gateway/agents", { body: { name: "another" } }],
    ["GET /_gateway/agents"],
    [`DELETE /_gateway/agents?id=${id}`],
    ["DELETE /_gateway/session?everywhere=true"],
    ["GET /_gateway/audit"],
  ]) {
    for (const credential of [{ token }, { cookie: `outx_session=${token}`, origin: gateway.url }]) {
      const response = await sendRequest(gateway, what, { ...options, ...credential });
      // What follows would end the token; a sign-out with a credential that is none succeeds without effect.
      if (response.status < 400 && response.status !== 204) gained.push(what);
      if (response.headers.get("x-outx-session") || response.headers.get("set-cookie")?.includes("outxs1.")) gained.push(`${what} renews it`);
    }
  }
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token })).status, 200, "the token and its owner's session are untouched");
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie })).status, 200);
  const forged = sealSession({ access: "agent", email: DEMO }, TOKEN_SECRET);
  if ((await sendMessage(gateway, toolCall("get_team"), { token: forged })).status === 200) gained.push("a forged token");
  return gains(gained);
});

attack("calling tools with the cookie of a visitor, or from a page of another site", {}, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const cookie = await signIn(gateway);
  const token = await signInForToken(gateway);
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token, origin: PAGE })).status, 200, "an allowed page with a token is served");
  const messages = [toolCall("get_team"), { jsonrpc: "2.0", id: 1, method: "tools/list" }, { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25" } }];
  const served = [];
  for (const message of messages) {
    for (const [what, options] of Object.entries({
      "a cookie": { cookie },
      "a cookie, from the own site": { cookie, origin: gateway.url },
      "a cookie, from an allowed page": { cookie, origin: PAGE },
      "a token, from a foreign page": { token, origin: "https://evil.example" },
      "a token, from a page without an origin": { token, origin: "null" },
      "a token, from a page whose host only looks like this one's": { token, origin: gateway.url.replace("127.0.0.1", "127.0.0.1.evil.example") },
    })) {
      if ((await sendMessage(gateway, message, options)).status === 200) served.push(`${message.method} with ${what}`);
    }
  }
  return gains(served);
});

attack("reading the stored result of another team's or user's write by its session, id and key", {}, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const write = (token, meta) => {
    const message = toolCall("send_linkedin_message", MESSAGE, 7);
    if (meta) message.params._meta = meta;
    return sendMessage(gateway, message, { token, headers: { "mcp-session-id": "stolen" } });
  };
  const taskOf = ({ body }) => body.result.structuredContent.task_id;
  const victims = [signJwt({ scope: "write", sub: "one" }), await signInForToken(gateway, DEMO)];
  const attackers = [signJwt({ scope: "write", sub: "two" }), await signInForToken(gateway, SAM), await signInForToken(gateway, "other@outx.test")];
  const stolen = [];
  for (const meta of [undefined, { "ai.outx/idempotencyKey": "guessed" }]) {
    for (const victim of victims) {
      const task = taskOf(await write(victim, meta));
      assert.ok(task);
      assert.equal(taskOf(await write(victim, meta)), task, "its own repeat receives the stored result");
      for (const attacker of attackers) if (taskOf(await write(attacker, meta)) === task) stolen.push(task);
    }
  }
  return gains(stolen);
});

/** Values that would change the request if they were inserted without encoding. */
const SMUGGLED = [
  "../api-team", "..%2fapi-team", "%2e%2e/%2e%2e/api-team", "x?page_size=1&x-api-key=stolen", "x#y", "x&watchlist_id=other", "x\r\nx-api-key: stolen",
  "x%0d%0aX-Evil:%201", "https://evil.example/", "//evil.example", "x\u0000y", "\\\\evil.example\\share", "x;y=z",
];
const HEADERS = ["x-api-key", "authorization", "cookie", "host", "x-evil", "idempotency-key", "x-outx-panic"];

attack("smuggling a path, a query, a header or another host by the arguments of tools", { timeout: 240_000 }, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const token = signJwt({ scope: "write" });
  const smuggled = [];
  const calls = (value) => [
    ["get_posts", { watchlist_id: value }, "GET /api-posts"],
    ["get_posts", { watchlist_id: "w", seniority_level: value, start_date: value, search_term: value }, "GET /api-posts"],
    ["get_interactions", { watchlist_id: value }, "GET /api-interactions"],
    ["get_task_status", { task_id: value }, "GET /linkedin-agent/get-task-status"],
    ["fetch_linkedin_profile", { profile_slug: value, wait_seconds: 0 }, "POST /linkedin-agent/fetch-profile"],
    ["delete_keyword_watchlist", { id: value }, "DELETE /api-keyword-watchlist"],
    ["like_watchlist_post", { post_id: value, user_email: DEMO }, "POST /api-like"],
    ["send_linkedin_message", { recipient_urn: value, message: value, wait_seconds: 0 }, "POST /linkedin-agent/send-message"],
    // Arguments that no tool has.
    ["get_team", { path: value, headers: { "x-api-key": value }, ["__proto__"]: { url: value }, method: "DELETE" }, "GET /api-team"],
    ["get_posts", { watchlist_id: "w", ...Object.fromEntries(HEADERS.map((name) => [name, value])) }, "GET /api-posts"],
  ];
  let reached = 0;
  for (const value of SMUGGLED) {
    for (const [name, args, expected] of calls(value)) {
      const requests = await requestsDuring(gateway, async () => {
        const response = await sendMessage(gateway, toolCall(name, args, crypto.randomUUID()), { token });
        assert.equal(response.status, 200, response.text);
        assert.equal(typeof response.body.result?.isError, "boolean", `${name}: ${response.text}`);
      });
      for (const { method, path, query, headers, body } of requests) {
        reached += 1;
        const names = [...new URLSearchParams(query).keys()];
        const isOdd = `${method} ${path}` !== expected || headers["x-api-key"] !== gateway.key || "x-evil" in headers || "authorization" in headers ||
          names.some((key, at) => !(key in args || key === "api_agent_task_id" || key === "page" || key === "page_size") || names.indexOf(key) !== at) ||
          HEADERS.some((header) => body && header in body);
        if (isOdd) smuggled.push(`${name} ${JSON.stringify(value)}: ${method} ${path}?${query}`);
      }
    }
  }
  assert.ok(reached > 40, `${reached} requests reached the API`);
  return gains(smuggled);
});

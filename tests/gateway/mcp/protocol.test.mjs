// The MCP endpoint over HTTP: its access rules, methods and revisions. core/tests/gateway/mcp tests the messages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";
import { CURRENT_REVISION, TOOL_COUNT, connectCurrent, revisions, sendMessage, toolCall } from "../../support/mcp.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const access = ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write" });
const gateway = await startGateway(fileScope, { settings: access });
const token = signJwt({ scope: "write" });
const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };

test("without MCP the endpoint does not exist", async (t) => {
  for (const MCP of [undefined, "off"]) {
    const closed = await startGateway(t, { settings: (team) => ({ ...access(team), MCP }), upstream: gateway.sandbox });
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await sendRequest(closed, `${method} /_gateway/mcp`, { token, ...(method === "POST" && { body: list }) });
      assertRejected(response, 404, "route_denied", `${method} /_gateway/mcp is not an operation of this gateway`);
    }
  }
});

test("GET and DELETE are 405, as the protocol requires of servers without sessions", async () => {
  for (const method of ["GET", "DELETE", "PUT"]) {
    const response = await sendRequest(gateway, `${method} /_gateway/mcp`, { token });
    assertRejected(response, 405, "invalid_request", `${method} is not a method of /_gateway/mcp: use POST`);
    assert.equal(response.headers.get("allow"), "POST");
  }
});

test("a message needs a valid bearer token; the cookie of a session is not accepted", async () => {
  const cookie = await signIn(gateway);
  await assertNothingSent(gateway, async () => {
    const missing = 'no token: send the header authorization with Bearer and an agent token, which the gateway\'s page "Connect an agent" makes';
    assertRejected(await sendMessage(gateway, toolCall("get_team")), 401, "missing_key", missing);
    assertRejected(await sendMessage(gateway, toolCall("get_team"), { cookie, origin: gateway.url }), 401, "missing_key", missing);
    for (const [wrong, code, text] of [
      [signJwt({ exp: secondsFromNow(-1) }), "invalid_key", "the token has expired"],
      [signJwt({}, { secret: TOKEN_SECRET.toUpperCase() }), "invalid_key", "the token has an invalid signature"],
      ["outxs1.abc", "session_expired", "the session is over: sign in again"],
    ]) {
      assertRejected(await sendMessage(gateway, toolCall("get_team"), { token: wrong }), 401, code, text);
    }
  });
});

test("a signed-out session is rejected for its agent too", async () => {
  const session = await signInForToken(gateway);
  assert.equal((await sendMessage(gateway, toolCall("get_team"), { token: session })).body.result.isError, false);
  await sendRequest(gateway, "DELETE /_gateway/session", { token: session });
  assertRejected(await sendMessage(gateway, toolCall("get_team"), { token: session }), 401, "session_expired");
});

test("pages of other origins are rejected before anything else", async () => {
  assertRejected(await sendMessage(gateway, list, { token, origin: "https://evil.example" }), 403, "origin_denied");
  assert.equal((await sendMessage(gateway, list, { token, origin: PAGE })).status, 200);
});

test("a message must be JSON and within the size limit of bodies", async () => {
  assertRejected(await sendMessage(gateway, "{}", { token, headers: { "content-type": "text/plain" } }), 415, "invalid_request");
  assertRejected(await sendMessage(gateway, { ...list, params: { x: "x".repeat(70_000) } }, { token }), 413, "invalid_request");
  const broken = await sendMessage(gateway, "{", { token });
  assert.deepEqual([broken.status, broken.body.error.code, broken.body.id], [400, -32700, null]);
  const accepted = await sendMessage(gateway, { jsonrpc: "2.0", method: "notifications/initialized" }, { token });
  assert.deepEqual([accepted.status, accepted.text], [202, ""]);
});

for (const [revision, connect] of Object.entries(revisions)) {
  test(`the SDK's client speaks ${revision}: tools, resources and the prompt`, async (t) => {
    const client = await connect(t, gateway, token);
    assert.equal(client.getServerVersion()?.name, "outx-gateway");
    const { tools } = await client.listTools();
    assert.equal(tools.length, TOOL_COUNT);
    const { resources } = await client.listResources();
    const posts = resources.find(({ uri }) => uri.endsWith("/posts"));
    const [content] = (await client.readResource({ uri: posts.uri })).contents;
    assert.ok(Array.isArray(JSON.parse(content.text).data));
    const [reference] = (await client.readResource({ uri: "outx://openapi.json" })).contents;
    assert.equal(JSON.parse(reference.text).openapi, "3.1.0");
    assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 1);
    const [prompt] = (await client.listPrompts()).prompts;
    const { messages } = await client.getPrompt({ name: prompt.name, arguments: { days: "3" } });
    assert.match(messages[0].content.text, /over the last 3 days/);
    await assert.rejects(client.readResource({ uri: "outx://nothing" }), /Resource not found/);
  });
}

test("a client of the current revision is rejected on an unsupported one, with the supported ones", async (t) => {
  const client = await connectCurrent(t, gateway, token);
  assert.equal(client.getNegotiatedProtocolVersion?.() ?? CURRENT_REVISION, CURRENT_REVISION);
  const wrong = await sendMessage(gateway, list, { token, headers: { "mcp-protocol-version": "1900-01-01" } });
  assert.deepEqual([wrong.status, wrong.body.error.code, wrong.body.error.data.supported[0]], [400, -32022, CURRENT_REVISION]);
});

test("each message and each API call that it makes has a line in the log", async () => {
  const response = await sendMessage(gateway, toolCall("get_team"), { token });
  const ofThis = () => gateway.log.lines.filter((line) => line.includes(response.requestId));
  await waitUntil(() => ofThis().length === 2);
  const lines = ofThis().map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ operation, status }) => [operation, status]).sort(), [["mcp", 200], ["team.get", 200]]);
  assert.equal(lines[0].caller, lines[1].caller);
});

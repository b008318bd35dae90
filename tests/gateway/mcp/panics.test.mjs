// A trap of the wasm while an agent waits: its stream ends with an error, and the next call is served.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { TEST_BUILD, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendMessage, toolCall } from "../../support/mcp.mjs";

const settings = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write", ACTIONS_PER_HOUR: "100000" });
/** Starts the build for tests, which traps at the place that the header x-outx-panic names. */
const gateway = await startGateway(fileScope, { settings, build: TEST_BUILD });
const token = signJwt({ scope: "write" });
const TEXT = "internal error in the gateway; whether a write took effect is not known: check before you send it again";
const trap = { headers: { "x-outx-panic": "mcp-slept" } };

/** Calls a tool that waits for a task over more than one poll, and reports its progress. */
function waitingCall(id, { reportsProgress = true } = {}) {
  const message = toolCall("fetch_linkedin_profile", { profile_slug: "ada-example" }, id);
  if (reportsProgress) message.params._meta = { progressToken: id };
  return message;
}

function events(text) {
  return text.split("\n").filter((line) => line.startsWith("data: ")).map((line) => JSON.parse(line.slice(6)));
}

test("a stream whose job traps ends with an error of its request, and so do the other streams", { timeout: 60_000 }, async () => {
  await gateway.sandbox.switch({ task_plan: ["pending"] });
  const [trapped, other] = await Promise.all([sendMessage(gateway, waitingCall(1), { token, ...trap }), sendMessage(gateway, waitingCall("two"), { token })]);
  for (const [response, id] of [[trapped, 1], [other, "two"]]) {
    assert.equal(response.status, 200);
    const messages = events(response.text);
    assert.equal(messages[0].method, "notifications/progress", response.text);
    assert.deepEqual(messages.at(-1), { jsonrpc: "2.0", id, error: { code: -32603, message: TEXT } });
  }
  const next = await sendMessage(gateway, toolCall("get_team", {}, 3), { token });
  assert.equal(next.body.result.structuredContent.team.id, gateway.team.id);
});

test("a task whose wait traps is not created again when the call is repeated", { timeout: 60_000 }, async () => {
  await gateway.sandbox.switch({ task_plan: ["pending"] });
  const before = await gateway.sandbox.createdTasks();
  const trapped = await sendMessage(gateway, waitingCall(4), { token, ...trap });
  assert.equal(events(trapped.text).at(-1).error.code, -32603, trapped.text);
  await gateway.sandbox.switch({ task_plan: ["completed"] });
  const repeat = await sendMessage(gateway, waitingCall(4), { token });
  const { result } = events(repeat.text).at(-1) ?? repeat.body;
  assert.equal(result.isError, false, repeat.text);
  assert.equal((await gateway.sandbox.createdTasks()) - before, 1);
});

test("without a stream, a call whose job traps is a 500", { timeout: 60_000 }, async () => {
  await gateway.sandbox.switch({ task_plan: ["pending"] });
  const trapped = await sendMessage(gateway, waitingCall(5, { reportsProgress: false }), { token, ...trap });
  assertRejected(trapped, 500, "upstream", TEXT);
  assert.equal((await sendMessage(gateway, toolCall("get_team", {}, 6), { token })).body.result.isError, false);
});

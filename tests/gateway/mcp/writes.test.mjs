// A tool call that writes takes effect once, even if it is repeated or interrupted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { secondsFromNow, signJwt } from "../../support/jwt.mjs";
import { connect, sendMessage, toolCall } from "../../support/mcp.mjs";

const settings = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, MCP: "write", ACTIONS_PER_HOUR: "100000" });
const gateway = await startGateway(fileScope, { settings });
const token = signJwt({ scope: "write", exp: secondsFromNow(3_000) });
const COUNT = process.env.TEST_ALL ? 1_000 : 50;
const message = (text, id) => toolCall("send_linkedin_message", { recipient_urn: "urn:li:person:ACoAAEXAMPLE", message: text, wait_seconds: 0 }, id);

test("a repeated message takes effect once, and its result says that it is a repeat", async () => {
  const before = await gateway.sandbox.createdTasks();
  const first = await sendMessage(gateway, message("once", 1), { token });
  const repeat = await sendMessage(gateway, message("once", 1), { token });
  assert.deepEqual(repeat.body.result.structuredContent, first.body.result.structuredContent);
  assert.equal((await gateway.sandbox.createdTasks()) - before, 1);
});

test("the same id with other arguments, by another caller or in another session is another write", async () => {
  const before = await gateway.sandbox.createdTasks();
  await sendMessage(gateway, message("a", 7), { token });
  await sendMessage(gateway, message("b", 7), { token });
  await sendMessage(gateway, message("a", "7"), { token });
  await sendMessage(gateway, message("a", 7), { token: signJwt({ scope: "write", sub: "visitor-2" }) });
  await sendMessage(gateway, message("a", 7), { token, headers: { "mcp-session-id": "another" } });
  assert.equal((await gateway.sandbox.createdTasks()) - before, 5);
});

test("each client of the SDK has its own session, so that equal ids of two clients are different writes", async (t) => {
  const before = await gateway.sandbox.createdTasks();
  for (let times = 0; times < 2; times += 1) {
    const client = await connect(t, gateway, token);
    await client.callTool({ name: "send_linkedin_message", arguments: message("again", 0).params.arguments });
  }
  assert.equal((await gateway.sandbox.createdTasks()) - before, 2);
});

/** Sends a message, and repeats it until a response arrives, because a connection may break. */
async function sendUntilResponse(one) {
  for (let left = 5; ; left -= 1) {
    try {
      return await sendMessage(gateway, one, { token });
    } catch (error) {
      if (left === 0) throw new Error(`no response: ${error.cause?.message}`, { cause: error });
    }
  }
}

test(`each of ${COUNT} calls that are repeated at once, interrupted and repeated again takes effect exactly once`, async () => {
  await gateway.sandbox.reset();
  const messages = Array.from({ length: COUNT }, (_, index) => message(`number ${index}`, index));
  for (let from = 0; from < COUNT; from += 10) {
    await Promise.all(messages.slice(from, from + 10).map(async (one, index) => {
      const abort = new AbortController();
      const cut = sendMessage(gateway, one, { token, signal: abort.signal }).catch(() => {});
      setTimeout(() => abort.abort(), index * 3);
      await Promise.all([cut, sendUntilResponse(one), sendUntilResponse(one)]);
      const again = await sendUntilResponse(one);
      assert.equal(again.body.result.isError, false, again.text);
    }));
  }
  assert.equal(await gateway.sandbox.createdTasks(), COUNT);
});

test("a write whose response was lost is not sent again, and the agent is told to check its outcome first", async () => {
  await gateway.sandbox.reset();
  await gateway.sandbox.fault("POST", "/linkedin-agent/send-message", { reset: "after" });
  await sendMessage(gateway, message("lost", 1), { token });
  const repeat = await sendMessage(gateway, message("lost", 1), { token });
  assert.deepEqual([repeat.body.result.isError, repeat.body.result.structuredContent.code], [true, "outcome_unknown"]);
  assert.match(repeat.body.result.content[0].text, /Look first/);
  assert.equal(await gateway.sandbox.createdTasks(), 1);
});

// Request bodies: their time limit, and the state of the connection after a rejected one.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { startDevServer } from "../../support/dev-server.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { rejections, sendTwice } from "../../support/rejections.mjs";
import { readResponse, sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";

const VERIFY = "/linkedin-agent/auth-verify-otp";
const LATE = "the body did not arrive within 10 seconds: send it again";

const gateway = await startGateway(fileScope);

/** Begins a POST whose body the test sends in parts. `response` is its response, read to its end. */
function openPost(path, headers = {}) {
  const agent = new Agent();
  const sent = request(gateway.url + path, { method: "POST", agent, headers: { "content-type": "application/json", ...headers } });
  const response = once(sent, "response").then(async ([incoming]) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    return readResponse(new Response(Buffer.concat(chunks), { status: incoming.statusCode, headers: incoming.headers }));
  });
  sent.on("error", () => {});
  return { sent, response };
}

test("a body that arrives slowly is rejected ten seconds after it began, and other requests are served meanwhile", async (t) => {
  const began = Date.now();
  const { sent, response } = openPost(VERIFY);
  sent.write('{"email":"');
  const drip = setInterval(() => sent.write("a"), 500);
  t.after(() => clearInterval(drip));
  assert.equal((await sendRequest(gateway, `POST ${VERIFY}`, { body: {} })).status, 400);
  assertRejected(await response, 408, "invalid_request", LATE);
  const ms = Date.now() - began;
  assert.ok(ms >= 10_000 && ms < 13_000, `${ms} ms`);
  sent.destroy();
});

test("a body that stops halfway is a 408, with or without a session, and nothing is sent", async () => {
  const token = await signInForToken(gateway, "drip@outx.test");
  await assertNothingSent(gateway, async () => {
    const { sent, response } = openPost("/linkedin-agent/fetch-profile", { authorization: `Bearer ${token}`, "content-length": "100" });
    sent.write('{"profile_slug":"ada');
    assertRejected(await response, 408, "invalid_request", LATE);
    sent.destroy();
  });
});

test("a slow body within the deadline is served", async () => {
  const token = await signInForToken(gateway);
  const { sent, response } = openPost("/linkedin-agent/fetch-profile", { authorization: `Bearer ${token}` });
  for (const piece of ['{"profile_slug":', '"ada-', 'example"}']) {
    sent.write(piece);
    await sleep(700);
  }
  sent.end();
  assert.equal((await response).status, 200);
});

const sizes = [10, 1_000, 60_000, 70_000, 100_000, 300_000];

test("a rejected request leaves the connection usable, whatever its kind and the length of its body", async () => {
  const cookie = await signIn(gateway, "connections@outx.test");
  for (const rejection of rejections(cookie)) {
    for (const size of sizes) await sendTwice(gateway.url, rejection, size);
  }
});

test("a rejected request leaves the connections of wrangler's proxy usable, as under npm start", async (t) => {
  const url = await startDevServer(t, gateway.sandbox);
  const cookie = await signIn({ url, sandbox: gateway.sandbox }, "proxy@outx.test");
  for (const rejection of rejections(cookie)) {
    for (const size of [...sizes, 2_000_000]) await sendTwice(url, rejection, size);
  }
});

test("a body far over the cap is rejected without being read", async () => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(`POST ${VERIFY} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000000000\r\n\r\n{`);
  const [head] = await once(socket, "data");
  assert.match(String(head), /^HTTP\/1\.1 413 /);
  socket.destroy();
});

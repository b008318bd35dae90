// An answer that ends within the key, where the API broke off or meant to end: the key's beginning is not shown either.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { startServer } from "../support/server.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../support/gateway.mjs";
import { signIn } from "../support/sign-in.mjs";
import { signJwt } from "../support/jwt.mjs";

const KEY = "outx_cut0canary1cut2canary3";
/** Fewer bytes of the key than this stand at an answer's end by chance. */
const CUT = 8;

const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);

/** Status and text of all that comes, until the end or until it breaks off. */
async function everything({ url }, target, headers, options) {
  const response = await fetch(url + target, { headers: { "accept-encoding": "identity", ...headers }, ...options });
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  } catch {
    // It broke off.
  }
  return { status: response.status, text };
}

function assertNoBeginning(text, key) {
  assert.ok(!text.includes(key.slice(0, CUT)), `${text.slice(-100)} shows the beginning of ${key}`);
}

/** Answers that end without a length: at the connection's end, as one that breaks off may look. */
const untilTheEnd = (text) => (request) => {
  request.socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${text}`);
};
const inChunks = (text) => (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write(text.slice(0, -5));
  response.end(text.slice(-5));
};
const brokenOff = (text) => (request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write(text, () => request.socket.destroy());
};

async function before(t, ...script) {
  const server = await startServer(t, ...script);
  const theirs = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: server });
  return { ...theirs, headers: { authorization: `Bearer ${signJwt({ scope: "write" })}` } };
}

for (const [way, headers] of Object.entries({ short: { cookie, "sec-fetch-site": "cross-site", origin: PAGE }, long: { cookie } })) {
  for (const length of [CUT, 20, gateway.key.length - 1]) {
    test(`a read that ends ${length} bytes into the key ends with the mark, by the ${way} way`, async () => {
      const body = `{"success":true,"echo":"${gateway.key.slice(0, length)}`;
      // The isolate knows the session from the second read on, and takes the short way.
      for (const _ of [1, 2]) {
        await gateway.sandbox.fault("GET", "/api-team", { status: 200, body });
        const answer = await everything(gateway, "/api-team", headers);
        assert.deepEqual(answer, { status: 200, text: '{"success":true,"echo":"[redacted]' });
      }
    });
  }
}

test("a read that breaks off within the key is no answer, wherever that is", async () => {
  const body = `{"echo":"${gateway.key}"}`;
  const from = body.indexOf(gateway.key);
  for (let length = 1; length < gateway.key.length; length += 3) {
    await gateway.sandbox.fault("GET", "/api-team", { status: 200, body, truncate: from + length });
    const answer = await everything(gateway, "/api-team", { cookie });
    assert.equal(answer.status, 502);
    assertNoBeginning(answer.text, gateway.key);
  }
});

test("a write's answer that ends within the key ends with the mark, and so does its repeat", async () => {
  await gateway.sandbox.fault("POST", "/api-keyword-watchlist", { status: 200, body: `{"echo":"${gateway.key.slice(0, 15)}` });
  const headers = { cookie, origin: gateway.url, "content-type": "application/json", "idempotency-key": "cut-1" };
  for (const _ of [1, 2]) {
    const answer = await everything(gateway, "/api-keyword-watchlist", headers, { method: "POST", body: '{"keywords":["rust"]}' });
    assert.deepEqual(answer, { status: 200, text: '{"echo":"[redacted]' });
  }
});

test("an error that ends within the key does not show its beginning", async () => {
  const body = `{"error":"no team has ${gateway.key.slice(0, 20)}`;
  await gateway.sandbox.fault("GET", "/api-team", { status: 400, body });
  const answer = await everything(gateway, "/api-team", { cookie });
  assert.equal(answer.status, 400);
  assertNoBeginning(answer.text, gateway.key);
});

for (const [how, answerWith] of Object.entries({ "with its connection": untilTheEnd, "in chunks": inChunks })) {
  for (const [size, filler] of [["short", ""], ["long", "x".repeat(300_000)]]) {
    test(`a ${size} answer that ends ${how} within the key ends with the mark`, async (t) => {
      const theirs = await before(t, answerWith(`{"filler":"${filler}","echo":"${KEY.slice(0, 12)}`));
      const answer = await everything(theirs, "/api-team", theirs.headers);
      assert.ok(answer.text === `{"filler":"${filler}","echo":"[redacted]`, answer.text.slice(-100));
      assert.equal(answer.status, 200);
    });
  }
}

test("a long answer that breaks off within the key ends before it", async (t) => {
  const filler = "x".repeat(300_000);
  const theirs = await before(t, brokenOff(`{"filler":"${filler}","echo":"${KEY.slice(0, -1)}`));
  const answer = await everything(theirs, "/api-team", theirs.headers);
  assert.ok(answer.text === `{"filler":"${filler}","echo":"`, answer.text.slice(-100));
});

test("an answer in JSON that ends with letters of the key's beginning stays as it is", async (t) => {
  const bodies = [`{"a":"${KEY.slice(0, CUT - 1)}`, `{"a":"${KEY.slice(0, 20)}"}`, `["${KEY.slice(0, -1)}"]\n`];
  const theirs = await before(t, ...bodies.map((body) => ({ body })));
  for (const body of bodies) assert.equal((await everything(theirs, "/api-team", theirs.headers)).text, body);
});

// workerd ends the stream as if it were whole, whatever passes it on; that JSON ends with a bracket tells.
test("a long answer that breaks off is no value for the client", async (t) => {
  const theirs = await before(t, brokenOff(`{"success":true,"data":{"id":"${"x".repeat(300_000)}"}`));
  const outx = new Outx({ gateway: theirs.url, token: () => signJwt() });
  await assert.rejects(outx.team.get(), { name: "ServerError", code: "bad_response" });
});

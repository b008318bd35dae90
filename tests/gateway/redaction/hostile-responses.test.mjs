// Responses of a hostile or broken API: unbounded, highly compressed, longer than their content-length, in tiny chunks. Each ends with a
// specific error, within bounded memory, and the gateway goes on serving.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import { assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { OK_HEAD, chunked, startRawServer } from "../../support/raw-server.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startServer } from "../../support/server.mjs";
import { cookieOf } from "../../support/sign-in.mjs";

const KEY = "outx_hostile0canary1hostile2";
const MB = 1024 * 1024;
const token = signJwt({ scope: "write" });
const READ = ["GET /api-team", { token }];
const POLL = ["GET /linkedin-agent/get-task-status?api_agent_task_id=task-1", { token }];
const WRITE = ["POST /api-like", { token, body: { post_id: "post-1", user_email: "ada@outx.test", actor_type: "user" } }];
const VERIFY = ["POST /linkedin-agent/auth-verify-otp", { body: { email: "ada@outx.test", otp: "123456" } }];
const TOO_LARGE = "the API response is too large";

async function gatewayFor(t, upstream, settings = {}) {
  return startGateway(t, { settings: { ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: KEY, ...settings }, upstream });
}

/** JSON of `count` megabytes, as chunks. */
function* megabytes(count) {
  yield '{"a":"';
  for (let n = 0; n < count; n++) yield "x".repeat(MB);
  yield '"}';
}

/** Writes until the chunks end or the gateway no longer reads. */
async function pour(stream, response, chunks) {
  response.on("error", () => {});
  stream.on("error", () => {});
  await pipeline(Readable.from(chunks), stream, { end: true }).catch(() => {});
}

const gzipped = (count) => (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  const gzip = createGzip();
  gzip.pipe(response);
  response.on("close", () => gzip.destroy());
  pour(gzip, response, megabytes(count));
};
const plain = (count) => (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  pour(response, response, megabytes(count));
};

for (const [kind, call, count] of [["write", WRITE, 2], ["poll", POLL, 9], ["sign-in", VERIFY, 1]]) {
  for (const [how, respond] of [["plain", plain], ["compressed", gzipped]]) {
    test(`a ${how} response to a ${kind} that is too large is a 502`, async (t) => {
      const gateway = await gatewayFor(t, await startServer(t, respond(count)));
      const [what, options] = call;
      assertRejected(await sendRequest(gateway, what, options), 502, "bad_response", TOO_LARGE);
    });
  }
}

for (const [kind, call, limit] of [["write", WRITE, MB], ["poll", POLL, 8 * MB]]) {
  test(`the response to a ${kind} may have ${limit} bytes and not one more`, async (t) => {
    const ofSize = (size) => (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      pour(response, response, [`{"a":"${"x".repeat(size - 8)}"}`]);
    };
    // Each in a gateway of its own, because the state of a polled task is shared for a while.
    const send = async (size) => sendRequest(await gatewayFor(t, await startServer(t, ofSize(size))), ...call);
    assert.equal((await send(limit)).status, 200);
    assertRejected(await send(limit + 1), 502, "bad_response", TOO_LARGE);
  });
}

test("the size limit of a compressed response to a poll applies to the decompressed size", async (t) => {
  const gateway = await gatewayFor(t, await startServer(t, gzipped(7)));
  const response = await sendRequest(gateway, ...POLL);
  assert.equal(response.status, 200);
  assert.equal(response.body.a.length, 7 * MB);
});

test("a long read streams, however large and however compressed", async (t) => {
  const gateway = await gatewayFor(t, await startServer(t, plain(20), gzipped(20)));
  for (const _ of [1, 2]) {
    const response = await sendRequest(gateway, ...READ);
    assert.equal(response.status, 200);
    assert.equal(response.body.a.length, 20 * MB);
  }
});

/** A server that writes bytes unchanged: the response to a sign-in, or what `raw` returns for other requests. */
function startHostileServer(t, raw) {
  const team = JSON.stringify({ user: { email: "ada@outx.test" }, team: { id: "team-1", name: "Ada's Team", api_key: KEY }, api_key: KEY });
  const signIn = `${OK_HEAD}content-length: ${team.length}\r\n\r\n${team}`;
  return startRawServer(t, (request) => (request.includes("auth-verify-otp") ? signIn : raw(request)));
}

test("a chunked read ignores its content-length, on the general and the fast path", async (t) => {
  const body = chunked(['{"a":"', "x".repeat(500_000), '"}']);
  const gateway = await gatewayFor(t, await startHostileServer(t, () => `${OK_HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n${body}`));
  const verified = await sendRequest(gateway, ...VERIFY);
  assert.equal(verified.status, 200, verified.text);
  const cookie = cookieOf(verified);
  for (const _ of [1, 2, 3]) assert.equal((await sendRequest(gateway, "GET /api-team", { cookie })).body.a.length, 500_000);
});

test("a response of 400,000 one-byte chunks is read, and other callers are served meanwhile", async (t) => {
  const body = `{"a":"${"x".repeat(400_000)}"}`;
  const posts = Buffer.from(`${OK_HEAD}transfer-encoding: chunked\r\n\r\n${chunked([...body])}`);
  const team = `${OK_HEAD}content-length: 2\r\n\r\n{}`;
  const gateway = await gatewayFor(t, await startHostileServer(t, (request) => (request.startsWith("GET /api-posts") ? posts : team)));
  let done = false;
  const hostile = sendRequest(gateway, "GET /api-posts", { token }).finally(() => (done = true));
  const waits = [];
  while (!done) {
    const began = performance.now();
    assert.equal((await sendRequest(gateway, ...READ)).status, 200);
    waits.push(Math.round(performance.now() - began));
  }
  assert.equal((await hostile).text, body);
  t.diagnostic(`${waits.length} others waited ${Math.max(...waits)} ms at most`);
  // With one promise per chunk this takes 17.6 s.
  assert.ok(Math.max(...waits) < 1_000, `another caller waited ${Math.max(...waits)} ms`);
});

test("a response that never ends is abandoned at the time limit, while its bytes keep arriving", async (t) => {
  const endless = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    pour(response, response, megabytes(Infinity));
  };
  const gateway = await gatewayFor(t, await startServer(t, endless), { UPSTREAM_TIMEOUT_MS: "1000" });
  const response = await fetch(`${gateway.url}/api-team`, { headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" } });
  const began = performance.now();
  try {
    for await (const _ of response.body);
  } catch {
    // The connection broke.
  }
  assert.ok(performance.now() - began < 10_000);
});

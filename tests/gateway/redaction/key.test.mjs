// The key is in no response, header or log line, whatever the API returns.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { startServer } from "../../support/server.mjs";
import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { readResponse, sendRequest } from "../../support/requests.mjs";
import { cookieOf, signIn } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";

const KEY = "outx_leak0canary1leak2canary3";
const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);
const origin = gateway.url;
const create = { body: { keywords: ["rust"] }, cookie, origin };

/** Sends a request under a fault, and asserts that the key is not in the response. */
async function under(fault, what, options = { cookie, origin }) {
  const [method, path] = what.split(" ");
  await gateway.sandbox.fault(method, path, fault);
  const response = await sendRequest(gateway, what, options);
  await assertHidden(gateway, response, gateway.key);
  return response;
}

/** Starts a gateway with the key `KEY` in front of a scripted server. */
async function before(t, ...script) {
  const server = await startServer(t, ...script);
  const theirs = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: server });
  return { ...theirs, server, token: signJwt({ scope: "write" }) };
}

test("a read that echoes the key is redacted", async () => {
  const response = await under({ echo_key: true }, "GET /api-team");
  assert.equal(response.status, 200);
  assert.equal(response.body.echo, "[redacted]");
  assert.equal(response.body.team.id, gateway.team.id);
  assert.equal(response.headers.get("x-echo"), null);
});

test("a write that echoes the key is redacted, and so is its repeat", async () => {
  const again = { ...create, headers: { "idempotency-key": "echo-1" } };
  const response = await under({ echo_key: true }, "POST /api-keyword-watchlist", again);
  assert.equal(response.body.echo, "[redacted]");
  const repeat = await sendRequest(gateway, "POST /api-keyword-watchlist", again);
  assert.equal(repeat.text, response.text);
  await assertHidden(gateway, repeat, gateway.key);
});

for (const status of [400, 401, 403, 404, 429, 500, 503]) {
  test(`a ${status} with the key in text and headers is redacted`, async () => {
    const body = { error: `no team has ${gateway.key}`, key: gateway.key };
    const headers = { "retry-after": gateway.key, "x-key": gateway.key };
    const response = await under({ status, body, headers, echo_key: true }, "GET /api-team");
    assert.equal(response.status, status);
    assert.equal(response.body.error, "no team has [redacted]");
    assert.deepEqual(Object.keys(response.body).sort(), ["code", "error", "request_id"]);
    assert.equal(response.headers.get("retry-after"), null);
  });
}

test("an error that escapes the key's characters is not unescaped into the key", async (t) => {
  const escaped = [...KEY].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  const theirs = await before(t, { status: 400, body: `{"error":"no team has ${escaped}"}` });
  const response = await sendRequest(theirs, "GET /api-team", theirs);
  assertRejected(response, 400, "invalid_request", "no team has [redacted]");
  await assertHidden(theirs, response, KEY);
});

test("the body of an error that is not JSON is not forwarded", async () => {
  const response = await under({ status: 500, body: `<h1>${gateway.key}</h1>` }, "GET /api-team");
  assertRejected(response, 500, "upstream", "the API responded with 500 and no error text");
});

test("a content-type with the key is not passed on", async () => {
  const response = await under({ status: 200, body: {}, headers: { "content-type": `application/json; x=${gateway.key}` } }, "GET /api-team");
  assert.equal(response.headers.get("content-type"), "application/json");
});

test("HTML in place of JSON becomes 502 bad_response", async () => {
  const response = await under({ status: 200, body: "<script>1</script>", headers: { "content-type": "text/html" } }, "GET /api-team");
  assertRejected(response, 502, "bad_response", "the API responded with a content-type other than application/json");
});

for (const what of ["GET /api-team", "POST /api-keyword-watchlist"]) {
  test(`${what} follows no redirect, and the key is sent nowhere else`, async (t) => {
    const elsewhere = await startServer(t, {});
    for (const location of [`${elsewhere.url}/steal`, `${elsewhere.url}/?key=${gateway.key}`, "/api-posts"]) {
      const response = await under({ redirect: location }, what, what.startsWith("GET") ? { cookie } : create);
      assertRejected(response, 502, "bad_response", "the API responded with a redirect, which the gateway does not follow");
      assert.equal(response.headers.get("location"), null);
    }
    assert.deepEqual(elsewhere.requests, []);
  });
}

test("a truncated response becomes 502 bad_response", async () => {
  for (const [what, options] of [["GET /api-team", { cookie }], ["POST /api-keyword-watchlist", create]]) {
    assertRejected(await under({ truncate: 12 }, what, options), 502, "bad_response", "the API response was truncated");
  }
});

test("a broken upstream connection is a 502", async () => {
  for (const moment of ["before", "after"]) {
    assertRejected(await under({ reset: moment }, "GET /api-team"), 502, "upstream", "the API cannot be reached");
  }
});

test("an upstream timeout is a 504", async (t) => {
  const hasty = await startGateway(t, { settings: { UPSTREAM_TIMEOUT_MS: "400" }, upstream: gateway.sandbox });
  await gateway.sandbox.fault("GET", "/api-team", { delay_ms: 10_000 });
  const response = await sendRequest(hasty, "GET /api-team", { cookie });
  assertRejected(response, 504, "upstream", "the API did not respond within 400 ms (UPSTREAM_TIMEOUT_MS)");
  await assertHidden(hasty, response, gateway.key);
});

test("a sign-in response that shows the key elsewhere is redacted", async (t) => {
  const team = { id: "t1", name: `Team ${KEY}`, api_key: KEY };
  const server = await startServer(t, { body: { user: { email: "a@outx.test", note: KEY }, team, api_key: KEY } });
  const theirs = await startGateway(t, { settings: {}, upstream: server });
  for (const headers of [{}, { "x-outx-session": "token" }]) {
    const response = await sendRequest(theirs, "POST /linkedin-agent/auth-verify-otp", { body: { email: "a@outx.test", otp: "123456" }, headers });
    assert.equal(response.status, 200, response.text);
    assert.equal(response.body.team.name, "Team [redacted]");
    await assertHidden(theirs, response, KEY);
  }
});

test("a sign-in response that shows another team's key is redacted", async (t) => {
  const other = "outx_other0canary1other2canary3";
  const user = { email: "a@outx.test", api_key: other, teams: [{ id: "t2", api_key: other }] };
  const server = await startServer(t, { body: { user, team: { id: "t1", name: "One", api_key: KEY } } });
  const theirs = await startGateway(t, { settings: {}, upstream: server });
  const response = await sendRequest(theirs, "POST /linkedin-agent/auth-verify-otp", { body: { email: "a@outx.test", otp: "123456" } });
  assert.deepEqual(response.body.user, { email: "a@outx.test", teams: [{ id: "t2" }] });
  await assertHidden(theirs, response, other);
});

test("a sign-in response without key or team starts no session", async (t) => {
  const teams = [{ id: "t1" }, { api_key: KEY }, { id: "t1", api_key: `${KEY} ${KEY}` }, { id: "operator", api_key: KEY }, null];
  const server = await startServer(t, ...teams.map((team) => ({ body: { user: {}, team } })));
  const theirs = await startGateway(t, { settings: {}, upstream: server });
  for (const _ of teams) {
    const response = await sendRequest(theirs, "POST /linkedin-agent/auth-verify-otp", { body: { email: "a@outx.test", otp: "123456" } });
    assertRejected(response, 502, "bad_response", "the API's sign-in response has no team id or no key");
    assert.equal(cookieOf(response), undefined);
    await assertHidden(theirs, response, KEY);
  }
});

test("a key split over chunks of a long response is redacted, and the response streams", async (t) => {
  // More than the gateway buffers before it forwards a response.
  const filler = "x".repeat(300_000);
  let goOn;
  const theirs = await before(t, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(`{"filler":"${filler}","echo":"${KEY.slice(0, 11)}`);
    goOn = () => response.end(`${KEY.slice(11)}","end":true}`);
  });
  const response = await fetch(`${theirs.url}/api-team`, { headers: { authorization: `Bearer ${theirs.token}`, "accept-encoding": "identity" } });
  const [early, whole] = response.body.tee();
  const first = await early.getReader().read();
  assert.ok(first.value.length > 0);
  goOn();
  const result = await readResponse(new Response(whole, response));
  assert.deepEqual(result.body, { filler, echo: "[redacted]", end: true });
  await assertHidden(theirs, result, KEY);
});

test("a key sent byte by byte is replaced", async (t) => {
  const theirs = await before(t, async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.socket.setNoDelay();
    for (const byte of `{"a":"${KEY}${KEY}","b":"${KEY.slice(0, -1)}"}`) await new Promise((written) => response.write(byte, written));
    response.end();
  });
  const result = await sendRequest(theirs, "GET /api-team", theirs);
  assert.deepEqual(result.body, { a: "[redacted][redacted]", b: KEY.slice(0, -1) });
});

test("a key in a gzipped response is found", async (t) => {
  const body = gzipSync(JSON.stringify({ echo: KEY }));
  const theirs = await before(t, { headers: { "content-encoding": "gzip", "content-length": body.length }, body });
  const response = await sendRequest(theirs, "GET /api-team", theirs);
  assert.deepEqual(response.body, { echo: "[redacted]" });
  assert.equal(theirs.server.requests[0].headers["accept-encoding"], "gzip");
});

test("a response in an encoding that was not requested becomes 502 bad_response", async (t) => {
  const encodings = [["br", brotliCompressSync("{}")], ["zstd", "{}"], ["gzip, br", "{}"], ["GZIP", gzipSync("{}")]];
  const responses = encodings.flatMap(([encoding, body]) => [200, 500].map((status) => ({ status, headers: { "content-encoding": encoding }, body })));
  const theirs = await before(t, ...responses);
  for (const { status, headers } of responses) {
    const response = await sendRequest(theirs, "GET /api-team", theirs);
    assert.equal(response.status, 502, `${status} in ${headers["content-encoding"]}`);
    assertRejected(response, 502, "bad_response", "the API responded with a content-encoding other than gzip or identity");
  }
});

test("a key in a read's path or query is not logged", async () => {
  const response = await sendRequest(gateway, `GET /api-posts?search_term=${gateway.key}`, { cookie });
  await assertHidden(gateway, response, cookie.slice("outx_session=".length));
  const line = JSON.parse(await gateway.log.of(response));
  assert.deepEqual(Object.keys(line).sort(), ["caller", "code", "ms", "operation", "request_id", "status", "time"]);
  assert.ok(!JSON.stringify(line).includes(gateway.key));
});

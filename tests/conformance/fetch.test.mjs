// The Rust client in a page that has replaced `fetch`, whose results can be anything. gloo-net panics at most of these.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startChromium } from "./support/drivers.mjs";

let client;
before(async () => {
  client = await startChromium();
});
after(() => client.stop());

const KEY = "outx_leak0canary1leak2canary3";
const CALL = { operation: "team.get", baseUrl: "https://api.example", apiKey: KEY, attempts: 1, timeoutMs: 300 };
const CORS = "; the server must allow http://localhost and the headers of the request (CORS)";

/** Makes a call in a page whose `fetch` is the function with this source. `sent` has the requests that the function received. */
async function callWith(fetch, call) {
  await client.page.evaluate((source) => {
    globalThis.sent = [];
    const own = new Function(`return ${source}`)();
    globalThis.fetch = (request) => (globalThis.sent.push(request), own(request));
  }, fetch);
  const outcome = await client.run({ ...CALL, ...call });
  const sent = await client.page.evaluate(() =>
    globalThis.sent.map(({ method, url, redirect, credentials, headers, signal }) => ({
      method, url, redirect, credentials, headers: Object.fromEntries(headers), aborted: signal.aborted,
    })),
  );
  return { ...outcome, sent };
}

for (const [what, fetch] of Object.entries({
  "a string": "async () => { throw 'boom'; }",
  "undefined": "() => Promise.reject()",
  "null": "() => Promise.reject(null)",
  "an object": "() => Promise.reject({ reason: 1 })",
  "an error": "() => Promise.reject(new TypeError('Failed to fetch'))",
  "an error, synchronously": "() => { throw new Error('no'); }",
})) {
  test(`a fetch that rejects with ${what} is a network error`, async () => {
    const { error } = await callWith(fetch);
    assert.equal(error.code, "network");
    assert.equal(error.message, `there was no response: the connection failed (team.get)${CORS}`);
  });
}

for (const value of ["({})", "null", "undefined", "'text'", "7"]) {
  test(`a fetch that resolves to ${value} is a bad response`, async () => {
    const { error } = await callWith(`async () => ${value}`);
    assert.equal(error.code, "bad_response");
    assert.equal(error.message, "fetch returned something that is not a response (team.get)");
  });
}

test("an attempt that takes too long is aborted", async () => {
  const { error, sent } = await callWith("() => new Promise(() => {})");
  assert.equal(error.code, "timeout");
  assert.deepEqual(sent.map(({ aborted }) => aborted), [true]);
});

test("a body that does not end is aborted when the attempt times out", async () => {
  const { error, sent } = await callWith("async () => new Response(new ReadableStream({ start() {} }))");
  assert.equal(error.code, "timeout");
  assert.deepEqual(sent.map(({ aborted }) => aborted), [true]);
});

test("a request with a key follows no redirect and carries no cookies", async () => {
  const { value, sent } = await callWith("async () => Response.json({ success: true })");
  assert.equal(value.success, true);
  assert.deepEqual(sent.map(({ aborted, ...rest }) => rest), [{
    method: "GET", url: "https://api.example/api-team", redirect: "manual", credentials: "omit", headers: { accept: "application/json", "x-api-key": KEY },
  }]);
});

test("a request to a gateway carries the session's cookie; with a token it carries no cookie", async () => {
  const ok = "async () => Response.json({ success: true })";
  const cookie = await callWith(ok, { apiKey: null });
  const token = await callWith(ok, { apiKey: null, token: "outxs1.token" });
  assert.deepEqual([...cookie.sent, ...token.sent].map(({ credentials }) => credentials), ["include", "omit"]);
  assert.equal(cookie.sent[0].headers.authorization, undefined);
  assert.equal(token.sent[0].headers.authorization, "Bearer outxs1.token");
});

test("a key in a page is rejected", async () => {
  const { error, sent } = await callWith("async () => Response.json({})", { allowKey: false });
  assert.equal(error.code, "invalid_request");
  assert.match(error.message, /^api_key in a browser exposes the team's key to everyone who opens the page: use gateway instead/);
  assert.deepEqual(sent, []);
});

test("a number that JavaScript cannot represent exactly does not cause a panic", async () => {
  const fetch = `async () => new Response('{"data":[{"id":"1","likes_count":100000000000000001}]}')`;
  const call = { operation: "posts.list", args: { watchlist_id: "w" } };
  const { error } = await callWith(fetch, call);
  assert.equal(error.code, "bad_response");
  assert.match(error.message, /likes_count/);
});

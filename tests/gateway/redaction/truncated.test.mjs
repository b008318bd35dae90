// All truncated responses are treated alike, whatever they end with. A rule for responses that end within the key would let a caller who can
// place text at the end of a response guess the key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { assertRejected } from "../../support/assertions.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startServer } from "../../support/server.mjs";
import { signIn } from "../../support/sign-in.mjs";

const KEY = "outx_cut0canary1cut2canary3";
const TRUNCATED = "the API response was truncated";
/** Longer than the part of a response that is buffered. */
const FILLER = "x".repeat(300_000);

const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway);

/** Returns the status and the text that arrives until the response ends or the connection breaks. */
async function receive({ url }, target, headers) {
  const response = await fetch(url + target, { headers: { "accept-encoding": "identity", ...headers } });
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  } catch {
    // The connection broke.
  }
  return { status: response.status, text };
}

/** Responses without a length that end with their connection, with their last chunk, or because the connection breaks. */
const endings = {
  "with its connection": (text) => (request) => {
    request.socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${text}`);
  },
  "with a last chunk": (text) => (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(text.slice(0, -5));
    response.end(text.slice(-5));
  },
  "with a broken connection": (text) => (request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(text, () => request.socket.destroy());
  },
};

async function gatewayFor(t, ...script) {
  const server = await startServer(t, ...script);
  const theirs = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: server });
  return { ...theirs, headers: { authorization: `Bearer ${signJwt({ scope: "write" })}` } };
}

/** The first `length` characters of the key, and other text of the same length. */
const samples = (key, length) => [key.slice(0, length), "z".repeat(length)];

for (const [path, headers] of Object.entries({ general: { "sec-fetch-site": "cross-site", origin: PAGE }, fast: {} })) {
  test(`a truncated read is a 502 with or without a part of the key at its end, on the ${path} path`, async () => {
    for (const sample of [1, 7, 8, 20, gateway.key.length - 1].flatMap((length) => samples(gateway.key, length))) {
      // The isolate knows the session from the second read on, and takes the fast path.
      for (const _ of [1, 2]) {
        await gateway.sandbox.fault("GET", "/api-team", { status: 200, body: `{"success":true,"echo":"${sample}` });
        assertRejected(await sendRequest(gateway, "GET /api-team", { cookie, headers }), 502, "bad_response", TRUNCATED);
      }
    }
  });
}

test("a read whose connection breaks before its content-length is a 502, wherever it breaks", async () => {
  const body = `{"echo":"${gateway.key}"}`;
  const from = body.indexOf(gateway.key);
  for (let length = 1; length < gateway.key.length; length += 3) {
    await gateway.sandbox.fault("GET", "/api-team", { status: 200, body, truncate: from + length });
    assertRejected(await sendRequest(gateway, "GET /api-team", { cookie }), 502, "bad_response", TRUNCATED);
  }
});

test("a truncated response to a write is a 502, its outcome is unknown, and it is not sent again", async () => {
  for (const [number, sample] of samples(gateway.key, 15).entries()) {
    await gateway.sandbox.fault("POST", "/api-keyword-watchlist", { status: 200, body: `{"echo":"${sample}` });
    const write = { body: { keywords: ["rust"] }, cookie, origin: gateway.url, headers: { "idempotency-key": `truncated-${number}` } };
    assertRejected(await sendRequest(gateway, "POST /api-keyword-watchlist", write), 502, "bad_response", TRUNCATED);
    assertRejected(await sendRequest(gateway, "POST /api-keyword-watchlist", write), 409, "outcome_unknown");
  }
});

test("a truncated error response is an error without the API's text", async () => {
  for (const sample of samples(gateway.key, 20)) {
    await gateway.sandbox.fault("GET", "/api-team", { status: 400, body: `{"error":"no team has ${sample}` });
    const response = await sendRequest(gateway, "GET /api-team", { cookie });
    assertRejected(response, 400, "invalid_request", "the API responded with 400 and no error text");
  }
});

for (const [how, respond] of Object.entries(endings)) {
  test(`a short read that ends ${how} is a 502`, async (t) => {
    const bodies = samples(KEY, 12).map((sample) => `{"echo":"${sample}`);
    const theirs = await gatewayFor(t, ...bodies.map(respond));
    for (const _ of bodies) assertRejected(await sendRequest(theirs, "GET /api-team", { headers: theirs.headers }), 502, "bad_response", TRUNCATED);
  });

  test(`a long read that ends ${how} lacks the bytes that were held back, the same ones with or without a part of the key`, async (t) => {
    const bodies = [1, 12, KEY.length - 1].flatMap((length) => samples(KEY, length)).map((sample) => `{"filler":"${FILLER}","echo":"${sample}`);
    const theirs = await gatewayFor(t, ...bodies.map(respond));
    const lengths = [];
    for (const body of bodies) {
      const { status, text } = await receive(theirs, "/api-team", theirs.headers);
      assert.equal(status, 200);
      assert.ok(body.startsWith(text), "what arrives is the beginning of what was sent");
      assert.ok(text.length < FILLER.length, `${text.length} of ${body.length}`);
      lengths.push(text.length);
    }
    assert.deepEqual([...new Set(lengths)].length, 1, `${lengths}`);
  });
}

test("complete JSON that contains the beginning of the key is unchanged", async (t) => {
  const bodies = [`{"a":"${KEY.slice(0, 20)}"}`, `["${KEY.slice(0, -1)}"]\n`, ` [\n"${KEY.slice(0, 8)}"]`];
  const theirs = await gatewayFor(t, ...bodies.map((body) => ({ body })));
  for (const body of bodies) assert.equal((await receive(theirs, "/api-team", theirs.headers)).text, body);
});

const notJson = {
  "text": "ok",
  "a JSON string": `"${KEY}"`,
  "a page": "<!doctype html><title>x</title>",
  "gzip that was not declared": Buffer.from("1f8b0800000000000003ab050043bfa6a302000000", "hex"),
  "UTF-16": Buffer.from(`\ufeff{"a":"${KEY}"}`, "utf16le"),
};
test("a success that is not a JSON object or array is a 502, with and without a length", async (t) => {
  const scripted = Object.values(notJson).flatMap((body) => [{ body, headers: { "content-length": Buffer.byteLength(body) } }, { body }]);
  const theirs = await gatewayFor(t, ...scripted);
  for (const what of Object.keys(notJson)) {
    for (const _ of [1, 2]) {
      const response = await sendRequest(theirs, "GET /api-team", { headers: theirs.headers });
      assert.equal(response.status, 502, what);
      assertRejected(response, 502, "bad_response", "the API response is not a JSON object or array");
    }
  }
});

// workerd ends a broken stream like a complete one. The client notices, because the JSON is incomplete.
test("a long truncated response is an error for the client", async (t) => {
  const theirs = await gatewayFor(t, endings["with a broken connection"](`{"success":true,"data":{"id":"${FILLER}"}`));
  const outx = new Outx({ gateway: theirs.url, token: () => signJwt() });
  await assert.rejects(outx.team.get(), { name: "ServerError", code: "bad_response" });
});

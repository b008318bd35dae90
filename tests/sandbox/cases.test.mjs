// Runs one list of cases against the native binary, the wasm as a server and the wasm in process, whose responses must be equal.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cases } from "./cases.mjs";
import { transports } from "./transports.mjs";

const SEED = 7;
const { paths } = JSON.parse(readFileSync(new URL("../../pkg/openapi.json", import.meta.url), "utf8"));
// Headers that each HTTP server sets itself, or that depend on the host's time.
const CONNECTION_HEADERS = ["connection", "date", "keep-alive"];

for (const { name, steps } of cases) {
  test(name, async (t) => {
    const results = {};
    for (const [transport, start] of Object.entries(transports)) {
      await t.test(transport, async (t) => {
        results[transport] = await run(await start(t, SEED), steps);
      });
    }
    const { binary, ...others } = results;
    for (const [transport, responses] of Object.entries(others)) assert.deepEqual(responses, binary, transport);
  });
}

test("the cases call every operation", async (t) => {
  const { url, fetch } = await transports["wasm in process"](t, SEED);
  const called = new Set();
  const recorded = (input, init) => {
    called.add(`${init.method} ${new URL(input).pathname}`);
    return fetch(input, init);
  };
  for (const { steps } of cases) await run({ url, fetch: recorded }, [...steps, { method: "POST", path: "/__sandbox/reset", body: {}, key: false, status: 200 }]);
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  assert.deepEqual(operations.filter((operation) => !called.has(operation)), [], "operations without a case in cases.mjs");
});

async function run({ url, fetch }, steps) {
  const key = (await (await fetch(`${url}/__sandbox/teams`, { method: "GET" })).json()).teams[0].api_key;
  const results = [];
  for (const step of steps) {
    const request = typeof step === "function" ? step(results) : step;
    results.push(await send(fetch, url, key, request));
    verify(request, results.at(-1));
  }
  return results.map(({ tookMs, ...result }) => normalize(result));
}

async function send(fetch, url, key, { method, path, body, text = body && JSON.stringify(body), headers, key: ownKey = key }) {
  const started = performance.now();
  const init = { method, body: text, headers: { ...headers, ...(ownKey && { "x-api-key": ownKey }) }, redirect: "manual" };
  try {
    const response = await fetch(url + path, init);
    const read = await readBody(response);
    const kept = [...response.headers].filter(([name]) => !CONNECTION_HEADERS.includes(name));
    return { status: response.status, headers: kept, ...read, tookMs: performance.now() - started };
  } catch (error) {
    assert.equal(error.message, "fetch failed");
    assert.equal(error.cause.code, "ECONNRESET");
    return { status: "reset" };
  }
}

/** Returns the body as JSON or text, or the number of bytes that arrived if it was truncated. */
async function readBody(response) {
  const chunks = [];
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    assert.equal(error.message, "terminated");
    return { truncatedTo: Buffer.concat(chunks).length };
  }
  const text = Buffer.concat(chunks).toString();
  try {
    return { body: JSON.parse(text) };
  } catch {
    return { body: text };
  }
}

function verify(request, result) {
  const what = `${request.method} ${request.path}`;
  assert.equal(result.status, request.status, `${what}: ${JSON.stringify(result.body)}`);
  assert.equal(result.truncatedTo, request.truncatedTo, what);
  request.check?.(result.body, assert);
  if (request.takesMs) assert.ok(result.tookMs >= request.takesMs, `${what} took ${result.tookMs} ms`);
  if (request.header) assert.deepEqual(result.headers.find(([name]) => name === request.header[0]), request.header, what);
}

// Replaces everything that depends on the host's time or on headers that an HTTP client adds to a request.
function normalize({ headers, ...result }) {
  const text = JSON.stringify(result, (name, value) => (name === "headers" || name === "daily_counts" ? undefined : value))
    .replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "TIME")
    .replaceAll(/\b1[789]\d{11}\b/g, "0");
  return { ...JSON.parse(text), headers: headers?.map(([name, value]) => (name === "content-length" && isRequestLog(result) ? [name, "LENGTH"] : [name, value])) };
}

// The length of a request log depends on the client's own headers.
function isRequestLog({ body }) {
  return body?.requests !== undefined;
}

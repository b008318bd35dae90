// A response in chunks of one byte, which keeps the isolate busy while other callers wait.

import assert from "node:assert/strict";

import { attack } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { OK_HEAD, chunked, startRawServer } from "../support/raw-server.mjs";
import { sendRequest } from "../support/requests.mjs";

const KEY = "outx_tiny0canary1tiny2canary3";
/** Chunks of one byte: fewer than the bytes that are buffered before a response streams. */
const CHUNKS = 100_000;
/** The longest that another caller may wait, in milliseconds. Under the old rule it waits for many seconds. */
const PATIENCE_MS = 1_000;

attack("keeping other callers waiting by a response in chunks of one byte", { oldRule: "reads-of-any-size" }, async (t, start) => {
  const posts = Buffer.from(`${OK_HEAD}transfer-encoding: chunked\r\n\r\n${chunked([...`{"a":"${"x".repeat(CHUNKS)}"}`])}`);
  const team = `${OK_HEAD}content-length: 2\r\n\r\n{}`;
  const upstream = await startRawServer(t, (request) => (request.startsWith("GET /api-posts") ? posts : team));
  const gateway = await start(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream });
  const token = signJwt();
  let done = false;
  const hostile = sendRequest(gateway, "GET /api-posts", { token }).finally(() => (done = true));
  const waits = [];
  while (!done) {
    const began = performance.now();
    const response = await sendRequest(gateway, "GET /api-team", { token }).catch((error) => ({ text: error.message }));
    waits.push(Math.round(performance.now() - began));
    // One that waits long enough may find its connection closed.
    if (waits.at(-1) <= PATIENCE_MS) assert.equal(response.status, 200, response.text);
  }
  await hostile;
  const longest = Math.max(...waits);
  t.diagnostic(`${waits.length} other requests waited ${longest} ms at most`);
  return longest > PATIENCE_MS ? longest : undefined;
});

// W3C Trace Context: the trace id is logged, and no trace header is sent upstream.

import assert from "node:assert/strict";
import { test } from "node:test";

import { requestsDuring } from "../../support/assertions.mjs";
import { PAGE, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signInForToken } from "../../support/sign-in.mjs";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const headers = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01`, tracestate: "vendor=canary" };
const gateway = await startGateway(fileScope);
const token = await signInForToken(gateway);

async function lineOf(response) {
  return JSON.parse(await gateway.log.of(response));
}

test("the trace id is in the log line of each route, and no trace header is sent upstream", async () => {
  const requests = await requestsDuring(gateway, async () => {
    // The second read takes the fast path.
    for (const what of ["GET /api-team", "GET /api-team", "GET /_gateway/session", "GET /nothing"]) {
      const response = await sendRequest(gateway, what, { token, origin: PAGE, headers });
      assert.equal((await lineOf(response)).trace_id, TRACE_ID, what);
    }
    const write = await sendRequest(gateway, "POST /api-keyword-watchlist", { token, origin: PAGE, headers, body: { keywords: ["rust"] } });
    assert.equal(write.status, 200, write.text);
    assert.equal((await lineOf(write)).trace_id, TRACE_ID);
  });
  assert.equal(requests.length, 3);
  for (const request of requests) {
    assert.deepEqual(Object.keys(request.headers).filter((name) => name.startsWith("trace")), []);
  }
});

test("a header that is no traceparent leaves no text in the log", async () => {
  for (const traceparent of ["canary-of-a-caller", `00-${TRACE_ID.toUpperCase()}-00f067aa0ba902b7-01`, undefined]) {
    for (const what of ["GET /api-team", "GET /_gateway/session"]) {
      const line = await lineOf(await sendRequest(gateway, what, { token, headers: traceparent && { traceparent } }));
      assert.ok(!("trace_id" in line) && !JSON.stringify(line).includes("canary"), JSON.stringify(line));
    }
  }
});

// Faulty responses: truncated, stalled, empty, late, or with an unusual status. A call always ends, and a failure is never returned as a
// success.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../../support/server.mjs";
import { assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signJwt } from "../../support/jwt.mjs";

const KEY = "outx_faulty0canary1faulty2";
const JSON_TYPE = { "content-type": "application/json" };
const BROKE_OFF = "the API response was truncated";
const WRITE = ["POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" } }];
const READ = ["GET /api-team", {}];

/** How the API responds to the next request. */
let script;
const upstream = await startServer(fileScope, (request, response) => script(request, response));
const settings = { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY, UPSTREAM_TIMEOUT_MS: "400" };
const gateway = await startGateway(fileScope, { settings, upstream });

/** Sends a request to a gateway, whose API responds as `respond` does; `gateway` waits 400 ms for it. */
function responseTo([what, options], respond, through = gateway) {
  script = respond;
  return sendRequest(through, what, { ...options, token: signJwt({ scope: "write" }) });
}

/** Responds with a status, headers and a body. */
const plain = (status, body, headers = {}) => (_, response) => response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);

for (const [kind, call] of Object.entries({ read: READ, write: WRITE })) {
  test(`a ${kind} whose response stalls is abandoned`, async () => {
    const result = await responseTo(call, (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(result, 502, "bad_response", BROKE_OFF);
  });

  test(`a ${kind} whose error response stalls keeps the error's status`, async () => {
    const result = await responseTo(call, (_, response) => {
      response.writeHead(500, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(result, 500, "upstream", "the API responded with 500 and no error text");
  });

  test(`a ${kind} without a response is abandoned`, async () => {
    assertRejected(await responseTo(call, () => {}), 504, "upstream", "the API did not respond within 400 ms (UPSTREAM_TIMEOUT_MS)");
  });

  for (const status of [204, 205]) {
    test(`a ${kind} may succeed with ${status} and no body`, async () => {
      const result = await responseTo(call, (_, response) => response.writeHead(status, JSON_TYPE).end());
      assert.equal(result.status, status, result.text);
      assert.equal(result.text, "");
    });
  }

  for (const status of [300, 304, 307, 399]) {
    test(`a ${kind} that receives ${status} is not a success`, async () => {
      const result = await responseTo(call, plain(status, "", { location: "/api-posts" }));
      assertRejected(result, 502, "bad_response");
    });
  }

  for (const status of [600, 999]) {
    test(`a ${kind} that receives ${status} is not a success`, async () => {
      const result = await responseTo(call, plain(status, "{}"));
      assert.equal(result.status, 502, result.text);
      assert.equal(typeof result.body.code, "string");
    });
  }
}

test("a read of unknown length that stalls or breaks off is a 502", async () => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const result = await responseTo(READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write('{"data":[', () => then(response));
    });
    assertRejected(result, 502, "bad_response", BROKE_OFF);
  }
});

test("a long read that stalls or breaks off ends as invalid JSON", async () => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const asked = responseTo(READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write(`{"data":["${"x".repeat(300_000)}`, () => then(response));
    });
    // workerd ends the chunks of a broken stream properly too, so only the incomplete JSON shows that the response was cut.
    await assert.rejects(asked, SyntaxError);
  }
});

test("a long response is complete", async (t) => {
  const data = { data: "x".repeat(3_000_000) };
  const body = JSON.stringify(data);
  // On a busy machine it takes longer than 400 ms.
  const patient = await startGateway(t, { settings: { ...settings, UPSTREAM_TIMEOUT_MS: "30000" }, upstream });
  for (const headers of [{}, { "content-length": body.length }]) {
    const response = await responseTo(READ, plain(200, body, headers), patient);
    assert.deepEqual(response.body, data);
  }
});

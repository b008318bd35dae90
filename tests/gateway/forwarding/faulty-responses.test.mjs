// Faulty responses: truncated, stalled, empty, late, or with an unusual status. A call always ends, and never as a success
// that it was not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../../support/server.mjs";
import { assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signJwt } from "../../support/jwt.mjs";

const KEY = "outx_answers0canary1answers2";
const JSON_TYPE = { "content-type": "application/json" };
const BROKE_OFF = "the API response was truncated";
const WRITE = ["POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" } }];
const READ = ["GET /api-team", {}];

/** Sends a request to a gateway whose API responds as `script` says within 400 ms. */
async function responseTo(t, [what, options], ...script) {
  const server = await startServer(t, ...script);
  const gateway = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY, UPSTREAM_TIMEOUT_MS: "400" }, upstream: server });
  return sendRequest(gateway, what, { ...options, token: signJwt({ scope: "write" }) });
}

for (const [kind, call] of Object.entries({ read: READ, write: WRITE })) {
  test(`a ${kind} whose response stalls is abandoned`, async (t) => {
    const result = await responseTo(t, call, (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(result, 502, "bad_response", BROKE_OFF);
  });

  test(`a ${kind} that gets an error which stalls is given up, with the error's status`, async (t) => {
    const result = await responseTo(t, call, (_, response) => {
      response.writeHead(500, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(result, 500, "upstream", "the API answered 500 without a reason");
  });

  test(`a ${kind} that gets no response is abandoned`, async (t) => {
    assertRejected(await responseTo(t, call, () => {}), 504, "upstream", "the API did not answer within 400 ms");
  });

  for (const status of [204, 205]) {
    test(`a ${kind} may succeed with ${status} and no body`, async (t) => {
      const result = await responseTo(t, call, (_, response) => response.writeHead(status, JSON_TYPE).end());
      assert.equal(result.status, status, result.text);
      assert.equal(result.text, "");
    });
  }

  for (const status of [300, 304, 307, 399]) {
    test(`a ${kind} that receives ${status} is not a success`, async (t) => {
      const result = await responseTo(t, call, { status, headers: { location: "/api-posts" }, body: "" });
      assertRejected(result, 502, "bad_response");
    });
  }

  for (const status of [600, 999]) {
    test(`a ${kind} that receives ${status} is not a success`, async (t) => {
      const result = await responseTo(t, call, { status, body: "{}" });
      assert.equal(result.status, 502, result.text);
      assert.equal(typeof result.body.code, "string");
    });
  }
}

test("a read of unknown length that stalls, or is cut, is given up", async (t) => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const result = await responseTo(t, READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write('{"data":[', () => then(response));
    });
    assertRejected(result, 502, "bad_response", BROKE_OFF);
  }
});

test("a long read that stalls, or is cut, ends as JSON that cannot be read", async (t) => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const asked = responseTo(t, READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write(`{"data":["${"x".repeat(300_000)}`, () => then(response));
    });
    // workerd ends the chunks of any stream properly, a broken one too: that the JSON is cut is all that tells.
    await assert.rejects(asked, SyntaxError);
  }
});

test("a long response arrives complete", async (t) => {
  const body = { data: "x".repeat(3_000_000) };
  for (const script of [{ body }, { body, headers: { "content-length": JSON.stringify(body).length } }]) {
    const response = await responseTo(t, READ, script);
    assert.deepEqual(response.body, body);
  }
});

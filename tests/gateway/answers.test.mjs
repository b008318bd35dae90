// Answers that are no good: cut, stalled, empty, too late, with a status of their own. A call always ends, and never as a success
// that it was not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startServer } from "../support/server.mjs";
import { assertRejected } from "../support/assertions.mjs";
import { TOKEN_SECRET, startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { signJwt } from "../support/jwt.mjs";

const KEY = "outx_answers0canary1answers2";
const JSON_TYPE = { "content-type": "application/json" };
const BROKE_OFF = "the API response was truncated";
const WRITE = ["POST /linkedin-agent/fetch-profile", { body: { profile_slug: "ada-example" } }];
const READ = ["GET /api-team", {}];

/** Asks a gateway whose API answers as `script` says, and waits 400 ms for it. */
async function answerTo(t, [what, options], ...script) {
  const server = await startServer(t, ...script);
  const gateway = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY, UPSTREAM_TIMEOUT_MS: "400" }, upstream: server });
  return sendRequest(gateway, what, { ...options, token: signJwt({ scope: "write" }) });
}

for (const [kind, call] of Object.entries({ read: READ, write: WRITE })) {
  test(`a ${kind} whose answer stalls within its length is given up`, async (t) => {
    const answer = await answerTo(t, call, (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(answer, 502, "bad_response", BROKE_OFF);
  });

  test(`a ${kind} that gets an error which stalls is given up, with the error's status`, async (t) => {
    const answer = await answerTo(t, call, (_, response) => {
      response.writeHead(500, { ...JSON_TYPE, "content-length": 10 });
      response.write("{");
    });
    assertRejected(answer, 500, "upstream", "the API answered 500 without a reason");
  });

  test(`a ${kind} that gets no answer is given up`, async (t) => {
    assertRejected(await answerTo(t, call, () => {}), 504, "upstream", "the API did not answer within 400 ms");
  });

  for (const status of [204, 205]) {
    test(`a ${kind} may succeed with ${status} and no body`, async (t) => {
      const answer = await answerTo(t, call, (_, response) => response.writeHead(status, JSON_TYPE).end());
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.text, "");
    });
  }

  for (const status of [300, 304, 307, 399]) {
    test(`a ${kind} answered with ${status} is no success`, async (t) => {
      const answer = await answerTo(t, call, { status, headers: { location: "/api-posts" }, body: "" });
      assertRejected(answer, 502, "bad_response");
    });
  }

  for (const status of [600, 999]) {
    test(`a ${kind} answered with ${status} is no success`, async (t) => {
      const answer = await answerTo(t, call, { status, body: "{}" });
      assert.equal(answer.status, 502, answer.text);
      assert.equal(typeof answer.body.code, "string");
    });
  }
}

test("a read of unknown length that stalls, or is cut, is given up", async (t) => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const answer = await answerTo(t, READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write('{"data":[', () => then(response));
    });
    assertRejected(answer, 502, "bad_response", BROKE_OFF);
  }
});

test("a long read that stalls, or is cut, ends as JSON that cannot be read", async (t) => {
  for (const then of [() => {}, (response) => response.destroy()]) {
    const asked = answerTo(t, READ, (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write(`{"data":["${"x".repeat(300_000)}`, () => then(response));
    });
    // workerd ends the chunks of any stream properly, a broken one too: that the JSON is cut is all that tells.
    await assert.rejects(asked, SyntaxError);
  }
});

test("a long answer comes whole", async (t) => {
  const body = { data: "x".repeat(3_000_000) };
  for (const script of [{ body }, { body, headers: { "content-length": JSON.stringify(body).length } }]) {
    const answer = await answerTo(t, READ, script);
    assert.deepEqual(answer.body, body);
  }
});

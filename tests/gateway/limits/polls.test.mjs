// However many callers wait for one task, the gateway polls the API once per second.

import assert from "node:assert/strict";
import { test } from "node:test";

import { teamOf } from "../../support/sandbox.mjs";
import { startServer } from "../../support/server.mjs";
import { assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { SAM, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { waitUntil, watchArrivals } from "../../support/wait.mjs";

const gateway = await startGateway(fileScope);
const [demo, sam] = [await signIn(gateway), await signIn(gateway, SAM)];

/** Creates a task and returns the request that polls it. */
async function newTask() {
  const options = { body: { profile_slug: "ada-example" }, cookie: demo, origin: gateway.url };
  const { body } = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", options);
  return `GET /linkedin-agent/get-task-status?api_agent_task_id=${body.api_agent_task_id}`;
}

const idOf = (state) => state.split("=")[1];

test("a thousand polls at once reach the API once", async () => {
  const state = await newTask();
  const requests = await requestsDuring(gateway, async () => {
    await gateway.sandbox.fault("GET", "/linkedin-agent/get-task-status", { delay_ms: 500 });
    const polls = Array.from({ length: 1_000 }, (_, n) => sendRequest(gateway, state, { cookie: n % 2 ? sam : demo }));
    for (const response of await Promise.all(polls)) {
      assert.equal(response.status, 200, response.text);
      assert.equal(response.body.data.id, idOf(state));
    }
  });
  // Reading a thousand responses may take longer than the second for which a response is shared.
  assert.ok(requests.length <= 3, `${requests.length} requests`);
});

test("callers that poll again after every response reach the API once per second", async () => {
  const state = await newTask();
  let responses = 0;
  // A response that takes longer than a second is out of date when it arrives. The figure growth-polls of benches/ measures many more requests per second.
  await gateway.sandbox.fault("GET", "/linkedin-agent/get-task-status", { delay_ms: 1_100 }, 10);
  const began = performance.now();
  const requests = await requestsDuring(gateway, async () => {
    const follow = async (cookie) => {
      while (performance.now() - began < 3_000) {
        assert.equal((await sendRequest(gateway, state, { cookie })).status, 200);
        responses += 1;
      }
    };
    await Promise.all(Array.from({ length: 400 }, (_, n) => follow(n % 2 ? sam : demo)));
  });
  const seconds = (performance.now() - began) / 1_000;
  // Faults that were not used must not affect the next test.
  await gateway.sandbox.clearFaults();
  assert.ok(requests.length <= seconds + 1, `${requests.length} requests for ${responses} responses in ${seconds} s`);
});

test("a poll one second later is sent to the API", async () => {
  const state = await newTask();
  const times = [];
  const requests = await requestsDuring(gateway, async () => {
    const began = Date.now();
    while (times.length < 2) {
      const before = (await gateway.sandbox.requests()).length;
      await sendRequest(gateway, state, { cookie: demo });
      if ((await gateway.sandbox.requests()).length > before) times.push(Date.now() - began);
    }
  });
  assert.equal(requests.length, 2);
  assert.ok(times[1] - times[0] >= 900, `${times}`);
});

test("two teams that poll one task id share no response", async () => {
  const other = await signIn(gateway, "other@outx.test");
  const team = await teamOf(gateway.sandbox, "other@outx.test");
  await gateway.sandbox.setTeam(team.id, { extension: "active" });
  const state = await newTask();
  const requests = await requestsDuring(gateway, async () => {
    const [ours, theirs] = await Promise.all([sendRequest(gateway, state, { cookie: demo }), sendRequest(gateway, state, { cookie: other })]);
    assert.equal(ours.body.data.id, idOf(state));
    assertRejected(theirs, 404, "not_found", "Agent task not found");
  });
  assert.equal(new Set(requests.map(({ headers }) => headers["x-api-key"])).size, 2);
});

test("a signed-out caller never receives a shared poll", async () => {
  const leaver = await signIn(gateway, "demo@outx.test");
  const state = await newTask();
  assert.equal((await sendRequest(gateway, state, { cookie: leaver })).status, 200);
  await sendRequest(gateway, "DELETE /_gateway/session", { cookie: leaver, origin: gateway.url });
  assertRejected(await sendRequest(gateway, state, { cookie: leaver }), 401, "session_expired");
});

test("the first caller can leave, and the others get the response", async () => {
  const state = await newTask();
  await gateway.sandbox.fault("GET", "/linkedin-agent/get-task-status", { delay_ms: 800 });
  const requests = await requestsDuring(gateway, async () => {
    const leaving = new AbortController();
    const arrived = await watchArrivals(gateway.sandbox);
    const first = assert.rejects(sendRequest(gateway, state, { cookie: demo, signal: leaving.signal }), { name: "AbortError" });
    await arrived();
    const others = [demo, sam].map((cookie) => sendRequest(gateway, state, { cookie }));
    leaving.abort();
    await first;
    for (const response of await Promise.all(others)) assert.equal(response.body.data?.id, idOf(state), response.text);
  });
  assert.equal(requests.length, 1);
});

test("an error is shared, each with its own request id", async () => {
  const state = await newTask();
  await gateway.sandbox.fault("GET", "/linkedin-agent/get-task-status", { status: 429, headers: { "retry-after": "7" }, delay_ms: 300 });
  const requests = await requestsDuring(gateway, async () => {
    const responses = await Promise.all([1, 2, 3].map(() => sendRequest(gateway, state, { cookie: demo })));
    for (const response of responses) {
      assertRejected(response, 429, "rate_limited");
      assert.equal(response.headers.get("retry-after"), "7");
    }
    assert.equal(new Set(responses.map(({ requestId }) => requestId)).size, 3);
  });
  assert.equal(requests.length, 1);
});

test("a request that waited 5 s for an in-flight poll sends its own", async (t) => {
  const body = { success: true, data: { id: "t1", status: "pending" } };
  const server = await startServer(t, () => {}, { body });
  const slow = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: "outx_polls0canary1polls2" }, upstream: server });
  const options = { token: signJwt() };
  const state = "GET /linkedin-agent/get-task-status?api_agent_task_id=t1";
  const leaving = new AbortController();
  const first = assert.rejects(sendRequest(slow, state, { ...options, signal: leaving.signal }), { name: "AbortError" });
  await waitUntil(() => server.requests.length > 0);
  const began = Date.now();
  assert.deepEqual((await sendRequest(slow, state, options)).body, body);
  assert.ok(Date.now() - began >= 3_000, "it did not wait");
  leaving.abort();
  await first;
});

test("the cache of shared responses is limited to a few megabytes", async (t) => {
  const server = await startServer(t, { body: { data: { status: "completed", task_output: "x".repeat(250_000) } } });
  const theirs = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: "outx_0123456789abcdefghijklmn" }, upstream: server });
  const poll = (id) => sendRequest(theirs, `GET /linkedin-agent/get-task-status?api_agent_task_id=${id}`, { token: signJwt() });
  await poll("first");
  // Each id is another task for the gateway.
  await Promise.all(Array.from({ length: 40 }, (_, n) => poll(`other-${n}`)));
  await poll("first");
  assert.equal(server.requests.filter(({ url }) => url.endsWith("=first")).length, 2, "what would be too much was forgotten");
});

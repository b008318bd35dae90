// Malformed responses. Each rejects its call in time, with an error of the right class and code.

import assert from "node:assert/strict";
import test from "node:test";

import { headersOnly, neverRespond, resetConnection, startServer, truncatedResponse } from "../support/server.mjs";
import { assertError, CALLS, direct, rejection, SUCCESS } from "./support/client.mjs";

const BAD = [
  ["HTML under 200", { headers: { "content-type": "text/html" }, body: "<!doctype html><h1>It works</h1>" }, "ServerError", "bad_response"],
  ["HTML under 500", { status: 500, body: "<!doctype html><h1>Oops</h1>" }, "ServerError", "upstream"],
  ["HTML under 404", { status: 404, body: "<!doctype html><h1>Nothing</h1>" }, "NotFoundError", "not_found"],
  ["an empty body", { body: "" }, "ServerError", "bad_response"],
  ["204", { status: 204, body: "" }, "ServerError", "bad_response"],
  ["205", { status: 205, body: "" }, "ServerError", "bad_response"],
  ["JSON that breaks off", { body: '{"team":' }, "ServerError", "bad_response"],
  ["a number", { body: "1" }, "ServerError", "bad_response"],
  ["a string", { body: '"team"' }, "ServerError", "bad_response"],
  ["null", { body: "null" }, "ServerError", "bad_response"],
  ["bytes that are not UTF-8", { body: Buffer.from([0xff, 0xfe, 0x7b, 0x7d]) }, "ServerError", "bad_response"],
  ["success: false", { body: { success: false, error: "Daily limit" } }, "ServerError", "bad_response"],
  ["a cut body", truncatedResponse('{"team":'), "ConnectionError", "network"],
  ["a cut connection", resetConnection, "ConnectionError", "network"],
  ["silence", neverRespond, "TimeoutError", "timeout"],
  ["a head without a body", headersOnly, "TimeoutError", "timeout"],
];

for (const [what, response, name, code] of BAD) {
  test(`${what} is ${name} ${code}`, { timeout: 5_000 }, async (t) => {
    const server = await startServer(t, response);
    const timeoutMs = code === "timeout" ? 50 : undefined;
    assertError(await rejection(direct(server, { retry: false, timeoutMs }).team.get()), name, code, { operation: "team.get" });
  });
}

test("the error says what is wrong with the response", async (t) => {
  const messageOf = async (response) => (await rejection(direct(await startServer(t, response), { retry: false }).team.get())).message;
  assert.equal(await messageOf({ body: "<html>" }), "the response is not JSON (team.get)");
  assert.equal(await messageOf({ body: "1" }), "the response is not a JSON object (team.get)");
  assert.equal(await messageOf({ status: 204, body: "" }), "the response has no body (team.get)");
  assert.equal(await messageOf({ status: 500, body: "<html>" }), "the server returned 500 without a reason (team.get)");
  assert.equal(await messageOf({ status: 500, body: { error: "" } }), "the server returned 500 without a reason (team.get)");
  assert.equal(await messageOf({ status: 500, body: { error: { text: "x" } } }), "the server returned 500 without a reason (team.get)");
  assert.equal(await messageOf({ body: { success: false, error: "Daily limit" } }), "Daily limit (team.get)");
  assert.equal(await messageOf({ body: { success: false } }), "the response says success: false without a reason (team.get)");
});

test("a response without what the client reads is a bad response", async (t) => {
  const server = await startServer(t, { body: { success: true, data: {} } });
  const outx = direct(server);
  const calls = {
    "the response names no task": () => CALLS.task(outx),
    "the response has no task status": () => outx.tasks.get("t-1"),
    "the response has no list of data": () => outx.posts.list({ watchlist_id: "w-1" }).page(),
  };
  for (const [text, call] of Object.entries(calls)) {
    const error = await rejection(call());
    assertError(error, "ServerError", "bad_response", { status: 200, retryable: false });
    assert.ok(error.message.startsWith(text), error.message);
  }
});

test("a bad response is not retried", async (t) => {
  const server = await startServer(t, { body: "<html>" });
  await rejection(direct(server).team.get());
  assert.equal(server.requests.length, 1);
});

test("unknown fields and values pass through untouched", async (t) => {
  const body = { plan: "tomorrow", nested: { __proto__of: [1, null, "é"] }, count: 9007199254740991 };
  const server = await startServer(t, { body });
  assert.deepEqual(await direct(server).team.get(), body);
});

test("5 MB pass through", { timeout: 10_000 }, async (t) => {
  const body = { data: Array.from({ length: 5_000 }, (_, index) => ({ id: `post-${index}`, content: "x".repeat(1_000) })) };
  const server = await startServer(t, { body });
  assert.deepEqual(await direct(server).posts.list({ watchlist_id: "w-1" }).page(), body);
});

test("withResponse resolves to value, response and request id", async (t) => {
  const server = await startServer(t, { headers: { "x-request-id": "r-1" }, body: { team: 1 } });
  const { data, response, requestId } = await direct(server).team.get().withResponse();
  assert.deepEqual({ data, status: response.status, requestId }, { data: { team: 1 }, status: 200, requestId: "r-1" });
});

test("a number above 2^53 loses digits, and withResponse has its text", async (t) => {
  const text = '{"data":[{"id":"x","member_id":9007199254740993}]}';
  const server = await startServer(t, { body: text });
  const outx = direct(server);
  for (const call of [() => outx.posts.list({ watchlist_id: "w-1" }).page(), () => outx.team.get(), () => outx.watchlists.people.list()]) {
    const { data, response } = await call().withResponse();
    assert.equal(data.data[0].member_id, 9007199254740992);
    assert.equal(await response.text(), text);
  }
});

test("withResponse of a retried call has the body of the last response", async (t) => {
  const server = await startServer(t, { status: 503, body: { error: "later" } }, { body: { team: 2 } });
  const { data, response } = await direct(server).team.get().withResponse();
  assert.deepEqual([data, await response.json()], [{ team: 2 }, { team: 2 }]);
});

test("withResponse of a task resolves to the task", async (t) => {
  const { data: task } = await CALLS.task(direct(await startServer(t, SUCCESS))).withResponse();
  assert.equal(task.id, SUCCESS.body.api_agent_task_id);
});

const JUNK = [undefined, null, "text", 1, {}, { status: 200 }, { status: 200, headers: new Headers() }, { status: 500, headers: {} }];

for (const junk of JUNK) {
  test(`a custom fetch that returns ${JSON.stringify(junk)} is a bad response, not a panic`, async () => {
    const outx = direct({ url: "https://api.example" }, { fetch: async () => junk, retry: false });
    assertError(await rejection(outx.team.get()), "ServerError", "bad_response");
  });
}

test("a custom fetch that throws is a network failure, with what it threw as the cause", async () => {
  for (const thrown of [new Error("no"), "no", undefined, { code: 1 }]) {
    const outx = direct({ url: "https://api.example" }, { retry: false, fetch: () => { throw thrown; } });
    const error = await rejection(outx.team.get());
    assertError(error, "ConnectionError", "network");
    assert.equal(error.cause, thrown);
  }
});

// Requests to operations, and arguments, that the package does not know.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Task } from "outx-client";

import { withoutBackoff } from "../support/backoff.mjs";
import { resetConnection, startServer } from "../support/server.mjs";
import { assertError, direct, rejection, SUCCESS, through } from "./support/client.mjs";

const ANY = { body: "\"any JSON\"" };
const RULE = "must be the path of a URL, such as /api-new, without query, backslash, empty or . or .. segment, or encoded dot, slash, percent sign or control character";

test("a request is sent with its method, path, query and body, and its JSON is the value", async (t) => {
  const server = await startServer(t, ANY, { body: [1] }, { body: { success: true } }, { status: 204, body: "" });
  const outx = direct(server);
  assert.equal(await outx.request({ method: "GET", path: "/api-new", query: { a: "x y", list: ["b", 1, true], none: undefined } }), "any JSON");
  assert.deepEqual(await outx.request({ method: "POST", path: "/api-new/1", body: { name: null } }), [1]);
  await outx.request({ method: "PUT", path: "/api-new", query: { dry: false }, body: "text" });
  assert.equal(await outx.request({ method: "DELETE", path: "/api-new" }), undefined);
  const sent = server.requests.map(({ method, url, body, headers }) => [method, url, body, headers["content-type"]]);
  assert.deepEqual(sent, [
    ["GET", "/api-new?a=x%20y&list=b&list=1&list=true", "", undefined],
    ["POST", "/api-new/1", '{"name":null}', "application/json"],
    ["PUT", "/api-new?dry=false", '"text"', "application/json"],
    ["DELETE", "/api-new", "", undefined],
  ]);
});

test("withResponse resolves to the response of a request, even if it has no body", async (t) => {
  const server = await startServer(t, { status: 204, headers: { "x-request-id": "r-1" }, body: "" });
  const { data, response, requestId } = await direct(server).request({ method: "DELETE", path: "/api-new" }).withResponse();
  assert.deepEqual([data, response.status, requestId], [undefined, 204, "r-1"]);
});

test("a request of kind task resolves to a task, and counts as a LinkedIn action", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = through(server);
  const task = await outx.request({ method: "POST", path: "/api-new", kind: "write-task", body: {} });
  assert.ok(task instanceof Task);
  assert.equal(task.id, SUCCESS.body.api_agent_task_id);
  assert.equal(outx.usage().actions, 1);
  const created = through(await startServer(t, { body: {} })).request({ method: "POST", path: "/api-new", kind: "task" });
  assertError(await rejection(created), "ServerError", "bad_response", { message: "the response names no task (request)" });
});

const REPEATED = [
  ["a GET", direct, { method: "GET" }, 2],
  ["a POST of kind read", direct, { method: "POST", kind: "read" }, 2],
  ["a POST", direct, { method: "POST" }, 1],
  ["a GET of kind write", direct, { method: "GET", kind: "write" }, 1],
  ["a POST through a gateway", through, { method: "POST" }, 2],
];

for (const [what, make, request, attempts] of REPEATED) {
  test(`${what} is sent ${attempts === 1 ? "once" : "again"} after a reset connection`, async (t) => {
    withoutBackoff(t);
    const server = await startServer(t, resetConnection, ANY);
    const outcome = await make(server).request({ path: "/api-new", ...request }).catch(({ code }) => code);
    assert.deepEqual([server.requests.length, outcome], [attempts, attempts === 1 ? "network" : "any JSON"]);
    const keys = new Set(server.requests.map(({ headers }) => headers["idempotency-key"]));
    assert.equal(keys.size, 1);
    assert.equal([...keys][0] !== undefined, make === through, "a write through a gateway has one idempotency key");
  });
}

const GOOD = { method: "GET", path: "/api-new" };
const REJECTED = [
  [null, "method is required (request)"],
  [{ method: "GET" }, "path is required (request)"],
  [{ path: "/api-new" }, "method is required (request)"],
  [{ ...GOOD, method: "PATCH" }, 'method must be one of GET, POST, PUT, DELETE, got "PATCH" (request)'],
  [{ ...GOOD, url: {} }, "url is not an argument; there are: method, path (request)"],
  [{ ...GOOD, kind: "delete" }, "kind must be one of read, write, task, write-task"],
  [{ ...GOOD, kind: "toString" }, "kind must be one of read, write, task, write-task"],
  [{ ...GOOD, body: {} }, "body must be absent: GET sends none"],
  [{ ...GOOD, query: "a=b" }, "query must be an object of names and values"],
  [{ ...GOOD, query: null }, "query must be an object of names and values"],
  [{ ...GOOD, query: new URLSearchParams("a=b") }, "query must be an object of names and values"],
  [{ ...GOOD, query: { a: null } }, "query.a must be a string, a whole number, true, false or a list of these, got null (request)"],
  [{ ...GOOD, query: { a: "\ud83d" } }, 'query.a must be a string, a whole number, true, false or a list of these, got "\ufffd" (request)'],
  [{ ...GOOD, path: "//evil.example/x" }, `path ${RULE} (request)`],
  [{ ...GOOD, path: "https://evil.example/x" }, `path ${RULE} (request)`],
  [{ ...GOOD, path: "/\\evil.example" }, `path ${RULE} (request)`],
  [{ ...GOOD, path: "/a/%2e%2E/b" }, `path ${RULE} (request)`],
  [{ ...GOOD, path: "/a?b" }, `path ${RULE} (request)`],
  [{ ...GOOD, path: "/a\r\nx: y" }, `path ${RULE} (request)`],
];

for (const [request, message] of REJECTED) {
  test(`not sent: ${JSON.stringify(request)}`, async (t) => {
    const server = await startServer(t, SUCCESS);
    for (const make of [direct, through]) {
      assertError(await rejection(make(server).request(request)), "InvalidRequestError", "invalid_request", { message });
    }
    assert.equal(server.requests.length, 0);
  });
}

test("extra arguments go into the query of a list, page after page, and into the body of a write", async (t) => {
  const page = (data) => ({ body: { data, pagination: {} } });
  const server = await startServer(t, page([1]), page([]), SUCCESS);
  const outx = direct(server);
  const posts = outx.posts.list({ watchlist_id: "w" }, { extraArgs: { new_filter: "x", tags: ["a", "b"] } });
  assert.deepEqual(await posts.toArray({ limit: 10 }), [1]);
  const args = { keywords: ["rust"] };
  await outx.watchlists.keyword.create(args, { extraArgs: { new_field: { deep: [1.5, null] } } });
  assert.deepEqual(server.requests.map(({ url, body }) => [url, body]), [
    ["/api-posts?watchlist_id=w&page_size=20&new_filter=x&tags=a&tags=b", ""],
    ["/api-posts?watchlist_id=w&page=2&page_size=20&new_filter=x&tags=a&tags=b", ""],
    ["/api-keyword-watchlist", '{"keywords":["rust"],"new_field":{"deep":[1.5,null]}}'],
  ]);
  assert.deepEqual(args, { keywords: ["rust"] }, "the arguments are the caller's");
});

const EXTRA = [
  [{ page_size: 5 }, "extraArgs.page_size is a known argument: give it with the others (posts.list)"],
  [{ a: 1.5 }, "extraArgs.a must be a string, a whole number, true, false or a list of these, got a fraction (posts.list)"],
  [["a"], "extraArgs must be an object of names and values"],
  ["a", "extraArgs must be an object of names and values"],
];

for (const [extraArgs, message] of EXTRA) {
  test(`extra arguments are rejected: ${JSON.stringify(extraArgs)}`, async () => {
    const page = direct({ url: "https://api.example" }).posts.list({ watchlist_id: "w" }, { extraArgs }).page();
    assertError(await rejection(page), "InvalidRequestError", "invalid_request", { message });
  });
}

test("a request takes no extra arguments", async () => {
  const error = await rejection(direct({ url: "https://api.example" }).request(GOOD, { extraArgs: { a: "b" } }));
  assert.equal(error.message, "extraArgs must be absent: give them in query or body");
});

test("an option among the arguments is reported as an option", async () => {
  const error = await rejection(direct({ url: "https://api.example" }).watchlists.keyword.list({ signal: AbortSignal.abort() }));
  assertError(error, "InvalidRequestError", "invalid_request", {
    message: "signal is a call option, not an argument: give it in the last argument (watchlists.keyword.list)",
  });
});

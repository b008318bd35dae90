// A list is fetched page by page while it is consumed, until a page is empty or the response states the end.

import assert from "node:assert/strict";
import test from "node:test";

import { startServer } from "../support/server.mjs";
import { assertError, direct, reactive, rejection } from "./support/client.mjs";

/** A client whose lists have `count` items, and the queries and bodies of its requests. `state` is what a page says of the list. */
function listing(count, { cap = Infinity, state = () => ({}), output, ...options } = {}) {
  const requests = [];
  const fetch = async (url, { body }) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith("get-task-status")) return Response.json({ data: { status: "completed", task_output: connections(requests.at(-1)) } });
    requests.push(body ? JSON.parse(body) : Object.fromEntries(searchParams));
    if (body) return Response.json({ success: true, api_agent_task_id: "t-1" });
    const { page = 1, page_size } = requests.at(-1);
    const size = Math.min(Number(page_size), cap);
    return Response.json({ data: items(size * (page - 1), size), ...state(size) });
  };
  const items = (from, size) => Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, index) => ({ id: from + index }));
  const connections = ({ start = 0, count: size = 40 }) => {
    const people = items(start, Math.min(size, cap));
    return output ? output(people) : { total: people.length, people };
  };
  return { outx: direct({ url: "https://api.example" }, { fetch, ...options }), requests };
}

async function all(list) {
  const ids = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

const upTo = (count) => Array.from({ length: count }, (_, id) => id);
const stating = (total) => (size) => ({ pagination: { page_size: size, total, total_pages: Math.ceil(total / size) } });

for (const [count, pages] of [[0, 1], [7, 2], [20, 2], [41, 4]]) {
  test(`${count} posts of a list that states no end take ${pages} requests, the last of which returns an empty page`, async () => {
    const { outx, requests } = listing(count);
    assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1" })), upTo(count));
    assert.deepEqual(requests.map(({ page = "1" }) => page), upTo(pages).map((page) => String(page + 1)));
  });
}

for (const [count, pages] of [[7, 1], [20, 1], [41, 3]]) {
  test(`${count} posts of a list that states its end take ${pages} requests`, async () => {
    const { outx, requests } = listing(count, { state: stating(count) });
    assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1" })), upTo(count));
    assert.equal(requests.length, pages);
  });
}

test("a server that caps the size of pages loses no post", async () => {
  for (const state of [stating(130), () => ({}), () => ({ pagination: { total: 130 } })]) {
    const { outx } = listing(130, { cap: 50, state });
    assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1", page_size: 100 })), upTo(130));
  }
});

test("a page that lacks hidden posts is not the last one", async () => {
  const pages = [upTo(19), upTo(20), upTo(4)];
  let requests = 0;
  const fetch = async () => Response.json({ data: (pages[requests++] ?? []).map((id) => ({ id })), pagination: { total: 44 } });
  const outx = direct({ url: "https://api.example" }, { fetch });
  assert.equal((await all(outx.posts.list({ watchlist_id: "w-1" }))).length, 43);
  assert.equal(requests, 4, "43 of 44 were received, so a further page is asked for");
});

test("list calls always send page_size", async () => {
  const { outx, requests } = listing(25);
  assert.deepEqual(await all(outx.interactions.list({ watchlist_id: "w-1" })), upTo(25));
  await outx.posts.list({ watchlist_id: "w-1" }).page();
  assert.deepEqual(requests.map(({ page_size }) => page_size), ["20", "20", "20", "20"]);
});

test("iteration starts at the page of the arguments and keeps the other arguments", async () => {
  const { outx, requests } = listing(12);
  assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1", page: 2, page_size: 5, labels: ["a b", "c"] })), [5, 6, 7, 8, 9, 10, 11]);
  const expected = ["2", "3", "4"].map((page) => [page, "5", "w-1"]);
  assert.deepEqual(requests.map(({ page, page_size, watchlist_id }) => [page, page_size, watchlist_id]), expected);
});

test("pages are fetched when they are needed, not before", async () => {
  const { outx, requests } = listing(100);
  for await (const { id } of outx.posts.list({ watchlist_id: "w-1", page_size: 10 })) {
    assert.equal(requests.length, Math.floor(id / 10) + 1);
    if (id === 25) break;
  }
  assert.equal(requests.length, 3);
});

test("page returns the one page as the API returns it", async () => {
  const { outx, requests } = listing(100);
  const posts = outx.posts.list({ watchlist_id: "w-1", page: 3, page_size: 2 });
  assert.deepEqual(await posts.page(), { data: [{ id: 4 }, { id: 5 }] });
  assert.equal((await posts.page().withResponse()).response.status, 200);
  assert.equal(requests.length, 2);
});

test("connections are pages of tasks, one LinkedIn action each; total is the size of the page", async () => {
  const { outx, requests } = listing(90);
  assert.deepEqual(await all(outx.linkedin.connections()), upTo(90));
  assert.deepEqual(requests, [{}, { start: 40 }, { start: 80 }, { start: 90 }]);
  assert.equal(outx.usage().actions, 4);
});

test("connections advance by the items received, so that a capped page loses none", async () => {
  const { outx, requests } = listing(9);
  assert.deepEqual(await all(outx.linkedin.connections({ start: 2, count: 3, keyword: "ada" })), [2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(requests.map(({ start }) => start), [2, 5, 8, 9]);
  assert.ok(requests.every(({ count, keyword }) => count === 3 && keyword === "ada"));
  assert.deepEqual(await all(listing(130, { cap: 50 }).outx.linkedin.connections({ count: 100 })), upTo(130));
});

const OUTPUTS = {
  "a total of all connections": (people) => ({ total: 90, people }),
  "no total": (people) => ({ people }),
  "a list itself": (people) => people,
  "another list before": (people) => ({ filters: [], total: people.length, people }),
  "another list of another length": (people) => ({ tags: people.length === 0 ? [] : ["a"], total: people.length, people }),
};

for (const [what, output] of Object.entries(OUTPUTS)) {
  test(`connections are complete where the output has ${what}`, async () => {
    const { outx, requests } = listing(90, { output });
    assert.deepEqual(await all(outx.linkedin.connections()), upTo(90));
    assert.equal(requests.at(-1).start, 90, "ends with an empty page");
  });
}

test("an output with a total and no list is an error, not the end", async () => {
  const { outx } = listing(3, { output: () => ({ total: 3, data: { people: [] } }) });
  const error = await rejection(all(outx.linkedin.connections()));
  assertError(error, "ServerError", "bad_response", { operation: "linkedin.fetchConnections" });
  assert.match(error.message, /a total of 3 and no list of connections/);
});

test("every list works destructured and behind a proxy", async () => {
  for (const list of ["posts.list", "interactions.list", "linkedin.connections"]) {
    const [group, name] = list.split(".");
    const { outx } = listing(41);
    const { [name]: open } = reactive(outx)[group];
    const pages = open({ ...(list !== "linkedin.connections" && { watchlist_id: "w-1" }) });
    const { page } = pages;
    assert.ok(await page());
    assert.deepEqual(await all(reactive(pages)), upTo(41));
  }
});

test("a page of connections is the task's output", async () => {
  const { outx } = listing(2);
  assert.deepEqual(await outx.linkedin.connections({ count: 5 }).page(), { total: 2, people: [{ id: 0 }, { id: 1 }] });
});

test("an error in a later page is thrown by the iteration after the items of the pages before", async () => {
  const { outx } = listing(100, {
    retry: false,
    fetch: async (url) => (url.includes("page=2") ? Response.json({ error: "no" }, { status: 500 }) : Response.json({ data: Array(20).fill({ id: 1 }) })),
  });
  const seen = [];
  const error = await rejection((async () => {
    for await (const post of outx.posts.list({ watchlist_id: "w-1" })) seen.push(post);
  })());
  assertError(error, "ServerError", "upstream", { operation: "posts.list" });
  assert.equal(seen.length, 20);
});

test("a wrong argument rejects when the first page is requested", async () => {
  assertError(await rejection(all(listing(1).outx.posts.list({}))), "InvalidRequestError", "invalid_request");
  assertError(await rejection(all(listing(1).outx.posts.list({ watchlist_id: "w-1", page_size: 101 }))), "InvalidRequestError", "invalid_request");
});

test("toArray collects up to its limit, and requests no further page", async (t) => {
  const server = await startServer(t, ...[[1, 2], [3, 4], []].map((data) => ({ body: { data, pagination: {} } })));
  const posts = direct(server).posts.list({ watchlist_id: "w" });
  assert.deepEqual(await posts.toArray({ limit: 3 }), [1, 2, 3]);
  assert.equal(server.requests.length, 2);
  for (const options of [undefined, null, {}, { limit: 0 }, { limit: 1.5 }, { limit: 10_001 }, { limit: Infinity }]) {
    const error = await rejection(posts.toArray(options));
    assertError(error, "InvalidRequestError", "invalid_request", { message: "limit must be a whole number from 1 to 10000" });
  }
  assert.equal(server.requests.length, 2);
});

test("toArray ends with the list", async (t) => {
  const server = await startServer(t, ...[[1, 2], [3], []].map((data) => ({ body: { data, pagination: {} } })));
  assert.deepEqual(await direct(server).posts.list({ watchlist_id: "w" }).toArray({ limit: 200 }), [1, 2, 3]);
  assert.equal(server.requests.length, 3);
});

test("pages iterates over pages as the API returns them", async (t) => {
  const bodies = [[1, 2], [3], []].map((data, index) => ({ data, pagination: {}, index }));
  const server = await startServer(t, ...bodies.map((body) => ({ body })));
  const pages = [];
  for await (const page of direct(server).posts.list({ watchlist_id: "w" }).pages()) pages.push(page);
  assert.deepEqual(pages, bodies);
});

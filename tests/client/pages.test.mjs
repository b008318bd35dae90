// Lists are fetched page by page as they are consumed, and end at an empty or short page.

import assert from "node:assert/strict";
import test from "node:test";

import { assertError, direct, rejection } from "./support/client.mjs";

/** A client whose lists have `count` items, and the queries and bodies that were asked with. */
function listing(count, options) {
  const asked = [];
  const fetch = async (url, { body }) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith("get-task-status")) return Response.json({ data: { status: "completed", task_output: connections(asked.at(-1)) } });
    asked.push(body ? JSON.parse(body) : Object.fromEntries(searchParams));
    if (body) return Response.json({ success: true, api_agent_task_id: "t-1" });
    const { page = 1, page_size: size = pathname.endsWith("api-posts") ? 20 : 10 } = asked.at(-1);
    return Response.json({ data: items(size * (page - 1), Number(size)) });
  };
  const items = (from, size) => Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, index) => ({ id: from + index }));
  const connections = ({ start = 0, count: size = 40 }) => ({ total: items(start, size).length, people: items(start, size) });
  return { outx: direct({ url: "https://api.example" }, { fetch, ...options }), asked };
}

async function all(list) {
  const ids = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

const upTo = (count) => Array.from({ length: count }, (_, id) => id);

for (const [count, pages] of [[0, 1], [7, 1], [20, 2], [41, 3]]) {
  test(`${count} posts are ${pages} pages of the default size`, async () => {
    const { outx, asked } = listing(count);
    assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1" })), upTo(count));
    assert.equal(asked.length, pages);
    assert.deepEqual(asked.map(({ page = "1" }) => page), upTo(pages).map((page) => String(page + 1)));
  });
}

test("interactions have their own default size", async () => {
  const { outx, asked } = listing(25);
  assert.deepEqual(await all(outx.interactions.list({ watchlist_id: "w-1" })), upTo(25));
  assert.equal(asked.length, 3);
});

test("iteration begins at the page it is given and keeps the other arguments", async () => {
  const { outx, asked } = listing(12);
  assert.deepEqual(await all(outx.posts.list({ watchlist_id: "w-1", page: 2, page_size: 5, labels: ["a b", "c"] })), [5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(asked.map(({ page, page_size, watchlist_id }) => [page, page_size, watchlist_id]), [["2", "5", "w-1"], ["3", "5", "w-1"]]);
});

test("pages are fetched when they are needed, not before", async () => {
  const { outx, asked } = listing(100);
  for await (const { id } of outx.posts.list({ watchlist_id: "w-1", page_size: 10 })) {
    assert.equal(asked.length, Math.floor(id / 10) + 1);
    if (id === 25) break;
  }
  assert.equal(asked.length, 3);
});

test("page gives the one page as the API gives it", async () => {
  const { outx, asked } = listing(100);
  const posts = outx.posts.list({ watchlist_id: "w-1", page: 3, page_size: 2 });
  assert.deepEqual(await posts.page(), { data: [{ id: 4 }, { id: 5 }] });
  assert.equal((await posts.page().withResponse()).response.status, 200);
  assert.equal(asked.length, 2);
});

test("connections are pages of tasks, one LinkedIn action each; total is the size of the page", async () => {
  const { outx, asked } = listing(90);
  assert.deepEqual(await all(outx.linkedin.connections()), upTo(90));
  assert.deepEqual(asked, [{}, { start: 40 }, { start: 80 }]);
  assert.equal(outx.usage().actions, 3);
});

test("connections begin at start and go on by count", async () => {
  const { outx, asked } = listing(9);
  assert.deepEqual(await all(outx.linkedin.connections({ start: 2, count: 3, keyword: "ada" })), [2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(asked.map(({ start }) => start), [2, 5, 8]);
  assert.ok(asked.every(({ count, keyword }) => count === 3 && keyword === "ada"));
});

test("a page of connections is the task's output", async () => {
  const { outx } = listing(2);
  assert.deepEqual(await outx.linkedin.connections({ count: 5 }).page(), { total: 2, people: [{ id: 0 }, { id: 1 }] });
});

test("an error in a later page ends the iteration with it, after the items before", async () => {
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

test("a wrong argument rejects at the first page", async () => {
  assertError(await rejection(all(listing(1).outx.posts.list({}))), "InvalidRequestError", "invalid_request");
  assertError(await rejection(all(listing(1).outx.posts.list({ watchlist_id: "w-1", page_size: 101 }))), "InvalidRequestError", "invalid_request");
});

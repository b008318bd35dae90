import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { mergedSource, pagedSource } = await source("console/model/feed-source.ts");
const { compareByTime } = await source("console/model/feed-post.ts");

const signal = new AbortController().signal;
const read = ({ id, at }) => ({ id: String(id), at, tags: [], text: "" });

/** A list of rows, `size` per page. Without `total`, its pages do not say where the list ends. */
function list(rows, { size = 2, total = true } = {}) {
  const asked = [];
  const load = async (page) => {
    asked.push(page);
    return { data: rows.slice((page - 1) * size, page * size), ...(total && { pagination: { total: rows.length } }) };
  };
  return { source: pagedSource(load, read), asked };
}

async function drain(source) {
  const ids = [];
  for (let round = 0; round < 50; round += 1) {
    const { items, isLast } = await source(signal);
    ids.push(...items.map(({ id }) => id));
    if (isLast ?? items.length === 0) return ids;
  }
  throw new Error("the source does not end");
}

const rows = (...times) => times.map((at) => ({ id: at, at }));

test("several lists are merged by time, across their pages", async () => {
  const lists = [list(rows(90, 70, 50, 30)), list(rows(80, 60, 10)), list([])];
  assert.deepEqual(await drain(mergedSource(lists.map(({ source }) => source), compareByTime)), ["90", "80", "70", "60", "50", "30", "10"]);
});

test("a post in two lists comes once", async () => {
  const lists = [list(rows(3, 2)), list(rows(3, 1))];
  assert.deepEqual(await drain(mergedSource(lists.map(({ source }) => source), compareByTime)), ["3", "2", "1"]);
});

test("a list that does not say where it ends is read until an empty page", async () => {
  const lists = [list(rows(5, 4, 3), { total: false }), list(rows(6))];
  assert.deepEqual(await drain(mergedSource(lists.map(({ source }) => source), compareByTime)), ["6", "5", "4", "3"]);
});

test("the total is the sum of all lists, and unknown when one list does not report its total", async () => {
  const known = await mergedSource([list(rows(1)).source, list(rows(2)).source], compareByTime)(signal);
  assert.equal(known.total, 2);
  const unknown = await mergedSource([list(rows(1)).source, list(rows(2), { total: false }).source], compareByTime)(signal);
  assert.equal(unknown.total, undefined);
});

test("after a failure, the next call loads the same page", async () => {
  let fails = true;
  const source = pagedSource(async (page) => {
    if (fails) throw new Error("offline");
    return { data: page === 1 ? rows(1) : [] };
  }, read);
  await assert.rejects(source(signal), /offline/);
  fails = false;
  assert.deepEqual((await source(signal)).items.map(({ id }) => id), ["1"]);
});

test("a merged batch has at most 50 items, and the next one continues after it", async () => {
  const many = rows(...Array.from({ length: 120 }, (_, index) => 1000 - index));
  const { source } = list(many, { size: 40 });
  const merged = mergedSource([source], compareByTime);
  const first = await merged(signal);
  assert.equal(first.items.length, 50);
  assert.equal(first.isLast, false);
  assert.equal((await drain(merged)).length, 70);
});

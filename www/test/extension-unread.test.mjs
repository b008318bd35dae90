import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { badgeText, seenAfter, selectUnread } = await source("extension/src/model/unread.ts");

const post = (id, at) => ({ id, at });
const ids = (posts) => posts.map(({ id }) => id);

test("a watchlist that was never seen has no unread posts", () => {
  assert.deepEqual(selectUnread([post("a", 3), post("b", 2)], undefined), []);
});

test("what was not on the page before is new", () => {
  const before = seenAfter([post("b", 20), post("a", 10)], false);
  assert.deepEqual(ids(selectUnread([post("c", 30), post("b", 20)], before)), ["c"]);
});

test("a post published before the newest but collected later is new", () => {
  const before = seenAfter([post("c", 30), post("a", 10)], false);
  assert.deepEqual(ids(selectUnread([post("c", 30), post("b", 20)], before)), ["b"]);
});

test("an older post that moved up because another was removed is not new", () => {
  const before = seenAfter([post("c", 30), post("b", 20)], false);
  assert.deepEqual(selectUnread([post("b", 20), post("a", 10)], before), []);
});

test("the only page held everything, so an old post that joins it is new", () => {
  const before = seenAfter([post("c", 30)], true);
  assert.deepEqual(ids(selectUnread([post("c", 30), post("a", 10)], before)), ["a"]);
});

test("everything is new to a watchlist that was seen empty", () => {
  assert.deepEqual(ids(selectUnread([post("a", 1)], seenAfter([], true))), ["a"]);
});

test("the badge is empty for none, marks a full page, and never outgrows three characters", () => {
  assert.equal(badgeText(0), "");
  assert.equal(badgeText(7), "7");
  assert.equal(badgeText(20, true), "20+");
  assert.equal(badgeText(99), "99");
  assert.equal(badgeText(100), "99+");
});

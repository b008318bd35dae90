import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { badgeText, seenAfter, selectUnread } = await source("extension/src/model/unread.ts");

const post = (id, at) => ({ id, at });
const ids = (posts) => posts.map(({ id }) => id);

test("a watchlist that was never seen has no unread posts", () => {
  assert.deepEqual(selectUnread([post("a", 3), post("b", 2)], undefined), []);
});

test("a post that was not on the previous page is new", () => {
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

test("an old post is new if the page before was the only one and did not have it", () => {
  const before = seenAfter([post("c", 30)], true);
  assert.deepEqual(ids(selectUnread([post("c", 30), post("a", 10)], before)), ["a"]);
});

test("every post of a watchlist that was seen empty is new", () => {
  assert.deepEqual(ids(selectUnread([post("a", 1)], seenAfter([], true))), ["a"]);
});

test("the badge is empty for no posts, has a plus if there may be more, and has at most three characters", () => {
  assert.equal(badgeText(0), "");
  assert.equal(badgeText(7), "7");
  assert.equal(badgeText(20, true), "20+");
  assert.equal(badgeText(99), "99");
  assert.equal(badgeText(100), "99+");
});

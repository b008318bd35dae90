import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { carrySeen, countUnread, markSeen, mergePages, readItems } = await source("extension/src/model/mention-digest.ts");

const item = (id, at) => ({ id, at, author: "Ada", text: "", url: undefined, source: undefined });
const page = (id, ...posts) => ({ watchlist: { id, name: id.toUpperCase() }, posts, isLast: true });
const NOW = 1_000;

test("a post is reduced to the parts that are shown, and one without an id is left out", () => {
  const raw = {
    id: "p", content: "text", created_at: 5, author: { full_name: "Ada Example" }, source: "linkedin",
    linkedin_post_url: "https://www.linkedin.com/feed/update/urn:li:activity:1",
  };
  assert.deepEqual(readItems([raw, { content: "nameless" }]), [
    { id: "p", author: "Ada Example", text: "text", at: 5, url: "https://www.linkedin.com/feed/update/urn:li:activity:1", source: "linkedin" },
  ]);
});

test("a long text is cut between characters", () => {
  const [{ text }] = readItems([{ id: "p", content: `${"x".repeat(599)}😀` }]);
  assert.equal(text, "x".repeat(599));
});

test("only addresses of LinkedIn and Reddit become links", () => {
  const urls = readItems([{ id: "a", url: "javascript:alert(1)" }, { id: "b", url: "https://evil.example/" }]).map(({ url }) => url);
  assert.deepEqual(urls, [undefined, undefined]);
});

test("the newest ten over all watchlists are kept, newest first", () => {
  const even = Array.from({ length: 8 }, (_, at) => item(`even-${at}`, 2 * (8 - at)));
  const odd = Array.from({ length: 8 }, (_, at) => item(`odd-${at}`, 2 * (8 - at) - 1));
  const { posts } = mergePages([page("a", ...even), page("b", ...odd)], {}, NOW);
  assert.deepEqual(posts.map(({ at }) => at), [16, 15, 14, 13, 12, 11, 10, 9, 8, 7]);
  assert.deepEqual(posts.slice(0, 2).map(({ watchlist }) => watchlist.name), ["A", "B"]);
});

test("unread posts are counted per watchlist and in total", () => {
  const before = { a: { ids: ["1"], since: 0 }, b: { ids: [], since: 0 } };
  const digest = mergePages([page("a", item("2", 2), item("1", 1)), page("b", item("3", 3)), page("c", item("4", 4))], before, NOW);
  assert.deepEqual(digest.unread, { a: ["2"], b: ["3"], c: [] });
  assert.deepEqual(countUnread(digest), { count: 2, more: false });
  assert.deepEqual(digest.posts.filter(({ unread }) => unread).map(({ id }) => id), ["3", "2"]);
});

test("a post that two watchlists found is counted once", () => {
  const before = { a: { ids: [], since: 0 }, b: { ids: [], since: 0 } };
  const digest = mergePages([page("a", item("1", 1)), page("b", item("1", 1))], before, NOW);
  assert.equal(digest.posts.length, 1);
  assert.deepEqual(countUnread(digest), { count: 1, more: false });
});

test("there may be more unread posts if every post of the newest page is unread and it is not the only page", () => {
  const posts = Array.from({ length: 20 }, (_, at) => item(String(at), 100 - at));
  const before = { a: { ids: [], since: 0 } };
  assert.deepEqual(countUnread(mergePages([{ ...page("a", ...posts), isLast: false }], before, NOW)), { count: 20, more: true });
  assert.deepEqual(countUnread(mergePages([{ ...page("a", ...posts.slice(0, 5)), isLast: false }], before, NOW)), { count: 5, more: true }, "a capped page");
  assert.deepEqual(countUnread(mergePages([page("a", ...posts)], before, NOW)), { count: 20, more: false }, "the only page");
  const known = { a: { ids: ["19"], since: 0 } };
  assert.deepEqual(countUnread(mergePages([{ ...page("a", ...posts), isLast: false }], known, NOW)), { count: 19, more: false });
});

test("after a check, new watchlists start as seen, removed ones are dropped, and the others are unchanged", () => {
  const old = { ids: ["1"], since: 0 };
  const digest = mergePages([page("a", item("2", 2)), page("new", item("3", 3))], { a: old, gone: old }, NOW);
  assert.deepEqual(carrySeen({ a: old, gone: old }, digest), { a: old, new: { ids: ["3"], since: 0 } });
});

test("marking one watchlist as seen leaves the others unread", () => {
  const before = { a: { ids: [], since: 0 }, b: { ids: [], since: 0 } };
  const digest = mergePages([page("a", item("1", 1)), page("b", item("2", 2))], before, NOW);
  const after = markSeen(["a"], digest, before);
  assert.deepEqual(after.seen, { a: { ids: ["1"], since: 0 }, b: { ids: [], since: 0 } });
  assert.deepEqual(countUnread(after.digest), { count: 1, more: false });
  assert.deepEqual(after.digest.posts.map(({ id, unread }) => [id, unread]), [["2", true], ["1", false]]);
});

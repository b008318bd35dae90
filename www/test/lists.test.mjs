import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { readPage, unseen } = await source("shared/model/page.ts");
const { readWatchlist, readWatchlists, wordsOf } = await source("shared/model/watchlist.ts");
const { readInteraction, readPost } = await source("shared/model/post.ts");
const { readItems } = await source("extension/src/model/mention-digest.ts");

const odd = [null, undefined, 0, 7, "", "text", true, [], [[]], () => {}];

test("rows that are not objects or have no id are left out, and the others stay", () => {
  const rows = [...odd, {}, { name: "no id" }, { id: "" }, { id: {} }, { id: "1", name: "First" }, { id: 2, name: "Second" }];
  assert.deepEqual(readWatchlists({ watchlists: rows }).map(({ id, name }) => [id, name]), [["1", "First"], ["2", "Second"]]);
});

test("a response that is not a list of watchlists is an empty list", () => {
  for (const value of odd) {
    assert.deepEqual(readWatchlists(value), []);
    assert.deepEqual(readWatchlists({ watchlists: value }), []);
  }
});

test("every field of a watchlist may be of another type than documented", () => {
  const fields = ["name", "keywords", "keyword_tracking", "labels", "fetchFreqInHours", "slack_webhook_url", "disable", "createdAt", "profiles_count", "description"];
  for (const field of fields) {
    for (const value of [...odd, {}, [null], [{}], [{ keyword: 7 }], [{ keyword: "x", required_keywords: "no list" }], [{ key: null }], { length: 3 }]) {
      const watchlist = readWatchlist({ id: "1", name: "Name", [field]: value });
      assert.equal(typeof watchlist.name, "string");
      assert.ok(watchlist.name.length > 0);
      for (const word of wordsOf(watchlist)) assert.equal(typeof word, "string");
      for (const { name } of watchlist.labels) assert.equal(typeof name, "string");
      assert.equal(typeof watchlist.disable, "boolean");
    }
  }
});

test("a watchlist without a usable name is called by its id", () => {
  for (const name of [null, 7, {}, "", "  "]) assert.equal(readWatchlist({ id: "wl-1", name }).name, "wl-1");
});

test("keywords with conditions come from the single watchlist, words from the list", () => {
  const conditions = { keyword: "crm", required_keywords: ["ai", null], exclude_keywords: ["jobs"], include_all_required: false };
  assert.deepEqual(readWatchlist({ id: "1", keywords: ["crm"], keyword_tracking: [conditions, null, { keyword: "" }] }).keywords, [
    { keyword: "crm", required_keywords: ["ai"], excluded_keywords: ["jobs"], include_all_required: false },
  ]);
  assert.deepEqual(readWatchlist({ id: "1", keywords: ["crm", null, " "] }).keywords, ["crm"]);
});

test("a page of posts keeps its rows beside invalid ones, in the console and in the extension", () => {
  const { rows } = readPage({ data: [...odd, { id: "p", content: "text" }] }, { page: 1, seen: 0 });
  assert.deepEqual(rows.map(readPost).map(({ id }) => id), ["p"]);
  assert.deepEqual(readItems(rows).map(({ id }) => id), ["p"]);
  assert.deepEqual(rows.map(readInteraction).map(({ id }) => id), ["p"]);
});

test("a response that is not a page is read as an empty last page", () => {
  for (const value of [...odd, {}, { data: null }, { data: "text" }, { data: {} }]) {
    assert.deepEqual(readPage(value, { page: 1, seen: 0 }), { rows: [], total: undefined, isLast: true });
  }
});

test("every field of a post or an interaction may be of another type than documented", () => {
  const fields = ["id", "content", "author", "tags", "likes_count", "created_at", "linkedin_post_url", "social_urn", "post", "interaction_type", "source"];
  for (const field of fields) {
    for (const value of [...odd, {}, [null], { full_name: 7 }, { full_name: null, headline: [] }]) {
      assert.equal(typeof readPost({ id: "p", [field]: value }).text, "string");
      assert.equal(typeof readInteraction({ id: "p", [field]: value }).kind, "string");
      assert.ok(readItems([{ id: "p", [field]: value }]).length <= 1);
    }
  }
});

const rows = (count) => Array.from({ length: count }, (_, index) => ({ id: String(index) }));

test("a short page is not taken for the last one, because the API may cap or hide rows", () => {
  const capped = { data: rows(50), pagination: { page: 1, page_size: 50, total: 130, total_pages: 3 } };
  assert.equal(readPage(capped, { page: 1, seen: 0 }).isLast, false);
  assert.equal(readPage({ ...capped, data: rows(30) }, { page: 3, seen: 100 }).isLast, true);
  assert.equal(readPage({ data: rows(19), pagination: { total: 44 } }, { page: 1, seen: 0 }).isLast, false);
  assert.equal(readPage({ data: rows(4), pagination: { total: 44 } }, { page: 3, seen: 40 }).isLast, true);
  assert.equal(readPage({ data: rows(5) }, { page: 1, seen: 0 }).isLast, undefined);
  assert.equal(readPage({ data: [] , pagination: { total: 44, total_pages: 3 } }, { page: 2, seen: 20 }).isLast, true);
});

test("a pagination of another type than documented does not end a feed", () => {
  for (const pagination of [null, 3, [], { total: "44" }, { total_pages: null }, { total: Number.NaN }]) {
    assert.equal(readPage({ data: rows(5), pagination }, { page: 1, seen: 0 }).isLast, undefined);
  }
});

test("a row that is on two pages is shown once, a row without an id always", () => {
  const before = [{ id: "1" }, { id: undefined }];
  assert.deepEqual(unseen(before, [{ id: "1" }, { id: "2" }, { id: undefined }]), [{ id: "2" }, { id: undefined }]);
});

test("the people and companies of a watchlist are read from every known shape", () => {
  const slugs = (lists) => readWatchlist({ id: "1", lists }).slugs;
  assert.deepEqual(slugs([{ name: "One", profiles: ["ada-example", " "] }, { companies: [{ company_slug: "acme" }, { slug: "other" }, {}, 7] }]), ["ada-example", "acme", "other"]);
  for (const lists of [undefined, null, "x", [null, 7, {}]]) assert.deepEqual(slugs(lists), []);
});

test("counts of one are in the singular", async () => {
  const { strings } = await source("console/lib/strings.ts");
  const texts = [strings.posts.likes, strings.posts.comments, strings.posts.shares, strings.posts.selectAll, strings.posts.statScope, strings.watchlists.pausedMany, strings.watchlists.resumedMany, strings.watchlists.frequencyMany].map((text) => text("1"));
  for (const text of texts) assert.doesNotMatch(text, /\b1 (likes|comments|shares|loaded posts|posts|watchlists)\b/, text);
});

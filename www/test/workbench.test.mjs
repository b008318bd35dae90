import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { exportRows, sortPosts } = await source("console/model/post-table.ts");
const { summarizePosts } = await source("console/model/post-statistics.ts");
const { fillTemplate, placeholdersIn } = await source("console/model/message-template.ts");
const { addView, isSameView, isSavedView } = await source("console/model/saved-view.ts");
const { activeFilters, toListArgs, toggleValue } = await source("console/model/post-filters.ts");
const { filterWatchlists, indexWatchlists, sortWatchlists } = await source("console/model/watchlist-list.ts");
const { searchCommands } = await source("console/model/commands.ts");
const { readShortcut } = await source("console/model/shortcuts.ts");
const { taskSubject, formValuesOf } = await source("console/model/task-subject.ts");
const { isComplete, readSetup } = await source("console/model/setup.ts");
const { readWatchlist } = await source("shared/model/watchlist.ts");

const post = (id, fields) => ({ id, text: "", tags: [], ...fields });
const ids = (posts) => posts.map(({ id }) => id).join("");

test("a table sorts by numbers, names and times, and missing values come last in both directions", () => {
  const posts = [post("a", { likes: 2, author: "Zoë", at: 30 }), post("b", { at: 20 }), post("c", { likes: 10, author: "ada", at: 10 })];
  assert.equal(ids(sortPosts(posts, { column: "likes", ascending: false })), "cab");
  assert.equal(ids(sortPosts(posts, { column: "likes", ascending: true })), "acb");
  assert.equal(ids(sortPosts(posts, { column: "author", ascending: true })), "cab");
  assert.equal(ids(sortPosts(posts, { column: "at", ascending: true })), "cba");
});

test("equal values stay newest first", () => {
  const posts = [post("a", { likes: 1, at: 1 }), post("b", { likes: 1, at: 3 }), post("c", { likes: 1, at: 2 })];
  assert.equal(ids(sortPosts(posts, { column: "likes", ascending: true })), "bca");
});

test("an exported row is flat and names its watchlist", () => {
  const [row] = exportRows([post("1", { author: "Ada", text: "Hi", at: Date.UTC(2026, 0, 2), likes: 3, tags: ["x", "y"], watchlist: { id: "w", name: "List", kind: "keyword" } })]);
  assert.deepEqual([row.id, row.watchlist, row.author, row.created_at, row.likes, row.labels], ["1", "List", "Ada", "2026-01-02T00:00:00.000Z", 3, "x; y"]);
  assert.ok(Object.values(row).every((value) => typeof value !== "object"));
});

test("statistics count days, authors and labels of the loaded posts", () => {
  const now = new Date(2026, 5, 15, 12).getTime();
  const hour = 3_600_000;
  const posts = [post("1", { at: now - hour, author: "Ada", tags: ["A"] }), post("2", { at: now - 25 * hour, author: "Ada", tags: ["A", "B"] }), post("3", { at: now - 400 * hour, author: "Bo" })];
  const { days, authors, labels } = summarizePosts(posts, now);
  assert.equal(days.length, 14);
  assert.deepEqual(days.slice(-2).map(({ count }) => count), [1, 1]);
  assert.equal(days.reduce((sum, { count }) => sum + count, 0), 2);
  assert.deepEqual(authors, [{ name: "Ada", count: 2 }, { name: "Bo", count: 1 }]);
  assert.deepEqual(labels, [{ name: "A", count: 2 }, { name: "B", count: 1 }]);
});

test("a template is filled, and placeholders without a value stay", () => {
  const text = "Hi {first_name}, {first_name}! About {topic} {not a name}";
  assert.deepEqual(placeholdersIn(text), ["first_name", "topic"]);
  assert.equal(fillTemplate(text, { first_name: "Ada", topic: "  " }), "Hi Ada, Ada! About {topic} {not a name}");
  assert.equal(fillTemplate("{a}", { a: "$& {b}", b: "no" }), "$& {b}");
});

test("a saved view replaces one of the same name and page, and is recognized by its filters", () => {
  const view = { name: "Hot", page: "#/posts", filters: { trending: "yes", labels: "A" } };
  const other = { ...view, page: "#/watchlists/keyword/1" };
  assert.deepEqual(addView([view, other], { ...view, filters: {} }), [{ ...view, filters: {} }, other]);
  assert.ok(isSameView(view, { labels: "A", trending: "yes" }));
  assert.ok(!isSameView(view, { labels: "A" }));
  for (const odd of [null, 7, {}, { name: "x" }, { name: "x", page: "y", filters: [] }]) assert.equal(isSavedView(odd), false);
});

test("filters by people and companies accept addresses, and are left out for Reddit", () => {
  const filters = { people_slug: "https://www.linkedin.com/in/ada-example/, bo", seniority_level: "VP", labels: "A, B" };
  assert.deepEqual(toListArgs("keyword", filters), { labels: ["A", "B"], people_slug: ["ada-example", "bo"], seniority_level: "VP" });
  assert.deepEqual(toListArgs("reddit", filters), { labels: ["A", "B"] });
  assert.deepEqual(activeFilters({ sort_by: "recent", trending: "yes", labels: "A" }), ["labels", "trending"]);
  assert.equal(toggleValue(toggleValue("A", "B"), "A"), "B");
});

const watchlist = (id, fields) => readWatchlist({ id, name: id, ...fields });

test("a filter of watchlists finds names and keywords, in any order of words", () => {
  const all = [watchlist("Hiring", { keywords: ["we are hiring"] }), watchlist("CRM", { keywords: ["sales tool"] }), watchlist("Other", {})];
  const find = (text) => filterWatchlists(indexWatchlists(all), text).map(({ id }) => id);
  assert.deepEqual(find("tool SALES"), ["CRM"]);
  assert.deepEqual(find("hiring"), ["Hiring"]);
  assert.deepEqual(find("  "), ["Hiring", "CRM", "Other"]);
  assert.deepEqual(find("nothing"), []);
});

test("watchlists are sorted by name, age and frequency; without an order they stay as listed", () => {
  const all = [watchlist("b", { createdAt: "2026-01-02", fetchFreqInHours: 24 }), watchlist("a", { createdAt: "2026-01-03" }), watchlist("c", { createdAt: "2026-01-01", fetchFreqInHours: 1 })];
  const by = (order) => sortWatchlists(all, order).map(({ id }) => id).join("");
  assert.deepEqual(["name", "newest", "oldest", "frequency", undefined].map(by), ["abc", "abc", "cba", "cba", "bac"]);
});

test("a filter of 1,000 watchlists takes under 20 ms per key", () => {
  const index = indexWatchlists(Array.from({ length: 1000 }, (_, at) => watchlist(`Watchlist ${at}`, { keywords: ["one", "two", `word ${at}`] })));
  const began = performance.now();
  for (const text of ["w", "wo", "wor", "word", "word 9", "word 99"]) filterWatchlists(index, text);
  assert.ok((performance.now() - began) / 6 < 20);
});

test("commands are found by all their words, those that begin with the text first", () => {
  const commands = ["Try posts", "Posts", "All posts", "Usage"].map((name) => ({ group: "page", name, to: `#/${name}` }));
  assert.deepEqual(searchCommands(commands, "posts").map(({ name }) => name), ["Posts", "Try posts", "All posts"]);
  assert.deepEqual(searchCommands(commands, "posts try").map(({ name }) => name), ["Try posts"]);
  assert.equal(searchCommands(commands, "").length, 4);
});

const key = (key, more = {}) => ({ key, ctrl: false, meta: false, alt: false, ...more });

test("single keys are shortcuts only when they are turned on, and without modifiers", () => {
  assert.deepEqual(readShortcut(key("?"), undefined, true, 0), { shortcut: "help" });
  assert.deepEqual(readShortcut(key("?"), undefined, false, 0), {});
  assert.deepEqual(readShortcut(key("n", { alt: true }), undefined, true, 0), {});
  for (const modifier of ["ctrl", "meta"]) assert.deepEqual(readShortcut(key("K", { [modifier]: true }), undefined, false, 0), { shortcut: "palette" });
});

test("on a keyboard of another script the position of a key counts", () => {
  assert.deepEqual(readShortcut({ key: "л", code: "KeyK", ctrl: true, meta: false, alt: false }, undefined, false, 0), { shortcut: "palette" });
  assert.deepEqual(readShortcut({ key: "о", code: "KeyJ", ctrl: false, meta: false, alt: false }, undefined, true, 0), { shortcut: "next" });
  assert.deepEqual(readShortcut({ key: "l", code: "KeyN", ctrl: false, meta: false, alt: false }, undefined, true, 0), { shortcut: "like" }, "Dvorak has the letters elsewhere");
});

test("the second of two keys counts only for a moment, and is not a shortcut of its own then", () => {
  const { state } = readShortcut(key("g"), undefined, true, 1000);
  assert.deepEqual(readShortcut(key("l"), state, true, 2000), { shortcut: "linkedin" });
  assert.deepEqual(readShortcut(key("l"), state, true, 9000), { shortcut: "like" });
  assert.deepEqual(readShortcut(key("l"), undefined, true, 2000), { shortcut: "like" });
});

test("the subject of a task is its slug or URN, never what a person wrote", () => {
  assert.equal(taskSubject({ task_type: "x", profile_slug: "ada" }), "ada");
  assert.equal(taskSubject({ message: "secret", recipient_urn: "urn:li:person:1" }), "urn:li:person:1");
  assert.equal(taskSubject({ comment_text: "secret" }), "");
  assert.deepEqual(formValuesOf({ task_type: "x", profile_urns: ["a", "b"], start: 10, empty: null }), { profile_urns: "a\nb", start: "10" });
});

test("the checklist is shown only once all its facts are known", () => {
  const usage = { days: [], codes: [], action_hours: [], actions: { hour: 0, limit: 50, reset_ms: 0 } };
  const facts = { extension: "active", watchlists: 0, used: [], tasks: 0, usage };
  assert.equal(readSetup({ ...facts, extension: "unknown" }), undefined);
  assert.equal(readSetup({ ...facts, usage: undefined }), undefined);
  assert.deepEqual(readSetup(facts), { extension: true, watchlist: false, task: false });
  assert.deepEqual(readSetup({ ...facts, used: [{ name: "watchlists", used: 1, limit: 2 }] }).watchlist, true);
  const acted = { ...usage, days: [{ day: "2026-01-01", operation: "linkedin.fetchProfile", status: 200, calls: 1 }] };
  assert.ok(isComplete(readSetup({ ...facts, watchlists: 1, usage: acted })));
});

test("the slugs that a watchlist tracks are read from a list of any of these shapes", () => {
  assert.deepEqual(watchlist("w", { lists: [{ profiles: ["ada", 7, { slug: "bo" }] }, { companies: ["x"] }, null] }).slugs, ["ada", "bo", "x"]);
  for (const lists of [null, "x", 7, {}, [null], [{ profiles: "ada" }]]) assert.deepEqual(watchlist("w", { lists }).slugs, []);
});

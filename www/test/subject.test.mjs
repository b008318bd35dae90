import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { subjectKey, subjectName, subjectOf } = await source("extension/src/model/subject.ts");
const { newlyUnread } = await source("extension/src/model/mention-digest.ts");
const { countByCaller } = await source("console/model/usage.ts");

test("the address of a page tells whether it is a profile, a company or a post", () => {
  assert.deepEqual(subjectOf("https://www.linkedin.com/in/ada-example/"), { kind: "profile", slug: "ada-example" });
  for (const section of ["company", "school", "showcase"]) assert.deepEqual(subjectOf(`https://de.linkedin.com/${section}/x/about/`), { kind: "company", slug: "x" });
  const urn = "urn:li:activity:7000000000000000001";
  for (const path of [`feed/update/${urn}`, "posts/ada-example_some-words-activity-7000000000000000001-AbCd"]) assert.deepEqual(subjectOf(`https://www.linkedin.com/${path}`), { kind: "post", urn });
  for (const address of [undefined, "", "https://example.com/in/ada", "https://www.linkedin.com/feed/", "https://www.linkedin.com/pulse/some-article"]) assert.equal(subjectOf(address), null);
});

test("a member's id is not shown as a name", () => {
  const id = "ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678";
  assert.equal(subjectName(subjectOf(`https://www.linkedin.com/in/${id}`)), undefined);
  assert.equal(subjectName(subjectOf(`https://www.linkedin.com/sales/lead/${id},NAME_SEARCH,x`)), undefined);
  assert.equal(subjectName(subjectOf("https://www.linkedin.com/in/ada-example")), "ada-example");
  assert.equal(subjectName({ kind: "company", slug: id }), id);
});

test("a profile and a company of the same name have different keys", () => {
  assert.notEqual(subjectKey({ kind: "profile", slug: "x" }), subjectKey({ kind: "company", slug: "x" }));
  assert.equal(subjectKey({ kind: "post", urn: "urn:li:activity:1" }), "post/urn:li:activity:1");
});

test("only chosen watchlists are announced, and only posts that were not in the previous digest", () => {
  const digest = (unread) => ({ unread });
  assert.deepEqual(newlyUnread(digest({ a: ["1"], b: [] }), digest({ a: ["1", "2", "3"], b: ["4"] }), ["a"]), { a: 2 });
  assert.deepEqual(newlyUnread(digest({ a: ["1"] }), digest({ a: ["1"] }), ["a"]), {});
  assert.deepEqual(newlyUnread(undefined, digest({ a: ["1"] }), ["a"]), {}, "the first check");
  assert.deepEqual(newlyUnread(digest({}), digest({ a: ["1"] }), ["a", "gone"]), { a: 1 });
});

test("calls are summed by caller, and two names under one hash stay apart", () => {
  const row = (caller, operation, calls, more) => ({ caller, kind: "token", name: null, operation, calls, failures: 0, ...more });
  const counts = countByCaller([row("a", "team.get", 2, { failures: 1 }), row("a", "posts.list", 5), row("b", "team.get", 9, { name: "Import" }), row("a", "team.get", 1, { name: "Import" })]);
  assert.deepEqual(counts.map(({ caller, name, calls, failures, operation }) => [caller, name, calls, failures, operation]), [["b", "Import", 9, 0, "team.get"], ["a", "", 7, 1, "posts.list"], ["a", "Import", 1, 0, "team.get"]]);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { readInteraction, readPost } = await source("shared/model/post.ts");
const { readResults } = await source("shared/model/results.ts");

test("a profile is read flat and nested", () => {
  const flat = { name: "Ada Example", headline: "Engineer", profile_url: "https://www.linkedin.com/in/ada-example", connections: 500 };
  const nested = { profile: { full_name: "Ada Example", headline: "Engineer", profile_slug: "ada-example" } };
  for (const output of [flat, nested]) {
    const [person] = readResults("linkedin.fetchProfile", output).people;
    assert.equal(person.name, "Ada Example");
    assert.equal(person.headline, "Engineer");
    assert.equal(person.url, "https://www.linkedin.com/in/ada-example");
  }
});

test("a position has its years", () => {
  const positions = [{ title: "Engineer", company_name: "Acme", is_current: true, start_year: 2021, end_year: null }];
  const [person] = readResults("linkedin.fetchProfile", { profile: { full_name: "Ada", positions } }).people;
  assert.deepEqual(person.positions, [{ title: "Engineer", company: "Acme", years: "2021–now" }]);
});

test("people are found in a list of any name", () => {
  for (const container of ["profiles", "connections", "results"]) {
    const { people, rows } = readResults("linkedin.searchProfiles", { total: 1, [container]: [{ full_name: "Ada" }] });
    assert.deepEqual(people.map(({ name }) => name), ["Ada"], container);
    assert.deepEqual(rows, [{ full_name: "Ada" }]);
  }
});

test("an output of unknown shape has no results and does not throw", () => {
  for (const output of [null, undefined, "sent", 7, [], [null, "x"]]) {
    for (const operation of ["linkedin.fetchProfile", "linkedin.searchProfiles", "linkedin.fetchCompanyPosts", "linkedin.likePost"]) {
      const { people, companies, posts } = readResults(operation, output);
      assert.deepEqual([people, companies, posts], [[], [], []]);
    }
  }
});

test("a post links to LinkedIn or Reddit, or has no link", () => {
  const url = (linkedin_post_url) => readPost({ linkedin_post_url }).url;
  assert.equal(url("https://www.linkedin.com/feed/update/urn:li:activity:1"), "https://www.linkedin.com/feed/update/urn:li:activity:1");
  for (const bad of ["javascript:alert(1)", "http://linkedin.com/x", "https://linkedin.com.evil.test/x", "https://evil.test/linkedin.com", "slug-1",
    "https://www.linkedin.com/redir/redirect?url=https://evil.test", "https://u:p@www.linkedin.com/feed/update/urn:li:activity:1"]) {
    assert.equal(url(bad), undefined, bad);
  }
});

test("the link of a post without an address is built from its URN", () => {
  assert.equal(readPost({ social_urn: "urn:li:activity:7" }).url, "https://www.linkedin.com/feed/update/urn:li:activity:7");
});

test("a person or a company has a link only if the slug is valid", () => {
  const link = (profile_slug) => readResults("linkedin.fetchProfile", { profile: { profile_slug } }).people[0].url;
  assert.equal(link("réda"), "https://www.linkedin.com/in/r%C3%A9da");
  assert.equal(link("../redir/redirect?url=https://evil.test"), undefined);
  const [company] = readResults("linkedin.fetchCompany", { company: { name: "Acme", company_slug: "../redir/x", company_url: "https://www.linkedin.com/redir/redirect?url=x" } }).companies;
  assert.equal(company.url, undefined);
});

test("an interaction is read with its author, kind and post", () => {
  const author = { full_name: "Ada Example", headline: "VP" };
  const about = { id: "post-1", content: "text", author: { full_name: "Sam" }, linkedin_post_url: "https://linkedin.com/feed/update/urn:li:activity:7" };
  const made = readInteraction({ id: "int-1", text: "nice", interaction_type: "comment", created_at: 1705401600000, author, post: about });
  assert.deepEqual({ ...made, post: undefined }, { id: "int-1", author: "Ada Example", headline: "VP", at: 1705401600000, kind: "comment", text: "nice", post: undefined });
  assert.deepEqual([made.post.author, made.post.text, made.post.url], ["Sam", "text", "https://www.linkedin.com/feed/update/urn:li:activity:7"]);
});

test("an interaction without a text or a post is read too", () => {
  const made = readInteraction({ interaction_type: "like", text: null });
  assert.deepEqual([made.kind, made.text, made.post], ["like", undefined, undefined]);
});

test("phase, subject and failure are read from the state of a task", async () => {
  const { readProgress, taskFailure } = await source("console/model/task-progress.ts");
  assert.deepEqual(readProgress({ status: "completed", task_input: { profile_slug: "ada-example" }, task_output: { name: "Ada" } }), {
    phase: "completed", input: { profile_slug: "ada-example" }, subject: "ada-example", output: { name: "Ada" },
  });
  assert.deepEqual(readProgress({ status: "paused", task_input: null, task_output: null }), { phase: "processing" });
  assert.equal(taskFailure("profile is private", "unknown").message, "profile is private");
  assert.equal(taskFailure({ error: "not a connection" }, "unknown").message, "not a connection");
  assert.equal(taskFailure(null, "unknown").message, "unknown");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { readWatchlist } = await source("shared/model/watchlist.ts");
const { buildCreation, buildUpdate, draftFrom, emptyDraft, emptyKeyword, rejectedFields } = await source("console/model/watchlist-draft.ts");

const keyword = (fields) => ({ ...emptyKeyword, ...fields });

test("plain keywords are sent as strings", () => {
  const { body } = buildCreation("keyword", { ...emptyDraft, keywords: [keyword({ keyword: " hiring " }), keyword({})] });
  assert.deepEqual(body, { keywords: ["hiring"] });
});

test("a keyword with conditions is sent as an object that always has include_all_required", () => {
  const { body } = buildCreation("keyword", {
    ...emptyDraft,
    keywords: [keyword({ keyword: "crm", required: "ai, sales", excluded: "jobs", includeAll: false })],
  });
  assert.deepEqual(body.keywords, [
    { keyword: "crm", required_keywords: ["ai", "sales"], include_all_required: false, excluded_keywords: ["jobs"] },
  ]);
});

test("a description excludes all keyword fields", () => {
  const { body } = buildCreation("reddit", { ...emptyDraft, how: "prompt", prompt: "people who compare CRMs", labels: "x", slack: "https://x.test", name: "CRM", frequency: "6" });
  assert.deepEqual(body, { prompt: "people who compare CRMs", name: "CRM", fetchFreqInHours: 6 });
});

test("each kind names its required fields", () => {
  assert.deepEqual(buildCreation("keyword", emptyDraft).wrong, { keywords: "Add at least one keyword." });
  assert.deepEqual(buildCreation("people", emptyDraft).wrong, { tracked: "Add at least one profile." });
  assert.deepEqual(buildCreation("company", emptyDraft).wrong, { tracked: "Add at least one company." });
  assert.deepEqual(buildCreation("keyword", { ...emptyDraft, how: "prompt" }).wrong, { prompt: "Describe what you're looking for." });
});

test("each line of labels is a name with an optional description", () => {
  const { body } = buildCreation("people", { ...emptyDraft, tracked: "ada-example\n", labels: "Hiring: they look for people\nNews" });
  assert.deepEqual(body, { profiles: ["ada-example"], labels: [{ name: "Hiring", description: "they look for people" }, { name: "News" }] });
});

const raw = {
  id: "1",
  name: "Hiring",
  fetchFreqInHours: 6,
  keyword_tracking: [{ keyword: "hiring", required_keywords: ["remote"], include_all_required: false }],
  labels: [{ key: "Jobs", description: "open positions" }],
};
const watchlist = readWatchlist(raw);

test("an unchanged form sends nothing", () => {
  const draft = draftFrom(watchlist);
  assert.deepEqual(buildUpdate("keyword", draft, draft), { body: {}, wrong: {} });
});

test("only changed fields are sent", () => {
  const draft = draftFrom(watchlist);
  assert.deepEqual(buildUpdate("keyword", draft, { ...draft, name: "Jobs", frequency: "24" }).body, { name: "Jobs", fetchFreqInHours: 24 });
});

test("the keywords of a watchlist are filled into the form unchanged", () => {
  const draft = { ...draftFrom(watchlist), how: "keywords" };
  assert.deepEqual(buildUpdate("keyword", draft, draft).body.keywords, [
    { keyword: "hiring", required_keywords: ["remote"], include_all_required: false },
  ]);
  assert.equal(draft.labels, "Jobs: open positions");
});

test("an emptied Slack address is cleared", () => {
  const draft = draftFrom({ ...watchlist, slack_webhook_url: "https://hooks.slack.test/1" });
  assert.deepEqual(buildUpdate("people", draft, { ...draft, slack: "" }).body, { slack_webhook_url: null });
});

test("a value that the client or the API rejects is marked at its field, with the number of its line", () => {
  const rejected = (message, code = "invalid_request") => rejectedFields({ code, message });
  assert.deepEqual(rejected('profiles[1] must be a linkedin address, got "x" (watchlists.people.create)'), { tracked: 'Entry 2: profiles[1] must be a linkedin address, got "x"' });
  assert.deepEqual(rejected("labels[0].name must be a string that is not only white space, got \"\""), { labels: 'Entry 1: labels[0].name must be a string that is not only white space, got ""' });
  assert.deepEqual(Object.keys(rejected("prompt is required and must be a non-empty string")), ["prompt"]);
  assert.deepEqual(rejected("constructor is odd"), {});
  assert.deepEqual(rejected("profiles were lost", "network"), {});
});

test("a Slack webhook is an https address", () => {
  const { wrong } = buildCreation("reddit", { ...emptyDraft, keywords: [keyword({ keyword: "x" })], slack: "not a url" });
  assert.match(wrong.slack, /https:/);
  assert.deepEqual(buildCreation("reddit", { ...emptyDraft, keywords: [keyword({ keyword: "x" })], slack: "https://hooks.slack.com/x" }).wrong, {});
  assert.match(buildUpdate("keyword", emptyDraft, { ...emptyDraft, name: "x", slack: "http://hooks.slack.com" }).wrong.slack, /https:/);
});

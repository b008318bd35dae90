import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { readWatchlist } = await source("shared/model/watchlist.ts");
const { changes, creation, draftOf, emptyDraft, emptyKeyword } = await source("console/model/watchlist-draft.ts");

const keyword = (fields) => ({ ...emptyKeyword, ...fields });

test("plain keywords are sent as strings", () => {
  const { body } = creation("keyword", { ...emptyDraft, keywords: [keyword({ keyword: " hiring " }), keyword({})] });
  assert.deepEqual(body, { keywords: ["hiring"] });
});

test("conditions make an object that always says how the required words count", () => {
  const { body } = creation("keyword", {
    ...emptyDraft,
    keywords: [keyword({ keyword: "crm", required: "ai, sales", excluded: "jobs", includeAll: false })],
  });
  assert.deepEqual(body.keywords, [
    { keyword: "crm", required_keywords: ["ai", "sales"], include_all_required: false, excluded_keywords: ["jobs"] },
  ]);
});

test("a description excludes everything that goes with keywords", () => {
  const { body } = creation("reddit", { ...emptyDraft, how: "prompt", prompt: "people who compare CRMs", labels: "x", slack: "https://x.test", name: "CRM", frequency: "6" });
  assert.deepEqual(body, { prompt: "people who compare CRMs", name: "CRM", fetchFreqInHours: 6 });
});

test("each kind says what it needs", () => {
  assert.deepEqual(creation("keyword", emptyDraft).wrong, { keywords: "Type at least one keyword." });
  assert.deepEqual(creation("people", emptyDraft).wrong, { tracked: "Name at least one profile." });
  assert.deepEqual(creation("company", emptyDraft).wrong, { tracked: "Name at least one company." });
  assert.deepEqual(creation("keyword", { ...emptyDraft, how: "prompt" }).wrong, { prompt: "Describe what you look for." });
});

test("labels are lines of name and meaning", () => {
  const { body } = creation("people", { ...emptyDraft, tracked: "ada-example\n", labels: "Hiring: they look for people\nNews" });
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

test("a watchlist that was not touched is no change", () => {
  const draft = draftOf(watchlist);
  assert.deepEqual(changes("keyword", draft, draft), { body: {}, wrong: {} });
});

test("only what was touched is sent", () => {
  const draft = draftOf(watchlist);
  assert.deepEqual(changes("keyword", draft, { ...draft, name: "Jobs", frequency: "24" }).body, { name: "Jobs", fetchFreqInHours: 24 });
});

test("the words of a watchlist stand in the form as they are", () => {
  const draft = { ...draftOf(watchlist), how: "keywords" };
  assert.deepEqual(changes("keyword", draft, draft).body.keywords, [
    { keyword: "hiring", required_keywords: ["remote"], include_all_required: false },
  ]);
  assert.equal(draft.labels, "Jobs: open positions");
});

test("an emptied Slack address is cleared", () => {
  const draft = draftOf({ ...watchlist, slack_webhook_url: "https://hooks.slack.test/1" });
  assert.deepEqual(changes("people", draft, { ...draft, slack: "" }).body, { slack_webhook_url: null });
});

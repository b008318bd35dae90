import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { remedyFor } = await source("shared/model/remedies.ts");
const { describeRetryTime } = await source("shared/model/retry-time.ts");
const { formatTimeOrMoment, formatWait } = await source("shared/lib/format.ts");

const NOW = Date.UTC(2026, 10, 30, 12);
const HOUR_MS = 3_600_000;

// Error messages with status 429 of the gateway, the client, and the API (as in docs/api.md): first those that name a time.
const documented = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
const named = [
  { code: "rate_limited", message: "too many requests in this minute: wait as long as retry-after says and try again", retryAfterMs: 42_000 },
  { code: "rate_limited", message: "too many sign-in codes for this email address", retryAfterMs: 0.9 * HOUR_MS },
  { code: "rate_limited", message: "a test alert was sent less than a minute ago", retryAfterMs: 30_000 },
  { code: "action_budget", message: "the team's LinkedIn actions of this hour are used up", retryAfterMs: 0.5 * HOUR_MS },
  { code: "action_budget", message: "this caller's LinkedIn actions of this hour are used up", retryAfterMs: 1_000 },
];
const unnamed = [
  { code: "rate_limited", message: "Rate limit exceeded. Please try again later." },
  { code: "rate_limited", message: "LinkedIn invitation limit reached. Please try again later." },
  { code: "rate_limited", message: "a text that is not documented" },
];

test("every 429 says when to try again: at the time in the response, or after the span of the limit", () => {
  for (const failure of named) {
    const text = describeRetryTime({ status: 429, ...failure }, NOW);
    assert.ok(text.includes(formatTimeOrMoment(NOW + failure.retryAfterMs, NOW)), text);
    assert.match(text, /^You can try again at .+ \(in \d+ (seconds?|minutes?)\)\.$/);
  }
  for (const failure of unnamed) {
    const text = describeRetryTime({ status: 429, ...failure }, NOW);
    const span = failure.message.startsWith("LinkedIn") ? 168 * HOUR_MS : HOUR_MS;
    assert.ok(text.endsWith(`you can try again by ${formatTimeOrMoment(NOW + span, NOW)} at the latest.`), text);
  }
  for (const { message } of unnamed.slice(0, 2)) assert.ok(documented.includes(message.slice(0, 26)), message);
});

test("the gateway sends no 429 without a time", () => {
  const sources = ["core/src/gateway", "worker/src"].flatMap((folder) => {
    const root = new URL(`../../${folder}/`, import.meta.url);
    return readdirSync(root, { recursive: true }).filter((file) => file.endsWith(".rs")).map((file) => [file, readFileSync(new URL(file, root), "utf8")]);
  });
  const made = sources.flatMap(([file, text]) => [...text.matchAll(/\bnew\(429\b/g)].map(() => file));
  assert.deepEqual(made, ["http/api_error.rs"], "use ApiError::too_many_requests, which takes the time");
  assert.ok(sources.filter(([, text]) => text.includes("too_many_requests(")).length >= 4);
});

test("a failure without a limit has no time, and a 503 has the time that it names", () => {
  assert.equal(describeRetryTime({ code: "upstream", status: 500, message: "boom" }, NOW), undefined);
  assert.equal(describeRetryTime({ code: "network", message: "no response" }, NOW), undefined);
  assert.match(describeRetryTime({ code: "upstream", status: 503, message: "the ledger is overloaded", retryAfterMs: 5_000 }, NOW), /in 5 seconds/);
});

test("a time of another day is shown with its day", () => {
  assert.match(describeRetryTime({ code: "rate_limited", status: 429, message: "x", retryAfterMs: 72 * HOUR_MS }, NOW), /at Dec 3, 2026, .+ \(in 3 days\)\.$/);
});

test("LinkedIn's limit on invitations has another text than OutX's limits", () => {
  assert.match(remedyFor({ code: "rate_limited", status: 429, message: "LinkedIn invitation limit reached." }).title, /invitations/);
  assert.equal(remedyFor({ code: "rate_limited", status: 429, message: "Rate limit exceeded." }).title, "Too many requests");
});

test("a wait is formatted with one unit, rounded up", () => {
  assert.deepEqual([1, 45_000, 99_001, 3_247_000, 7_300_000, 86_400_000].map(formatWait), ["1 s", "45 s", "2 min", "55 min", "3 h", "24 h"]);
});

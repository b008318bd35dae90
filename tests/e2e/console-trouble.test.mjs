// Errors: rate limits, no network, server errors, an unknown page.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { assertAccessible, openConsole } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

beforeEach(() => stack.sandbox.clearFaults());

test("too many calls: the button waits as long as the server says", async (t) => {
  const page = await stack.visit(t, "#/usage");
  // More than the client's own attempts, each of which waits no longer than its deadline.
  await stack.sandbox.fault("GET", "/api-reddit-watchlist", { status: 429, headers: { "retry-after": "600" }, body: { error: "Rate limit exceeded. Please try again later." } }, 10);
  await page.goto(`${stack.url}/#/watchlists/reddit`);
  await page.getByText("Too many requests").waitFor({ timeout: 60_000 });
  assert.ok(await page.getByRole("button", { name: /Try again in (10|9) min/ }).isDisabled());
  await assertAccessible(page, "a rate limit");
});

test("the message of a rejected action says when it is possible again", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.route("**/api-keyword-watchlist?*", (route) => route.fulfill({ status: 429, headers: { "retry-after": "1800" }, json: { error: "too many requests", code: "rate_limited" } }));
  await page.route("**/api-keyword-watchlist", (route) => (route.request().method() === "PUT" ? route.fulfill({ status: 429, headers: { "retry-after": "1800" }, json: { error: "too many requests", code: "rate_limited" } }) : route.fallback()));
  await page.getByRole("button", { name: /^Pause / }).first().click();
  await page.locator(".toast").filter({ hasText: /could not be changed\. Too many requests: .*You can try again at .* \(in 30 minutes\)\./ }).waitFor({ timeout: 60_000 });
});

test("after a server error the request can be repeated", async (t) => {
  await stack.sandbox.fault("GET", "/api-company-watchlist", { status: 500, body: { error: "boom" } }, 10);
  const page = await stack.visit(t, "#/watchlists/company");
  await page.getByText("OutX returned an error").waitFor({ timeout: 60_000 });
  await stack.sandbox.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
});

test("without a network the page says so, fails with a reason, and recovers", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  const list = page.getByRole("link", { name: "Hiring and interviews", exact: true });
  await list.waitFor();
  await page.context().setOffline(true);
  await page.getByText("You're offline.", { exact: false }).waitFor();
  await list.waitFor();
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByText("No connection").waitFor({ timeout: 60_000 });
  await assertAccessible(page, "a page without a network");
  await page.context().setOffline(false);
  await page.getByText("You're offline.", { exact: false }).waitFor({ state: "hidden" });
  await page.locator(".row-item, .empty").first().waitFor();
});

test("a slow response is announced as loading, and shown when it arrives", async (t) => {
  const page = await stack.visit(t, "#/usage");
  await stack.sandbox.fault("GET", "/api-people-watchlist", { delay_ms: 5_000 });
  await page.goto(`${stack.url}/#/watchlists/people`);
  const status = page.getByRole("status").filter({ hasText: "Still loading" });
  await status.waitFor();
  await assertAccessible(page, "a slow page");
  await page.locator(".row-item, .empty").first().waitFor();
  assert.equal(await status.count(), 0);
});

test("an inactive extension is shown where an action fails, until it is active again", async (t) => {
  const { id } = await stack.sandbox.demoTeam();
  t.after(() => stack.sandbox.setTeam(id, { extension: "active" }));
  await stack.sandbox.setTeam(id, { extension: "inactive" });
  const page = await stack.visit(t, "#/linkedin");
  await page.getByLabel("Profile slug").fill("ada-example");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByText("No OutX extension was online", { exact: false }).waitFor();
  await assertAccessible(page, "a task without the extension");
  await stack.sandbox.setTeam(id, { extension: "active" });
  await page.getByRole("button", { name: "Start task" }).click();
  await page.locator("article.task").waitFor();
  assert.equal(await page.getByLabel("Profile slug").inputValue(), "ada-example");
});

test("an unknown address shows a page that links to the overview", async (t) => {
  const page = await stack.visit(t, "#/nowhere/at/all");
  await page.getByRole("heading", { level: 1, name: "Page not found" }).waitFor();
  await assertAccessible(page, "the page that is not there");
  await page.getByRole("link", { name: "Go to Overview" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
});

test("a page that could not reach the gateway loads when the network is back", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/_gateway/session", (route) => route.abort());
  await page.reload();
  await page.getByText("No connection").waitFor({ timeout: 60_000 });
  await page.unroute("**/_gateway/session");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
});

test("the time until the next attempt follows the clock, even in a tab whose timers are late", async (t) => {
  const page = await stack.visit(t);
  await page.clock.install();
  await page.route("**/api-reddit-watchlist*", (route) => route.fulfill({ status: 429, headers: { "retry-after": "1200" }, json: { error: "too many requests", code: "rate_limited" } }));
  await page.goto(`${stack.url}/#/watchlists/reddit`);
  await page.getByRole("button", { name: "Try again in 20 min" }).waitFor({ timeout: 60_000 });
  // `fastForward` fires each timer at most once.
  await page.clock.fastForward(600_000);
  await page.getByRole("button", { name: "Try again in 10 min" }).waitFor();
});

test("the page shows that the settings cannot be read", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/_gateway/status", (route) => route.fulfill({ status: 503, json: { error: "the ledger is overloaded", code: "upstream" } }));
  await page.goto(`${stack.url}/#/settings`);
  await page.getByRole("alert").filter({ hasText: "the ledger is overloaded" }).waitFor({ timeout: 60_000 });
});

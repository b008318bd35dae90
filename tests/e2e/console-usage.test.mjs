// The gateway's counts of calls, as charts and as tables.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

test("calls are drawn and can be read as tables", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Hiring and interviews", exact: true }).waitFor();
  await counted(page, "watchlists.keyword.list");

  await page.goto(`${stack.url}/#/usage`);
  const byDay = page.getByRole("region", { name: "Calls by UTC day" });
  await byDay.locator(".chart-area canvas").waitFor();
  await byDay.getByText("As a table").click();
  const today = new Date().toISOString().slice(0, 10);
  await byDay.getByRole("row", { name: new RegExp(`^${today}`) }).waitFor();
  // A fetch by the test is not counted as a call of the console; the list of watchlists is.
  await page.getByRole("row", { name: /^team\.get/ }).waitFor();
  const list = page.getByRole("row", { name: /^watchlists\.keyword\.list/ });
  assert.equal(await list.count(), 0);
  await page.getByLabel("Include this console").check();
  await list.waitFor();
  await page.getByRole("group", { name: "Calls by caller" }).getByRole("row", { name: /^console Console/ }).waitFor();
  await page.waitForURL(/console=true/);
  await assertAccessible(page, "usage");
  await page.getByLabel("Days").selectOption({ label: "7 days" });
  await page.waitForURL(/days=7&console=true/);
});

test("actions are drawn by hour and errors by code, for the whole team", async (t) => {
  const page = await stack.visit(t, "#/usage");
  await page.getByText("None in the last 48 hours.", { exact: false }).waitFor();
  await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    await fetch("/linkedin-agent/fetch-profile", { method: "POST", headers, body: JSON.stringify({ profile_slug: "ada-example" }) });
    await fetch("/api-posts?watchlist_id=00000000-0000-4000-8000-000000000000");
  });
  await page.reload();
  const byHour = page.getByRole("region", { name: "LinkedIn actions by hour" });
  await byHour.locator(".chart-area canvas").waitFor();
  await byHour.getByText("As a table").click();
  await byHour.getByRole("row", { name: /:00.* 1$/ }).waitFor();
  const codes = page.getByRole("region", { name: "Errors by code", exact: true });
  await codes.getByRole("row", { name: /^invalid_request Some values are invalid 1 100%/ }).waitFor();
  const color = (bars) => bars.first().evaluate((bar) => getComputedStyle(bar).backgroundColor);
  assert.notEqual(await color(codes.locator(".bar")), await color(page.getByRole("region", { name: "Calls by operation" }).locator(".bar")), "errors look like successes");
  await assertAccessible(page, "usage with actions and errors");
  await byHour.getByText("As a table").click();
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, "usage", { height: 1120, colorScheme: "dark" });

  // With the pointer on the last bar, its values are shown above the chart.
  const over = await byHour.locator(".u-over").boundingBox();
  await page.mouse.move(over.x + over.width - 4, over.y + over.height / 2);
  await byHour.locator(".chart-said", { hasText: /: 1$/ }).waitFor();
});

test("in print a chart is replaced by its table", async (t) => {
  const page = await stack.visit(t, "#/usage");
  const byDay = page.getByRole("region", { name: "Calls by UTC day" });
  const row = byDay.getByText(new Date().toISOString().slice(0, 10), { exact: true });
  await byDay.locator(".chart-area canvas").waitFor();
  assert.equal(await row.isVisible(), false);
  await page.emulateMedia({ media: "print" });
  await row.waitFor();
  assert.equal(await byDay.locator(".chart").isVisible(), false);
  assert.equal(await byDay.getByText("As a table").isVisible(), false);
});

test("a chart that cannot be loaded is replaced by a message and its table", async (t) => {
  const page = await stack.visit(t);
  await page.route(/draw-bars-[^/]*\.js$/, (route) => route.abort());
  await page.goto(`${stack.url}/#/usage`);
  const byDay = page.getByRole("region", { name: "Calls by UTC day" });
  await byDay.getByText("The chart could not be loaded. The table has the same figures; reload the page to see the chart.").waitFor();
  await byDay.getByText("As a table").click();
  await byDay.getByRole("row", { name: new RegExp(`^${new Date().toISOString().slice(0, 10)}`) }).waitFor();
});

test("a chart is drawn again in the colours of the other theme", async (t) => {
  const page = await stack.visit(t, "#/usage");
  const byDay = page.getByRole("region", { name: "Calls by UTC day" });
  const drawn = () => byDay.locator(".chart-area canvas").evaluate((canvas) => canvas.toDataURL());
  await byDay.locator(".chart-area canvas").waitFor();
  const light = await drawn();
  await page.emulateMedia({ colorScheme: "dark" });
  await assert.doesNotReject(waitUntil(async () => (await drawn()) !== light));
  await page.emulateMedia({ colorScheme: "light" });
  await assert.doesNotReject(waitUntil(async () => (await drawn()) === light));
});

test("the statistics of posts have a chart and a table", async (t) => {
  const page = await stack.visit(t, "#/posts");
  await page.getByText("Statistics", { exact: true }).click();
  const posts = page.locator(".statistics");
  await posts.locator(".chart-area canvas").waitFor();
  await posts.getByText("As a table").click();
  await posts.getByRole("row", { name: /^Day Posts$/ }).waitFor();
  assert.ok((await posts.getByRole("row").count()) > 1);
  await assertAccessible(page, "statistics of posts");
});

test("errors of this tab are named by code", async (t) => {
  const team = await stack.sandbox.demoTeam();
  await stack.sandbox.setTeam(team.id, { extension: "inactive" });
  t.after(() => stack.sandbox.setTeam(team.id, { extension: "active" }));
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByText("No OutX extension was online", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Usage" }).click();
  await page.getByRole("region", { name: "This tab" }).getByRole("row", { name: /^extension_inactive/ }).waitFor();
});

async function waitUntil(condition) {
  for (const end = Date.now() + 5_000; !(await condition()); await setTimeout(50)) if (Date.now() > end) throw new Error("not so after 5 s");
}

// Waits until an operation is counted. The gateway writes its counts some seconds later, with the next call.
async function counted(page, operation) {
  const seen = () =>
    page.evaluate(async () => {
      await fetch("/api-team");
      const { days } = await (await fetch("/_gateway/usage?days=1")).json();
      return days.map((row) => row.operation);
    });
  const began = Date.now();
  while (!(await seen()).includes(operation)) {
    if (Date.now() - began > 20_000) throw new Error(`${operation} is not counted after 20 s`);
    await setTimeout(250);
  }
}

// The console shows the records of the gateway's ledger: writes, requests and callers. The gateway's own tests check that they are recorded.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { assertAccessible, openConsole, waitForFocus } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

const AT = Date.UTC(2026, 10, 1);
const write = (id, more) => ({ id, at: AT, request_id: `0b9e5b4e-${id}`, caller: "5f1c0000aaaa", name: null, operation: "watchlists.keyword.update", target: "7d0f", outcome: "done", status: 200, ...more });
const request = (id, more) => ({ request_id: id, at: AT, operation: "team.get", status: 200, ms: 41, caller: "5f1c0000aaaa", code: "", ...more });

test("writes are listed with who, what and outcome, page by page", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/_gateway/audit?*", (route) => {
    const before = new URL(route.request().url()).searchParams.get("before");
    const writes = before ? [write(1, { outcome: "later outcome" })] : [write(3, { name: "Nightly import" }), write(2, { outcome: "unknown", status: null })];
    return route.fulfill({ json: { writes, next: before ? null : 2 } });
  });
  await page.goto(`${stack.url}/#/activity`);
  const rows = page.getByRole("group", { name: "Writes" }).getByRole("row");
  await rows.filter({ hasText: "Nightly import" }).filter({ hasText: "Done 200" }).waitFor();
  await rows.filter({ hasText: "Not confirmed" }).waitFor();
  await assertAccessible(page, "writes");
  await page.getByRole("button", { name: "Show more" }).click();
  await rows.filter({ hasText: "later outcome" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Show more" }).count(), 0);
});

test("tasks of the team are listed with who started them, their state and result, on any device", async (t) => {
  const elsewhere = await stack.visit(t);
  const start = (slug) =>
    elsewhere.evaluate(async (slug) => {
      const response = await fetch("/linkedin-agent/fetch-profile", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ profile_slug: slug }) });
      return response.status;
    }, slug);
  assert.equal(await start("ada-example"), 200);

  const page = await stack.visit(t, "#/linkedin");
  await page.getByText("Nothing started yet").waitFor();
  await page.getByRole("link", { name: "All tasks of the team" }).click();
  const task = page.getByRole("article").filter({ hasText: "ada-example" });
  await task.getByText("started by demo@outx.test").waitFor();
  await task.getByText("Done", { exact: true }).waitFor();
  await task.getByText("Result", { exact: false }).first().click();
  await task.getByRole("button", { name: "Download JSON" }).waitFor();
  await assertAccessible(page, "tasks of the team");
  await task.getByRole("link", { name: "Run again" }).click();
  await page.waitForURL(/#\/linkedin\/linkedin\.fetchProfile\?profile_slug=ada-example/);
  assert.equal(await page.getByLabel("Profile slug").inputValue(), "ada-example");
});

test("an error message links to its request", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/_gateway/requests*", (route) => {
    const id = new URL(route.request().url()).searchParams.get("id");
    return route.fulfill({ json: { requests: id ? [request(id, { status: 429, code: "rate_limited" })] : [request("a"), request("b")] } });
  });
  await page.route("**/api-keyword-watchlist", (route) => route.fulfill({ status: 402, headers: { "x-request-id": "req-42" }, json: { error: "Your plan includes up to 2 watchlists", code: "plan_limit", request_id: "req-42" } }));
  await page.goto(`${stack.url}/#/watchlists/keyword`);
  await page.getByRole("alert").getByRole("link", { name: "req-42" }).click();
  await page.waitForURL(/#\/activity\/requests\?id=req-42/);
  await page.getByRole("row").filter({ hasText: "rate_limited" }).waitFor();
  await assertAccessible(page, "a request");
  await page.getByRole("link", { name: "Show all" }).click();
  await page.getByRole("group", { name: "Requests" }).getByRole("row").nth(2).waitFor();
});

test("of a thousand requests a hundred are shown at first, and a file has all of them", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/_gateway/requests*", (route) => route.fulfill({ json: { requests: Array.from({ length: 1_000 }, (_, index) => request(`r-${index}`)) } }));
  await page.goto(`${stack.url}/#/activity/requests`);
  const rows = page.getByRole("group", { name: "Requests" }).locator("tbody tr");
  await rows.first().waitFor();
  assert.equal(await rows.count(), 100);
  await page.getByRole("button", { name: "Show more" }).click();
  await rows.nth(199).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  assert.equal(text.trim().split("\r\n").length, 1_001);
});

test("calls are listed by caller", async (t) => {
  const page = await stack.visit(t);
  const day = new Date().toISOString().slice(0, 10);
  await page.route("**/_gateway/usage?*", (route) =>
    route.fulfill({
      json: {
        days: [{ day, operation: "team.get", status: 200, calls: 4 }],
        codes: [],
        callers: [{ caller: "5f1c0000aaaa", kind: "token", name: "Nightly import", operation: "team.get", calls: 3, failures: 1 }, { caller: "77aa0000bbbb", kind: "session", name: null, operation: "posts.list", calls: 1, failures: 0 }],
        action_hours: [],
        actions: { hour: 0, limit: 50, reset_ms: 0 },
      },
    }),
  );
  await page.goto(`${stack.url}/#/usage?days=7`);
  const table = page.getByRole("group", { name: "Calls by caller" });
  await table.getByRole("row", { name: /^Nightly import Token team\.get 3 1$/ }).waitFor();
  await table.getByRole("row", { name: /^77aa0000bbbb Session posts\.list 1 0$/ }).waitFor();
  await assertAccessible(page, "usage by caller", [1280]);
  for (const [button, name, row] of [["Download CSV", "usage-7-days.csv", /^"?2\d{3}-.*team\.get.*4/m], ["Download CSV by caller", "usage-callers-7-days.csv", /Nightly import/]]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: button, exact: true }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), name);
    const text = await readFile(await file.path(), "utf8");
    assert.equal(text.charCodeAt(0), 0xfeff);
    assert.match(text.slice(1), row);
  }
});

test("a test alert is sent, and its result is shown", async (t) => {
  const page = await stack.visit(t, "#/settings");
  const alerts = page.getByRole("region", { name: "Alerts" });
  const send = alerts.getByRole("button", { name: "Send a test alert" });
  await send.click();
  await alerts.getByText("No webhook is set").waitFor();
  await alerts.getByText("set it with wrangler secret put ALERT_WEBHOOK", { exact: false }).waitFor();
  await alerts.getByText("test", { exact: true }).waitFor();
  await waitForFocus(send);
  await send.click();
  await alerts.getByText(/You can try again at .* \(in (1 minute|\d+ seconds)\)/).waitFor();
  await assertAccessible(page, "settings after a test alert");
  for (const [outcome, status, title] of [["sent", 200, "Test alert sent"], ["rejected", 500, "The webhook rejected the test alert"], ["timed_out", null, "The webhook did not respond in time"], ["unreachable", null, "The webhook could not be reached"]]) {
    await page.route("**/_gateway/alerts/test", (route) => route.fulfill({ json: { outcome, status, text: `about ${outcome}` } }));
    await send.click();
    await alerts.getByText(title).waitFor();
    await alerts.getByText(`about ${outcome}`).waitFor();
  }
});

test("settings show which are wrong, set or not set, and link to the guides", async (t) => {
  const page = await stack.visit(t, "#/settings");
  await page.getByText("All settings are valid.").waitFor();
  await page.getByRole("region", { name: "Settings that are set", exact: true }).getByText("SESSION_SECRET", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Secrets in use since" }).getByText("SESSION_SECRET").waitFor();
  await page.getByRole("region", { name: "Ledger of this team" }).getByText("Size").waitFor();
  for (const link of await page.getByRole("region", { name: "Guides" }).getByRole("link").all()) {
    const address = new URL(await link.getAttribute("href"), stack.url).href;
    assert.equal((await fetch(address)).status, 200, address);
  }
  await page.route("**/_gateway/health", (route) =>
    route.fulfill({ status: 500, json: { status: "misconfigured", version: "0.1.0", access: ["session"], settings: { set: [], missing: [] }, problems: [{ setting: "ALLOWED_ORIGINS", reason: "entry 1 is not an origin" }], key: { live: null } } }),
  );
  await page.reload();
  const health = page.getByRole("region", { name: "Health" });
  await health.getByText("ALLOWED_ORIGINS").waitFor();
  await health.getByText("entry 1 is not an origin").waitFor();
  await assertAccessible(page, "the settings of a gateway that is misconfigured");
});

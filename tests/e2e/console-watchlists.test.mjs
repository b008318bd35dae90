// Watchlists of the four kinds: created, renamed, paused, edited, deleted and undone.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { assertAccessible, openConsole, picture, received, waitForFocus } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

beforeEach(() => stack.sandbox.clearFaults());

test("a keyword watchlist is created with its conditions", async (t) => {
  const page = await stack.visit(t, "#/watchlists");
  await page.getByRole("link", { name: "New watchlist" }).click();
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("crm");
  await page.getByText("Advanced").click();
  await page.getByLabel("Must include").fill("ai, sales");
  await page.getByLabel("Exclude").fill("jobs");
  await page.getByLabel("Name").fill("CRM talk");
  await page.getByLabel("Check every").selectOption({ label: "every 6 hours" });
  await page.getByLabel("Labels").fill("Question: someone asks");
  await assertAccessible(page, "the watchlist form");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByRole("link", { name: "CRM talk", exact: true }).waitFor();

  const [{ body }] = (await received(stack.sandbox, "POST", "/api-keyword-watchlist")).slice(-1);
  assert.deepEqual(body, {
    name: "CRM talk",
    fetchFreqInHours: 6,
    labels: [{ name: "Question", description: "someone asks" }],
    keywords: [{ keyword: "crm", required_keywords: ["ai", "sales"], include_all_required: true, excluded_keywords: ["jobs"] }],
  });
  await assertAccessible(page, "the list of watchlists");
  await picture(page, "watchlists");
});

test("nothing is sent without a keyword, and the field is focused", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  const before = (await received(stack.sandbox, "POST", "/api-keyword-watchlist")).length;
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByText("Add at least one keyword.").waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-invalid") === "true");
  assert.equal((await received(stack.sandbox, "POST", "/api-keyword-watchlist")).length, before);
});

const others = [
  { kind: "people", label: "Profiles", text: "ada-example", sent: { profiles: ["ada-example"] } },
  { kind: "company", label: "Companies", text: "northwind-analytics", sent: { companies: ["northwind-analytics"] } },
  { kind: "reddit", label: "Keyword", text: "rust", sent: { keywords: ["rust"] } },
];
for (const { kind, label, text, sent } of others) {
  test(`a ${kind} watchlist is created`, async (t) => {
    const page = await stack.visit(t, `#/watchlists/${kind}/new`);
    await page.getByRole("textbox", { name: label, exact: true }).fill(text);
    await page.getByLabel("Name").fill(`Our ${kind}`);
    await page.getByRole("button", { name: "Create watchlist" }).click();
    await page.getByRole("link", { name: `Our ${kind}`, exact: true }).waitFor();
    const [{ body }] = (await received(stack.sandbox, "POST", `/api-${kind}-watchlist`)).slice(-1);
    assert.deepEqual(body, { name: `Our ${kind}`, ...sent });
  });
}

test("a watchlist is created from a description", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  await page.getByRole("radio", { name: "By a description" }).check();
  await page.getByRole("textbox", { name: "Description" }).fill("People who compare CRMs");
  await page.getByLabel("Name").fill("By words");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByText("OutX is writing its keywords", { exact: false }).waitFor();
  await page.getByRole("link", { name: "By words", exact: true }).waitFor();
});

test("renaming, pausing and resuming show at once and are sent", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  const row = page.getByRole("listitem").filter({ hasText: "Hiring and interviews" });
  await row.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Rename Hiring and interviews" }).fill("Hiring");
  await page.keyboard.press("Enter");
  await page.getByText("Renamed to “Hiring”.").waitFor();
  await page.getByRole("button", { name: "Pause Hiring" }).click();
  await page.getByText("“Hiring” is paused. Its posts stay.").waitFor();
  await page.getByRole("button", { name: "Resume Hiring" }).click();
  await page.getByText("“Hiring” resumed.").waitFor();
  const bodies = (await received(stack.sandbox, "PUT", "/api-keyword-watchlist")).map(({ body: { id: _, ...rest } }) => rest);
  assert.deepEqual(bodies.slice(-3), [{ name: "Hiring" }, { disable: true }, { disable: false }]);
});

test("a name of blanks is rejected at its field", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  const before = (await received(stack.sandbox, "PUT", "/api-keyword-watchlist")).length;
  await page.getByRole("button", { name: "Rename Hiring" }).click();
  const field = page.getByRole("textbox", { name: "Rename Hiring" });
  await field.fill("   ");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "The name can't be empty." }).waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal((await received(stack.sandbox, "PUT", "/api-keyword-watchlist")).length, before);
});

test("a watchlist of people or companies shows whom it tracks, with links", async (t) => {
  for (const [kind, slug, title] of [["people", "ada-example", "People it tracks"], ["company", "northwind-analytics", "Companies it tracks"]]) {
    const page = await stack.visit(t, `#/watchlists/${kind}`);
    await page.getByRole("link", { name: `Our ${kind}`, exact: true }).click();
    const link = page.locator(".tracked").filter({ hasText: title }).getByRole("link", { name: slug });
    assert.equal(await link.getAttribute("href"), `https://www.linkedin.com/${kind === "people" ? "in" : "company"}/${slug}`);
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: `Edit Our ${kind}` }).waitFor();
    await link.waitFor();
  }
});

test("a rejected change is reverted and says why", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await stack.sandbox.fault("PUT", "/api-keyword-watchlist", { status: 402, body: { error: "Your plan includes up to 2 watchlists" } });
  await page.getByRole("button", { name: "Pause Hiring" }).click();
  await page.getByText("“Hiring” could not be changed", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Pause Hiring" }).waitFor();
});

test("an edit sends only what was changed", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Edit Hiring" }).click();
  assert.doesNotMatch(await page.getByLabel("Check every").textContent(), /Default/, "a frequency cannot be taken back");
  await page.getByLabel("Check every").selectOption({ label: "every day" });
  await assertAccessible(page, "the form of a watchlist that exists");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Hiring” was saved.").waitFor();
  const [{ body }] = (await received(stack.sandbox, "PUT", "/api-keyword-watchlist")).slice(-1);
  assert.deepEqual(Object.keys(body).sort(), ["fetchFreqInHours", "id"]);
});

test("a malformed row does not break the list", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  const watchlists = [null, "text", { name: "no id" }, { id: "1", name: 7, keywords: "no list" }, { id: "2", name: "Good one", keywords: [null, "rust"] }];
  await stack.sandbox.fault("GET", "/api-keyword-watchlist", { status: 200, body: { watchlists } }, 5);
  t.after(() => stack.sandbox.clearFaults());
  await page.reload();
  await page.getByRole("link", { name: "Good one", exact: true }).waitFor();
  await page.getByText("2 watchlists").waitFor();
});

test("an undone deletion is never sent", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("button", { name: "Delete Hiring" }).click();
  await page.getByRole("link", { name: "Hiring", exact: true }).waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Hiring", exact: true }).waitFor();
  assert.deepEqual(await received(stack.sandbox, "DELETE", "/api-keyword-watchlist"), []);
});

test("a deletion that is not undone is sent once", async (t) => {
  const page = await stack.visit(t, "#/watchlists/people");
  const sent = page.waitForRequest((request) => request.method() === "DELETE" && request.url().includes("/api-people-watchlist"));
  await page.getByRole("button", { name: "Delete Our people" }).click();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await (await sent).response();
  await page.reload();
  await page.locator(".list-count, .empty").first().waitFor();
  assert.equal(await page.getByRole("link", { name: "Our people", exact: true }).count(), 0);
  assert.equal((await received(stack.sandbox, "DELETE", "/api-people-watchlist")).length, 1);
});

test("a reached plan limit is shown with its remedy", async (t) => {
  const team = await stack.sandbox.demoTeam();
  await stack.sandbox.setTeam(team.id, { plan: { watchlists: 1 } });
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("one too many");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByText("Your plan's limit is reached").waitFor();
  await assertAccessible(page, "a rejected form");
  assert.equal(await page.getByRole("textbox", { name: "Keyword", exact: true }).inputValue(), "one too many");
});

test("the browser's back button returns to the previous page", async (t) => {
  const page = await stack.visit(t, "#/watchlists");
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.waitForURL(/#\/watchlists\/people$/);
  await page.getByRole("link", { name: "New watchlist" }).first().click();
  await page.getByRole("heading", { level: 1, name: "New people watchlist" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Watchlists" }).waitFor();
  assert.match(page.url(), /#\/watchlists\/people$/);
});

test("undo has the focus after a deletion, and returns it to the row", async (t) => {
  const page = await stack.visit(t, "#/watchlists/reddit");
  const link = page.getByRole("link", { name: "Our reddit", exact: true });
  await page.getByRole("button", { name: "Delete Our reddit" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Undo");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Our reddit");
  await link.waitFor();
});

test("a deletion that can still be undone is sent when the page is left", async (t) => {
  const page = await stack.visit(t, "#/watchlists/reddit");
  const before = (await received(stack.sandbox, "DELETE", "/api-reddit-watchlist")).length;
  await page.getByRole("button", { name: "Delete Our reddit" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.reload();
  await page.locator(".list-count, .empty").first().waitFor();
  for (let tries = 0; tries < 50 && (await received(stack.sandbox, "DELETE", "/api-reddit-watchlist")).length === before; tries += 1) await page.waitForTimeout(100);
  assert.equal((await received(stack.sandbox, "DELETE", "/api-reddit-watchlist")).length, before + 1);
});

test("a profile that the client rejects is marked at its field, which has the focus", async (t) => {
  const page = await stack.visit(t, "#/watchlists/people/new");
  const profiles = page.getByRole("textbox", { name: "Profiles", exact: true });
  await profiles.fill("ada-example\nhttps://evil.example/x");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByText(/^Entry 2: profiles\[1\] must be/).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-invalid") === "true");
  await waitForFocus(profiles);
});

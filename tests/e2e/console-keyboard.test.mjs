// The main task of each page by keyboard alone. console-sign-in tests the sign-in by keyboard.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { openConsole, received, waitForFocus } from "./support/console.mjs";
import { enterOn, tabTo, typeInto } from "./support/keyboard.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
  await stack.sandbox.switch({ task_plan: ["pending", "completed"] });
});

const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });

test("the first stop skips the navigation, the next ones lead to every page", async (t) => {
  const page = await stack.visit(t);
  await heading(page, "Overview");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction((wanted) => document.activeElement.id === wanted, "main");
  for (const name of ["Watchlists", "LinkedIn", "Usage", "Try it", "Overview"]) {
    await page.reload();
    await enterOn(page, page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }));
    await heading(page, name);
    await page.waitForFunction((wanted) => document.activeElement.textContent === wanted, name);
  }
});

test("overview: the extension is checked again", async (t) => {
  const page = await stack.visit(t);
  await page.getByText("Active", { exact: true }).waitFor();
  const before = (await received(stack.sandbox, "GET", "/api-keyword-watchlist")).length;
  const checked = page.waitForResponse((response) => response.url().endsWith("/api-keyword-watchlist"));
  await enterOn(page, button(page, "Check again"));
  await checked;
  assert.ok((await received(stack.sandbox, "GET", "/api-keyword-watchlist")).length > before);
});

test("watchlists: one is created, renamed, deleted, and restored", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await enterOn(page, link(page, "New watchlist"));
  await typeInto(page, page.getByRole("textbox", { name: "Keyword", exact: true }), "keyboards");
  await typeInto(page, page.getByLabel("Name"), "By hand");
  await page.keyboard.press("Enter");
  await link(page, "By hand").waitFor();

  await enterOn(page, page.getByRole("button", { name: "Rename By hand" }));
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Enter");
  await link(page, "By keyboard").waitFor();

  await enterOn(page, page.getByRole("button", { name: "Delete By keyboard" }));
  await link(page, "By keyboard").waitFor({ state: "hidden" });
  await enterOn(page, button(page, "Undo"));
  await link(page, "By keyboard").waitFor();
  assert.deepEqual(await received(stack.sandbox, "DELETE", "/api-keyword-watchlist"), []);
});

test("watchlists: one is edited", async (t) => {
  const page = await stack.visit(t, "#/watchlists/people");
  await enterOn(page, link(page, "Edit Product and engineering voices"));
  await typeInto(page, page.getByLabel("Name"), "Voices");
  await page.keyboard.press("Enter");
  await page.getByText("“Voices” was saved.").waitFor();
});

test("posts: filtered, and liked", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await enterOn(page, link(page, "Hiring and interviews"));
  await page.locator("article.post").first().waitFor();
  await enterOn(page, page.locator("summary", { hasText: "Filters" }));
  await typeInto(page, page.getByLabel("Search"), "interview");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search_term=interview/);
  await page.locator("article.post").first().waitFor();
  await enterOn(page, page.getByRole("button", { name: /^Like / }).first());
  await enterOn(page, button(page, "Send like"));
  await page.getByText("Like queued.", { exact: false }).waitFor();
});

test("interactions: only comments, by the arrow keys", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await enterOn(page, link(page, "Hiring and interviews"));
  await enterOn(page, link(page, "Interactions"));
  await page.locator("article.post").first().waitFor();
  await tabTo(page, page.getByRole("radio", { name: "All", exact: true }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/type=comment/);
});

test("LinkedIn: a task is chosen, started, and its raw JSON opened", async (t) => {
  const page = await stack.visit(t, "#/linkedin");
  await enterOn(page, link(page, "Fetch a company"));
  await typeInto(page, page.getByLabel("Company slug"), "northwind-analytics");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 4 }).first().waitFor({ timeout: 60_000 });
  await enterOn(page, page.locator("summary", { hasText: "Raw JSON" }));
  await tabTo(page, page.getByLabel("Raw JSON"));
});

test("usage: the days are changed, and a chart is read as a table", async (t) => {
  const page = await stack.visit(t, "#/usage?console=true");
  await tabTo(page, page.getByLabel("Days"));
  await page.keyboard.press("ArrowUp");
  await page.waitForURL(/days=7/);
  const byDay = page.getByRole("region", { name: "Calls by UTC day" });
  await enterOn(page, byDay.locator("summary"));
  await byDay.getByRole("row", { name: new RegExp(`^${new Date().toISOString().slice(0, 10)}`) }).waitFor();
});

test("try it: an operation is sent and its response reached", async (t) => {
  const page = await stack.visit(t, "#/try/team.get");
  await enterOn(page, button(page, "Send"));
  await page.getByText(/200 in \d+ ms/).waitFor();
  await tabTo(page, page.getByRole("group", { name: "Response" }));
});

test("all posts: shown as a table, and one is opened and closed", async (t) => {
  const page = await stack.visit(t, "#/posts");
  await page.locator("article.post").first().waitFor();
  await tabTo(page, page.getByRole("radio", { name: "Cards" }));
  await page.keyboard.press("ArrowRight");
  await enterOn(page, page.locator(".cell-open").first());
  const dialog = page.getByRole("dialog", { name: "Post" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await waitForFocus(page.locator(".cell-open").first());
});

test("activity: a request is found by its id, and the list is shown again", async (t) => {
  const page = await stack.visit(t, "#/activity");
  await enterOn(page, page.getByRole("navigation", { name: "Records" }).getByRole("link", { name: "Requests" }));
  await typeInto(page, page.getByLabel("Request id"), "no-such-request");
  await page.keyboard.press("Enter");
  await page.getByText("No requests found").waitFor();
  await enterOn(page, link(page, "Show all"));
  await page.waitForURL(/#\/activity\/requests$/);
});

test("connect: the place of the app is chosen, its origin entered, and the snippet copied", async (t) => {
  const page = await stack.visit(t, "#/connect");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await tabTo(page, page.getByRole("radio", { name: "Same site" }));
  await page.keyboard.press("ArrowRight");
  await tabTo(page, page.getByLabel("Origin of your app"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("https://app.example.com");
  await page.getByRole("group", { name: "Settings of the gateway" }).getByText("https://app.example.com", { exact: false }).waitFor();
  await enterOn(page, page.getByRole("region", { name: "Snippet" }).getByRole("button", { name: /^Copy/ }));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /new Outx\(/);
});

test("settings: the theme is chosen, and a test alert sent", async (t) => {
  const page = await stack.visit(t, "#/settings");
  await page.getByRole("region", { name: "Alerts" }).waitFor();
  await enterOn(page, button(page, "Send a test alert"));
  await page.getByText("No webhook is set").waitFor();
  await enterOn(page, button(page, "Keyboard shortcuts"));
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction((wanted) => document.activeElement.textContent === wanted, "Keyboard shortcuts");
});

test("a shared link: another watchlist is entered", async (t) => {
  const page = await stack.visit(t, "#/public");
  await typeInto(page, page.getByLabel("Watchlist id"), "unknown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/public\/unknown$/);
  await page.getByRole("alert").waitFor();
});

test("the focus stays where it was, or moves to the nearest remaining place", async (t) => {
  const focused = (page) => page.evaluate(() => [document.activeElement.tagName, document.activeElement.textContent]);
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  await enterOn(page, button(page, "Add a keyword"));
  await page.getByRole("button", { name: "Remove this keyword" }).last().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.equal((await focused(page))[0], "INPUT");

  await page.goto(`${stack.url}/#/watchlists/keyword`);
  await enterOn(page, link(page, "Hiring and interviews"));
  const sort = page.getByLabel("Sort");
  await sort.focus();
  for (const order of ["popular_first", "engagement"]) {
    await page.keyboard.press("ArrowDown");
    await page.waitForURL((url) => url.hash.includes(order));
    await page.waitForFunction((wanted) => document.activeElement.tagName === wanted, "SELECT");
  }
  await page.goBack();
  await page.waitForURL(/#\/watchlists\/keyword$/);

  await page.goto(`${stack.url}/#/try/team.get`);
  await enterOn(page, button(page, "Send"));
  await page.getByText(/200 in \d+ ms/).waitFor();
  assert.deepEqual(await focused(page), ["BUTTON", "Send"]);
});

test("a focused control is not under the bar of a small screen", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  await page.setViewportSize({ width: 390, height: 640 });
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const bar = document.querySelector(".rail-nav");
      const { activeElement } = document;
      if (activeElement === document.body || bar.contains(activeElement)) return false;
      return activeElement.getBoundingClientRect().top >= bar.getBoundingClientRect().top;
    });
    assert.equal(hidden, false, await page.evaluate(() => document.activeElement.outerHTML));
  }
});

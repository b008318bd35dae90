// Several tabs of one browser: no tab acts for another user, and the tasks of all tabs are kept.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { teamOf } from "../support/sandbox.mjs";
import { openConsole, received, signIn } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

beforeEach(() => stack.sandbox.clearFaults());

/** Two tabs of one browser, both signed in as `email`. */
async function twoTabs(t, email, path = "") {
  const first = await stack.arrive(t);
  await signIn(first, stack.sandbox, email);
  await first.locator(".rail").waitFor();
  await first.goto(`${stack.url}/${path}`);
  const second = await first.context().newPage();
  await second.goto(`${stack.url}/`);
  await second.locator(".rail").waitFor();
  return { first, second };
}

async function signInAs(page, email) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").waitFor();
  await signIn(page, stack.sandbox, email);
  await page.locator(".rail").waitFor();
}

test("signing out in one tab signs the others out too", async (t) => {
  const { first, second } = await twoTabs(t, "tab-one@outx.test", "#/watchlists/keyword/new");
  await first.getByRole("textbox", { name: "Keyword", exact: true }).fill("secret of the first team");
  await second.getByRole("button", { name: "Sign out" }).click();
  await first.getByLabel("Email").waitFor();
  assert.doesNotMatch(await first.content(), /secret of the first team|tab-one/);
});

test("a tab follows when another user signs in, and its form is closed", async (t) => {
  const { first, second } = await twoTabs(t, "tab-two@outx.test", "#/watchlists/keyword/new");
  await first.getByRole("textbox", { name: "Keyword", exact: true }).fill("secret of the second team");
  await signInAs(second, "tab-three@outx.test");
  await first.locator(".account-email").getByText("tab-three@outx.test").waitFor();
  assert.doesNotMatch(await first.content(), /secret of the second team/);
});

test("a tab that was opened at an address before the sign-in shows that page when another tab signs in", async (t) => {
  const first = await stack.arrive(t, "#/watchlists/people/new");
  await first.getByLabel("Email").waitFor();
  const second = await first.context().newPage();
  await second.goto(`${stack.url}/`);
  await signIn(second, stack.sandbox, "tab-deep@outx.test");
  await second.locator(".rail").waitFor();
  await first.getByRole("heading", { level: 1, name: "New people watchlist" }).waitFor();
});

test("a sign-out first sends a deletion that can still be undone", async (t) => {
  const email = "tab-leaver@outx.test";
  const page = await stack.arrive(t);
  await signIn(page, stack.sandbox, email);
  await page.locator(".rail").waitFor();
  const { id } = await teamOf(stack.sandbox, email);
  await stack.sandbox.setTeam(id, { extension: "active" });
  await page.evaluate(() => fetch("/api-keyword-watchlist", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "Leaving", keywords: ["x"] }) }));
  await page.goto(`${stack.url}/#/watchlists/keyword`);
  const deleted = page.waitForResponse((response) => response.request().method() === "DELETE" && response.url().includes("/api-keyword-watchlist"));
  await page.getByRole("button", { name: "Delete Leaving" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  assert.equal((await deleted).status(), 200);
  await page.getByLabel("Email").waitFor();
});

test("a tab that missed the sign-in of another user sends nothing and loads again", async (t) => {
  const { first, second } = await twoTabs(t, "tab-four@outx.test");
  // Without a working BroadcastChannel the events of the other tab do not arrive.
  await first.addInitScript(() => (globalThis.BroadcastChannel = class extends EventTarget { postMessage() {} close() {} }));
  for (const [path, field, button, method, api] of [
    ["#/watchlists/keyword/new", "Keyword", "Create watchlist", "POST", "/api-keyword-watchlist"],
    ["#/linkedin/linkedin.fetchProfile", "Profile slug", "Start task", "POST", "/linkedin-agent/fetch-profile"],
  ]) {
    await first.goto(`${stack.url}/${path}`);
    await first.reload();
    await first.getByRole("textbox", { name: field, exact: true }).fill("ada-example");
    await signInAs(second, `tab-five-${field.length}@outx.test`);
    const before = (await received(stack.sandbox, method, api)).length;
    await first.getByRole("button", { name: button }).click();
    await first.locator(".account-email").getByText(`tab-five-${field.length}@outx.test`).waitFor();
    await first.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    assert.equal((await received(stack.sandbox, method, api)).length, before, path);
  }
});

test("a tab whose session expired while it was hidden asks for the sign-in when it is shown", async (t) => {
  const { first } = await twoTabs(t, "tab-six@outx.test", "#/watchlists/keyword/new");
  const keyword = first.getByRole("textbox", { name: "Keyword", exact: true });
  await keyword.fill("typed days ago");
  await first.context().clearCookies();
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await first.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  assert.equal(await keyword.inputValue(), "typed days ago");
});

test("signing in again as the same user in one tab closes the dialog in the others", async (t) => {
  const { first, second } = await twoTabs(t, "tab-seven@outx.test", "#/watchlists/keyword/new");
  const keyword = first.getByRole("textbox", { name: "Keyword", exact: true });
  await keyword.fill("typed before");
  await first.context().clearCookies();
  const show = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await show(first);
  await show(second);
  const dialog = second.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByLabel("Code").fill(await dialog.getByLabel("Code").waitFor().then(() => stack.sandbox.otp("tab-seven@outx.test")));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "hidden" });
  await show(first);
  await first.getByRole("dialog", { name: "Your session has ended" }).waitFor({ state: "hidden" });
  assert.equal(await keyword.inputValue(), "typed before");
});

test("tasks of two tabs are kept and shown in both", async (t) => {
  await stack.sandbox.switch({ task_plan: ["pending", "pending", "pending", "pending", "processing", "completed"] });
  const first = await stack.visit(t, "#/linkedin/linkedin.fetchProfile");
  const second = await first.context().newPage();
  await second.goto(`${stack.url}/#/linkedin/linkedin.fetchProfile`);
  const start = async (page, slug) => {
    await page.getByLabel("Profile slug").fill(slug);
    await page.getByRole("button", { name: "Start task" }).click();
  };
  const subjects = (page) => page.locator("article.task");
  await start(first, "ada-example");
  await subjects(second).first().waitFor();
  await start(second, "sofia-brandt");
  await subjects(first).nth(1).waitFor();
  // The list of the first tab is written at every poll; the task of the second stays in it.
  await second.reload();
  await subjects(second).nth(1).waitFor();
  await first.getByRole("button", { name: /^Remove from the list/ }).last().click();
  await subjects(second).nth(1).waitFor({ state: "detached" });
  await first.reload();
  await subjects(first).first().waitFor();
  assert.deepEqual([await subjects(first).count(), await subjects(second).count()], [1, 1]);
});

// Signing in and out, and what happens when a session ends while a page is open.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { DEMO, assertAccessible, openConsole, picture, received, signIn } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

beforeEach(() => stack.sandbox.clearFaults());

test("with a sandbox the page shows that, and links to the code", async (t) => {
  const page = await stack.arrive(t);
  await page.getByText("You are on the sandbox").waitFor();
  await assertAccessible(page, "sign-in by address");
  await picture(page, "sign-in");
  await page.getByRole("button", { name: "Use this address" }).click();
  assert.equal(await page.getByLabel("Email").inputValue(), DEMO);
  await page.getByRole("button", { name: "Send code" }).click();
  const outbox = await page.getByRole("link", { name: "Open the sandbox outbox" }).getAttribute("href");
  const { codes } = await (await fetch(outbox)).json();
  assert.match(codes.at(-1).otp, /^\d{6}$/);
  await assertAccessible(page, "sign-in by code");
});

test("an invalid address or code is not sent", async (t) => {
  const page = await stack.arrive(t);
  const sent = async () => (await received(stack.sandbox, "POST", "/linkedin-agent/auth-send-otp")).length;
  const before = await sent();
  await page.getByLabel("Email").fill("demo");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText("Enter a valid email address").waitFor();
  assert.equal(await sent(), before);
});

test("a wrong code shows what to do, and the right one signs in, by keyboard alone", async (t) => {
  const page = await stack.arrive(t);
  await page.getByLabel("Email").waitFor();
  await page.keyboard.type("grace@outx.test");
  await page.keyboard.press("Enter");
  await page.getByLabel("Code").waitFor();
  const code = await stack.sandbox.otp("grace@outx.test");
  await page.keyboard.type(code === "000000" ? "000001" : "000000");
  await page.keyboard.press("Enter");
  await page.getByText("Incorrect or expired code").waitFor();
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
});

test("a visitor stays signed in after a reload, until the sign-out", async (t) => {
  const page = await stack.visit(t);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").waitFor();
  await page.reload();
  await page.getByLabel("Email").waitFor();
});

test("the code is extracted from the typed or pasted text, and the field shows only the code", async (t) => {
  const page = await stack.arrive(t);
  await page.getByLabel("Email").fill("margaret@outx.test");
  await page.getByRole("button", { name: "Send code" }).click();
  const code = page.getByLabel("Code");
  await code.pressSequentially("940699xyz");
  assert.equal(await code.inputValue(), "940699");
  await code.fill("Your code: ９４０ ６９９");
  assert.equal(await code.inputValue(), "940699");
});

test("a reload keeps the step at which a code was sent, and leaves it on request", async (t) => {
  const page = await stack.arrive(t);
  await page.getByLabel("Email").fill("radia@outx.test");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText("we sent to radia@outx.test", { exact: false }).waitFor();
  const sent = (await received(stack.sandbox, "POST", "/linkedin-agent/auth-send-otp")).length;
  await page.reload();
  await page.getByText("we sent to radia@outx.test", { exact: false }).waitFor();
  await page.getByLabel("Code").fill(await stack.sandbox.otp("radia@outx.test"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  assert.equal((await received(stack.sandbox, "POST", "/linkedin-agent/auth-send-otp")).length, sent);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").waitFor();
  assert.equal(await page.getByLabel("Code").count(), 0, "the step is over");
});

test("when a new code cannot be sent, the page shows why, and when to try again", async (t) => {
  const page = await stack.arrive(t);
  await page.getByLabel("Email").fill("alan@outx.test");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").waitFor();
  for (let sent = 1; sent < 5; sent += 1) {
    const response = page.waitForResponse(/auth-send-otp/);
    await page.getByRole("button", { name: "Send a new code" }).click();
    await response;
  }
  await page.getByRole("button", { name: "Send a new code" }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("Too many requests").waitFor();
  await alert.getByText(/You can try again at .* \(in (1 hour|\d+ minutes)\)\./).waitFor();
  await page.waitForFunction((wanted) => document.activeElement.textContent === wanted, "Send a new code");
});

test("a visitor whose browser drops the cookie is told so after an accepted code", async (t) => {
  const page = await stack.arrive(t);
  await page.route("**/linkedin-agent/auth-verify-otp", async (route) => {
    const response = await route.fetch();
    const headers = Object.fromEntries(Object.entries(response.headers()).filter(([name]) => name !== "set-cookie"));
    await page.context().clearCookies();
    await route.fulfill({ response, headers });
  });
  await signIn(page, stack.sandbox, "katherine@outx.test");
  await page.getByText("Your browser did not keep the session").waitFor();
});

test("after a sign-out nothing that was typed is left in the page", async (t) => {
  const page = await stack.arrive(t);
  await signIn(page, stack.sandbox, "edsger@outx.test");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto(`${stack.url}/#/linkedin/linkedin.sendMessage`);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("Confidential: our offer is 120k");
  await page.evaluate(() => (globalThis.sameDocument = true));
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").waitFor();
  assert.equal(await page.evaluate(() => globalThis.sameDocument), undefined, "the page was not loaded again");
  assert.match(page.url(), /#\/$/);
  await signIn(page, stack.sandbox, "barbara@outx.test");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto(`${stack.url}/#/linkedin/linkedin.sendMessage`);
  assert.equal(await message.inputValue(), "");
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.doesNotMatch(kept, /Confidential|edsger/);
});

test("what was typed is kept when the session ends", async (t) => {
  const page = await stack.arrive(t);
  await signIn(page, stack.sandbox, "linus@outx.test");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto(`${stack.url}/#/watchlists/keyword/new`);
  const keyword = page.getByRole("textbox", { name: "Keyword", exact: true });
  await keyword.fill("words that took a while");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Create watchlist" }).click();

  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  await assertAccessible(page, "the sign-in dialog");
  assert.equal(await dialog.getByLabel("Email").inputValue(), "linus@outx.test");

  // Closed by its button, because phones have no Escape key. A visitor may want to copy the text below the dialog.
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
  const ended = page.getByRole("alert").filter({ hasText: "Your session has ended" });
  await ended.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByLabel("Code").waitFor();
  await dialog.getByLabel("Code").fill(await stack.sandbox.otp("linus@outx.test"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await keyword.inputValue(), "words that took a while");
  await ended.waitFor({ state: "detached" });
});

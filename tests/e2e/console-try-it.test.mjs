// Any operation, with its request, its snippets and its response.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { operations } from "../../pkg/operations.js";
import { assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

test("every operation can be chosen", async (t) => {
  const page = await stack.visit(t, "#/try");
  await page.getByLabel("Operation").waitFor();
  assert.equal(await page.getByLabel("Operation").locator("option").count(), Object.keys(operations).length);
  await assertAccessible(page, "try it");
});

test("a response is shown with its status, and the key is nowhere in the page", async (t) => {
  const team = await stack.sandbox.demoTeam();
  const page = await stack.visit(t, "#/try/team.get");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(/200 in \d+ ms/).waitFor();
  await page.getByLabel("Response").getByText(team.name).waitFor();
  await assertAccessible(page, "a response");
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, "try-it", { height: 1000 });
  assert.ok(!(await page.content()).includes(team.api_key), "the key is on the page");
});

test("on a small screen the response scrolls into view", async (t) => {
  const page = await stack.visit(t, "#/try/posts.list");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByLabel("Watchlist id").fill(await page.evaluate(async () => (await (await fetch("/api-keyword-watchlist")).json()).watchlists[0].id));
  await page.getByRole("button", { name: "Send" }).click();
  const took = page.getByText(/200 in \d+ ms/);
  await took.waitFor();
  const clear = (element) => element.getBoundingClientRect().bottom < document.querySelector(".rail-nav").getBoundingClientRect().top;
  await page.waitForFunction(clear, await took.elementHandle());
});

test("request and snippets follow the form", async (t) => {
  const page = await stack.visit(t, "#/try/posts.list");
  await page.getByLabel("Watchlist id").fill("w 1");
  await page.getByLabel("Request").getByText(`GET ${stack.url}/api-posts?watchlist_id=w+1`).waitFor();
  for (const [language, text] of [["Browser", `gateway: "${stack.url}"`], ["Node", 'outx.posts.list({'], ["curl", "-H \"x-api-key: $OUTX_API_KEY\""], ["Rust", "outx.posts().list("]]) {
    await page.getByRole("radio", { name: language }).check();
    await page.getByLabel(language, { exact: true }).getByText(text, { exact: false }).first().waitFor();
  }
});

test("an error shows what to do about it", async (t) => {
  const page = await stack.visit(t, "#/try/posts.list");
  await page.getByLabel("Watchlist id").fill("00000000-0000-4000-8000-000000000000");
  await page.getByRole("button", { name: "Send" }).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  await alert.getByText("Request id").waitFor();
});

test("a write is reviewed before it is sent", async (t) => {
  const page = await stack.visit(t, "#/try/watchlists.keyword.delete");
  const received = async () => (await stack.sandbox.requests()).filter(({ method }) => method === "DELETE").length;
  const before = await received();
  await page.getByLabel("Id", { exact: true }).fill("00000000-0000-4000-8000-000000000000");
  await page.getByRole("button", { name: "Send request" }).click();
  const dialog = page.getByRole("dialog", { name: "watchlists.keyword.delete?" });
  await dialog.getByText("00000000-0000-4000-8000-000000000000").waitFor();
  assert.equal(await received(), before);
  await dialog.getByRole("button", { name: "Send now" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await received(), before + 1);
});

test("an operation that does not exist is not replaced by another", async (t) => {
  const page = await stack.visit(t, "#/try/no.such");
  await page.getByText("No such operation").waitFor();
  await page.goto(`${stack.url}/#/linkedin/no.such`);
  await page.getByText("This gateway has no operation called “no.such”.").waitFor();
});

test("the title of a tab names the operation or the task", async (t) => {
  const page = await stack.visit(t, "#/try/team.get");
  await page.waitForFunction(() => document.title === "team.get · OutX");
  await page.goto(`${stack.url}/#/linkedin/linkedin.sendMessage`);
  await page.waitForFunction(() => document.title === "Send a message · OutX");
});

test("the page shows that the browser denied a copy", async (t) => {
  const page = await stack.visit(t, "#/try/team.get");
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"))));
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await page.getByRole("button", { name: "Copy denied by the browser" }).waitFor();
});

test("parameters are kept over a reload, and an incomplete date is not sent", async (t) => {
  const page = await stack.visit(t, "#/try/posts.list");
  await page.getByLabel("Watchlist id").fill("w-17");
  await page.reload();
  await page.getByText("What you typed before is still here.").waitFor();
  assert.equal(await page.getByLabel("Watchlist id").inputValue(), "w-17");
  const before = (await stack.sandbox.requests()).length;
  await page.getByLabel("Start date").focus();
  await page.keyboard.type("12");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Complete the date or clear it.").waitFor();
  assert.equal((await stack.sandbox.requests()).length, before);
  await page.getByRole("button", { name: "Discard it" }).click();
  assert.equal(await page.getByLabel("Watchlist id").inputValue(), "");
});

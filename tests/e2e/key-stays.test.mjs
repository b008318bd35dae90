// A visitor signs in and uses the API, and the team's key is nowhere in their browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { signIn } from "./support/console.mjs";
import { evidence, placesOf, watch } from "../support/leaks.mjs";
import { startStack } from "../support/stack.mjs";

test("a visitor signs in, creates a watchlist and fetches a profile without ever holding the key", async (t) => {
  const { url, sandbox } = await startStack(t);
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const heard = await watch(page);

  await page.goto(url);
  await signIn(page, sandbox);
  await page.locator(".rail").waitFor();

  await page.goto(`${url}/#/watchlists`);
  await page.getByRole("link", { name: "New watchlist" }).click();
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("observability");
  await page.getByLabel("Name").fill("Observability");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByRole("link", { name: "Observability", exact: true }).waitFor();

  await page.goto(`${url}/#/linkedin`);
  await page.getByLabel("Profile slug").fill("ada-example");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByRole("progressbar").waitFor();
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 60_000 });

  const found = await evidence(page, heard);
  for (const place of ["responses", "wasm memory", "console", "JavaScript heap"]) assert.equal(typeof found[place], "string");
  assert.ok(found.responses.includes("Observability"), "the responses were read");
  assert.ok(found["wasm memory"].length > 65_535, "the wasm memory was read");

  const { api_key: key } = await sandbox.demoTeam();
  assert.ok((await sandbox.requests()).some(({ headers }) => JSON.stringify(headers).includes(key)), "the gateway used the key");
  assert.deepEqual(placesOf(key, found), []);
});

// The page of the outbox, used in Chromium.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { startSandbox } from "../support/sandbox.mjs";

test("a code is copied with one click, and the page confirms that", async (t) => {
  const sandbox = await startSandbox(t);
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: sandbox.url });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  const email = "demo@outx.test";
  await fetch(`${sandbox.url}/linkedin-agent/auth-send-otp`, { method: "POST", body: JSON.stringify({ email }) });
  await page.goto(`${sandbox.url}/__sandbox/outbox?email=${email}`);
  await page.getByRole("button", { name: "Copy" }).click();
  const code = await sandbox.otp(email);
  await page.getByRole("status").filter({ hasText: `Copied ${code}` }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  assert.deepEqual(problems.filter((text) => !text.includes("favicon")), []);
});

// Runs the page in Rust unchanged, served as the static files of the gateway that it calls.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { assets } from "../support/assets.mjs";
import { DEMO, startGateway } from "../support/gateway.mjs";

const ROOT = new URL("../../", import.meta.url);
const BUILT = fileURLToPath(new URL("target/rust-page", ROOT));

async function openPage(t) {
  const gateway = await startGateway(t, { miniflare: assets(BUILT) });
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  await page.goto(`${gateway.url}/posts/`);
  return { gateway, page };
}

async function signIn({ gateway, page }) {
  await page.getByLabel("Email").fill(DEMO);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").fill(await code(gateway, page));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("listitem").first().waitFor();
}

/** Waits until the page asks for the code, and returns the code that was sent. */
async function code({ sandbox }, page) {
  await page.getByLabel("Code").waitFor();
  return sandbox.otp(DEMO);
}

const troubleOf = (page, text) => page.getByRole("alert").filter({ hasText: text }).waitFor();

test("the page signs in, lists posts and waits for a task; the key stays in the gateway", async (t) => {
  const { gateway, page } = await openPage(t);
  await signIn({ gateway, page });
  assert.equal(await page.getByRole("listitem").count(), 10);

  await page.getByRole("button", { name: "Fetch" }).click();
  await page.getByRole("status").filter({ hasText: /^Ada Example: \w/ }).waitFor();
  assert.equal(await gateway.sandbox.createdTasks(), 1);

  await page.reload();
  await page.getByRole("listitem").first().waitFor();
  assert.ok(!(await page.content()).includes(gateway.key));
});

test("the page shows that a code is wrong, and signs in with the right one", async (t) => {
  const { gateway, page } = await openPage(t);
  await page.getByLabel("Email").fill(DEMO);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await troubleOf(page, "This code is wrong or has expired.");

  await page.getByLabel("Code").fill(await code(gateway, page));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("listitem").first().waitFor();
  assert.equal(await page.getByRole("alert").textContent(), "");
});

test("the page shows any other error with its code, and shows the sign-in when the session has ended", async (t) => {
  const { gateway, page } = await openPage(t);
  await signIn({ gateway, page });
  await page.getByLabel("linkedin.com/in/").fill("https://linkedin.com/in/ada");
  await page.getByRole("button", { name: "Fetch" }).click();
  await troubleOf(page, /^profile_slug must be a slug such as ada-example, not a URL, got "https:\/\/linkedin\.com\/in\/ada" .*\(invalid_request\)$/);

  await page.context().clearCookies();
  await page.getByLabel("linkedin.com/in/").fill("ada-example");
  await page.getByRole("button", { name: "Fetch" }).click();
  await page.getByLabel("Email").waitFor();
  assert.equal(await gateway.sandbox.createdTasks(), 0);
});

test("the guide shows parts of the page as they are", () => {
  const [guide, page] = ["docs/rust.md", "examples/rust-page/src/page.rs"].map((path) => readFileSync(new URL(path, ROOT), "utf8"));
  const [, methods] = guide.match(/^## In a page\n.*?^```rust\nimpl Page \{\n(.*?)\n\}\n```$/ms);
  const parts = methods.split("\n\n");
  assert.equal(parts.length, 3);
  for (const part of parts) assert.ok(page.includes(`${part}\n`), part);
});

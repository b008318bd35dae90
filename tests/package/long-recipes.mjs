// The examples for frameworks, built and used as docs/frameworks.md shows them. Part of npm run test:all.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { chromium as playwright } from "playwright-core";
import * as vite from "vite";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { DEMO, startGateway } from "../support/gateway.mjs";
import { serveSite } from "../support/site.mjs";
import { bin, linked } from "./support/long.mjs";
import { command, example, project } from "./support/project.mjs";
import { assertRecipe, openBrowserPage } from "./support/recipe.mjs";

const packages = {
  react: ["react", "react-dom", "@tanstack/react-query"],
  vue: ["vue", "@vitejs/plugin-vue"],
  svelte: ["svelte", "@sveltejs/vite-plugin-svelte"],
};

test("SWR lists posts page after page, creates a task and follows it", async (t) => {
  const page = await openBrowserPage(t);
  await buildAndUse(t, page, linked(project("swr"), "react", "react-dom", "swr", "vite"));
  const first = await page.getByRole("listitem").count();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("listitem").nth(first).waitFor();
});

for (const [name, needed] of Object.entries(packages)) {
  test(`the ${name} example lists posts and follows a task`, async (t) => {
    const page = await openBrowserPage(t);
    await buildAndUse(t, page, linked(example(name), ...needed, "vite"));
  });
}

test("the WXT example signs in from its popup, and its service worker calls the gateway", async (t) => {
  const folder = linked(example("wxt"), "wxt");
  const dist = join(folder, ".output/chrome-mv3");
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: `chrome-extension://${extensionId(dist)}` } });
  command(folder, bin("wxt"), ["build"], { WXT_GATEWAY: gateway.url });
  const options = chromium();
  const args = [...options.args, `--disable-extensions-except=${dist}`, `--load-extension=${dist}`];
  const context = await playwright.launchPersistentContext(join(folder, "profile"), { ...options, args });
  t.after(() => context.close());

  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId(dist)}/popup.html`);
  const status = (text) => page.getByRole("status").filter({ hasText: text }).waitFor();
  await page.getByLabel("Email").fill(DEMO);
  await page.getByRole("button", { name: "Send code" }).click();
  await status("on its way");
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await status(/code/i);
  await page.getByLabel("Code").fill(await gateway.sandbox.otp(DEMO));
  await page.getByRole("button", { name: "Sign in" }).click();
  await status(`Signed in to ${gateway.team.name}.`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await status("Signed out.");
  assert.deepEqual(await page.evaluate(() => chrome.storage.session.get()), {});
});

/** The id that Chromium derives from the folder of an unpacked extension. */
function extensionId(folder) {
  const digits = createHash("sha256").update(folder).digest("hex").slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");
}

async function buildAndUse(t, page, folder) {
  const dist = join(folder, "dist");
  mkdirSync(dist);
  const origin = await serveSite(t, dist);
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: origin } });
  process.env.VITE_GATEWAY = gateway.url;
  await vite.build({ root: folder, logLevel: "error" });
  await assertRecipe(page, origin, gateway);
}

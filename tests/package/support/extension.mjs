// An extension in Chromium.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { reportOf } from "./page.mjs";

/** Loads the unpacked extension in `folder` until the test ends, and returns what its page, given the gateway's address, and its service worker report. */
export async function extensionReports(t, folder, file, gateway) {
  const profile = mkdtempSync(join(tmpdir(), "outx-profile-"));
  const options = chromium();
  const context = await playwright.launchPersistentContext(profile, {
    ...options,
    args: [...options.args, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  t.after(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const url = `chrome-extension://${new URL(worker.url()).host}/${file}#${gateway}`;
  const page = await context.newPage();
  await page.goto(url);
  return { page: await reportOf(context, url), "service worker": await page.evaluate((gateway) => chrome.runtime.sendMessage({ gateway }), gateway) };
}

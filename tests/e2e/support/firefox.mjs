// The extension in Firefox.

import puppeteer from "puppeteer-core";

import { FIREFOX_ID } from "../../../www/extension/build/manifest.js";

/** The extension's UUID. By default Firefox generates one per profile. */
const UUID = "8f0c4d1e-6b1b-4c39-9a59-2d5f0f6a7c11";
export const FIREFOX_ORIGIN = `moz-extension://${UUID}`;

/**
 * Starts Firefox, with the options of `firefox()` in scripts/lib/browsers.mjs, and loads the extension in a folder temporarily, as
 * about:debugging does. `open(name)` opens one of its pages in a tab.
 */
export async function loadInFirefox(t, options, path) {
  const browser = await puppeteer.launch({
    ...options,
    // Without this argument a driver may not open a page of an extension.
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [FIREFOX_ID]: UUID }),
      // Grants the permissions that an extension requests, because a driver cannot reach the prompt.
      "extensions.webextOptionalPermissionPrompts": false,
    },
  });
  t.after(() => browser.close());
  await browser.installExtension(path);

  async function open(name) {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    // The tab moves to another process, so its load events do not arrive.
    await page.goto(`${FIREFOX_ORIGIN}/${name}`, { waitUntil: [] });
    await page.waitForSelector("h1");
    return page;
  }
  return { browser, open };
}

/** Wraps a page in the methods that a tab of tests/support/webkit.mjs has. */
export function tabOf(page) {
  page.setDefaultTimeout(30_000);
  return {
    goto: (address) => page.goto(address),
    reload: () => page.reload(),
    run: (script, ...args) => (typeof script === "function" ? page.evaluate(script, ...args) : page.evaluate(`(async (...args) => { ${script} })(...${JSON.stringify(args)})`)),
    async clickOn(find, ...args) {
      const element = await page.evaluateHandle(find, ...args);
      await element.click();
      await element.dispose();
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.toReversed()) await page.keyboard.up(key);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    openTab: async () => tabOf(await page.browser().newPage()),
  };
}

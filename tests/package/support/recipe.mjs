// An example page in Chromium, with a gateway of its own that a visitor has signed in to.

import assert from "node:assert/strict";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { DEMO } from "../../support/gateway.mjs";

/** Opens a page that ends with the test. */
export async function openBrowserPage(t) {
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  return browser.newPage();
}

/** Signs in by one-time code, as the page's own form would. */
export async function signIn(page, gateway) {
  const post = (path, body) =>
    page.evaluate(
      async ([url, sent]) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(url, { method: "POST", headers, credentials: "include", body: JSON.stringify(sent) });
        return { status: response.status, body: await response.json() };
      },
      [`${gateway.url}/linkedin-agent/${path}`, body],
    );
  assert.equal((await post("auth-send-otp", { email: DEMO })).status, 200);
  const { status, body } = await post("auth-verify-otp", { email: DEMO, otp: await gateway.sandbox.otp(DEMO) });
  assert.equal(status, 200, JSON.stringify(body));
}

/** Asserts that a page shows an error while signed out, and after the sign-in shows posts and fetches a profile. */
export async function assertRecipe(page, origin, gateway) {
  await page.goto(origin);
  await page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  await signIn(page, gateway);
  await page.reload();
  await page.getByRole("listitem").first().waitFor();
  await assertProfile(page);
  assert.ok(!(await page.content()).includes(gateway.key));
}

/** Asserts that the button fetches a profile, whose name is shown once the task has ended. */
export async function assertProfile(page) {
  await page.getByRole("button", { name: "Fetch" }).click();
  await page.getByRole("status").filter({ hasText: "Ada Example" }).waitFor();
}

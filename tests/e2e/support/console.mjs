// A console in a real browser, on a stack of its own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { headlessChromium } from "../../../scripts/lib/browsers.mjs";
import { root } from "../../../scripts/lib/process.mjs";
import { startStack } from "../../support/stack.mjs";

export const DEMO = "demo@outx.test";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts stack and browser once per file, with `options` of the stack; `visit` returns a page per test, signed in as the demo team. */
export async function openConsole(t, options) {
  const stack = await startStack(t, options);
  const browser = await playwright.launch(headlessChromium());
  t.after(() => browser.close());
  let cookies;

  const arrive = (t, path = "", prepare) => arriveAt(t, browser, `${stack.url}/${path}`, prepare);

  async function visit(t, path = "") {
    // One sign-in per file, because the gateway allows five codes per address and hour.
    cookies ??= await cookiesOfSignIn(t);
    const page = await arrive(t, path, (page) => page.context().addCookies(cookies));
    await page.locator(".rail").waitFor();
    return page;
  }

  async function cookiesOfSignIn(t) {
    const page = await arrive(t);
    await signIn(page, stack.sandbox);
    await page.locator(".rail").waitFor();
    return page.context().cookies();
  }

  return { ...stack, browser, arrive, visit };
}

/** Opens an address with no cookies and no storage. An uncaught error of the page or a violation of its content security policy fails the test. */
export async function arriveAt(t, browser, address, prepare = async () => {}) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  t.after(() => context.close());
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const broken = [];
  page.on("pageerror", (error) => broken.push(String(error.stack || error)));
  page.on("console", (message) => /Content Security Policy|TrustedHTML/i.test(message.text()) && broken.push(message.text()));
  t.after(() => assert.deepEqual(broken, [], "the page threw an error or violated its content security policy"));
  await prepare(page);
  await page.goto(address);
  return page;
}

/** Types the address and the code that the sandbox sent to it. */
export async function signIn(page, sandbox, email = DEMO) {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").fill(await codeAfter(page, sandbox, email));
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function codeAfter(page, sandbox, email) {
  await page.getByLabel("Code").waitFor();
  return sandbox.otp(email);
}

/** Asserts that axe finds nothing and that nothing is wider than the screen, in light and dark mode, at each width in px. */
export async function assertAccessible(page, what, widths = [1280, 320]) {
  await page.evaluate(axe);
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run();
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
      });
      assert.deepEqual(found, [], `${what}, ${colorScheme}, ${width} px`);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(excess <= 0, `${what} is ${excess} px too wide at ${width} px`);
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}

/** Saves a screenshot under test-results; with UPDATE_IMAGES=1 under docs/images, where the README shows it. */
export async function picture(page, name, { width = 1280, height = 800, colorScheme = "light" } = {}) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.screenshot({ path: pictureFile(name) });
}

/** The path of a screenshot. */
export function pictureFile(name) {
  return join(root, process.env.UPDATE_IMAGES ? "docs/images" : "test-results/images", `${name}.png`);
}

/** The calls of one operation that reached the sandbox. */
export async function received(sandbox, method, path) {
  return (await sandbox.requests()).filter((request) => request.method === method && request.path === path);
}

/** Waits until an element has the focus, which moves after the page has rendered. */
export async function waitForFocus(locator) {
  await locator.page().waitForFunction((element) => element === document.activeElement, await locator.elementHandle());
}

// Time to first content, size of scripts and layout shifts, as the browser measures them.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { root } from "../../scripts/lib/process.mjs";
import { openConsole } from "./support/console.mjs";

/** Bytes after gzip, without the wasm. */
const FIRST_PAGE_LIMIT = 70_000;

const folder = join(root, "www/dist");
let stack;

before(async (t) => {
  stack = await openConsole(t);
});

test("the first content is shown within a second", async (t) => {
  const page = await stack.visit(t);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  t.diagnostic(`first content after ${Math.round(paint)} ms`);
  assert.ok(paint < 1000, `first content after ${paint} ms`);
});

test("before its scripts arrive the page shows its name and that it is loading", async (t) => {
  const context = await stack.browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.route("**/assets/*.js", () => {});
  await page.goto(stack.url, { waitUntil: "commit" });
  await page.getByRole("status").filter({ hasText: "OutX console: loading…" }).waitFor();
});

test("the first page loads at most 70 kB of script compressed, and other pages and the chart library when they are opened", async (t) => {
  const all = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js"));
  const page = await stack.visit(t);
  await page.waitForLoadState("networkidle");
  const first = await loadedScripts(page);
  t.diagnostic(`${compressed(first)} bytes in ${first.length} files for the first page; ${compressed(all)} bytes in all ${all.length} files`);
  assert.ok(first.length > 0);
  assert.ok(compressed(first) <= FIRST_PAGE_LIMIT, `${compressed(first)} bytes: ${first.join(", ")}`);

  await page.goto(`${stack.url}/#/usage?console=true`);
  await page.locator(".chart-area canvas").first().waitFor();
  const later = (await loadedScripts(page)).filter((file) => !first.includes(file));
  for (const name of ["usage", "draw-bars"]) assert.ok(later.some((file) => file.startsWith(`assets/${name}-`)), `${name}: ${later.join(", ")}`);
});

test("a page that has not been opened before can be opened offline", async (t) => {
  const page = await stack.visit(t);
  const hasPages = async () => {
    const loaded = await loadedScripts(page);
    return ["usage", "watchlists", "linkedin", "try-it", "settings", "activity", "connect"].every((name) => loaded.some((file) => file.startsWith(`assets/${name}-`)));
  };
  for (let tries = 0; tries < 300 && !(await hasPages()); tries += 1) await page.waitForTimeout(100);
  await page.context().setOffline(true);
  for (const [path, heading] of [["#/usage", "Usage"], ["#/watchlists/keyword", "Watchlists"], ["#/linkedin", "LinkedIn"], ["#/try", "Try it"], ["#/settings", "Settings"], ["#/activity", "Activity"], ["#/connect", "Connect your app"]]) {
    await page.evaluate((path) => (location.hash = path), path);
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  }
});

for (const path of ["", "#/watchlists/keyword", "#/watchlists/keyword/new", "#/linkedin", "#/usage", "#/try/posts.list"]) {
  test(`the layout is stable while ${path || "the overview"} loads`, async (t) => {
    const page = await stack.visit(t);
    await page.addInitScript(() => {
      globalThis.shifts = [];
      const note = (list) => {
        for (const { value, sources } of list.getEntries()) globalThis.shifts.push({ value, what: sources.map(({ node }) => node?.className ?? node?.nodeName).join(", ") });
      };
      new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${stack.url}/${path}`);
    await page.reload();
    await page.waitForLoadState("networkidle");
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    const shifts = await page.evaluate(() => globalThis.shifts);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    t.diagnostic(`layout shift ${sum.toFixed(3)}`);
    // Google rates a cumulative layout shift of at most 0.1 as good.
    assert.ok(sum < 0.1, JSON.stringify(shifts));
  });
}

/** The files of www/dist that the page loaded as scripts. */
async function loadedScripts(page) {
  const addresses = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  return [...new Set(addresses.filter((address) => address.endsWith(".js")).map((address) => new URL(address).pathname.slice(1)))];
}

function compressed(files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

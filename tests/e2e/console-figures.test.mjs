// How soon, how small, how still: by the browser's own timings.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { root } from "../../scripts/lib/process.mjs";
import { openConsole } from "./support/console.mjs";

const SCRIPT_LIMIT = 90_000;

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

test("the first content comes within a second", async (t) => {
  const page = await stack.visit(t);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  t.diagnostic(`first content after ${Math.round(paint)} ms`);
  assert.ok(paint < 1000, `first content after ${paint} ms`);
});

test("all script is under 90 kB compressed", (t) => {
  const folder = join(root, "www/dist");
  const scripts = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js"));
  assert.ok(scripts.length > 0);
  const size = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  t.diagnostic(`${size} bytes in ${scripts.length} files`);
  assert.ok(size < SCRIPT_LIMIT, `${size} bytes`);
});

for (const path of ["", "#/watchlists/keyword", "#/watchlists/keyword/new", "#/linkedin", "#/usage", "#/try/posts.list"]) {
  test(`nothing jumps while ${path || "the overview"} comes in`, async (t) => {
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
    // Google's own line between good and not is 0.1.
    assert.ok(sum < 0.1, JSON.stringify(shifts));
  });
}

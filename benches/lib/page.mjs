// Runs a page that measures in Chromium, bundled as a front end would be.

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { build } from "esbuild";
import { chromium } from "playwright-core";

import { root } from "../../scripts/lib/process.mjs";
import { chromium as options } from "../../scripts/lib/browsers.mjs";
import { startUpstream } from "./upstream.mjs";

/**
 * Starts the page whose script is `entry`, a path in the repository, with `files` beside it. Returns `{ fresh(use), stop() }`: `fresh` calls `use` with
 * the page in a new profile.
 */
export async function startPage(entry, files) {
  const folder = mkdtempSync(join(tmpdir(), "outx-bench-"));
  await build({
    entryPoints: [join(root, entry)],
    outfile: join(folder, "page.js"), bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", logLevel: "error",
  });
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
  writeFileSync(join(folder, "index.html"), '<!doctype html><title>bench</title><script type="module" src="page.js"></script>');
  const upstream = await startUpstream(folder);
  rmSync(folder, { recursive: true });
  const browser = await chromium.launch(options());
  return {
    async fresh(use) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`${upstream.url}/bench/index.html`);
        await page.waitForFunction(() => window.bench);
        return await use(page);
      } finally {
        await context.close();
      }
    },
    async stop() {
      await browser.close();
      await upstream.stop();
    },
  };
}

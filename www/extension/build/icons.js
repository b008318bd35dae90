// Draws public/icons from the console's mark. Run it by hand after the mark changed; the pictures are committed.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { ICON_SIZES } from "./manifest.js";

const root = join(import.meta.dirname, "..");
const mark = readFileSync(join(root, "../public/icon.svg"), "utf8");

const browser = await playwright.launch(chromium());
const page = await browser.newPage();
for (const size of ICON_SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${mark}`);
  await page.screenshot({ path: join(root, `public/icons/${size}.png`), omitBackground: true });
}
await browser.close();

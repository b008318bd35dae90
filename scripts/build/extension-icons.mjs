// Draws www/extension/public/icons from the logo of the console. The images are committed; run this by hand after the logo has changed.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../lib/browsers.mjs";
import { root } from "../lib/process.mjs";
import { ICON_SIZES } from "../../www/extension/build/manifest.js";

const extension = join(root, "www/extension");
const logo = readFileSync(join(root, "www/public/icon.svg"), "utf8");

const browser = await playwright.launch(chromium());
const page = await browser.newPage();
for (const size of ICON_SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${logo}`);
  await page.screenshot({ path: join(extension, `public/icons/${size}.png`), omitBackground: true });
}
await browser.close();

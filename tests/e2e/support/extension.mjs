// The extension, built for a stack of its own and loaded into Chromium.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { chromium as playwright } from "playwright-core";

import { extensionId } from "../../../www/extension/build/identity.js";
import { chromium } from "../../../scripts/lib/browsers.mjs";

const script = fileURLToPath(new URL("../../../www/extension/build/build.js", import.meta.url));
const run = promisify(execFile);

export const ORIGIN = `chrome-extension://${extensionId()}`;

/** A folder that ends with the test. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "outx-extension-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Builds the extension for a gateway; returns the folder to load. Beside it lie its zip, as `.zip`, and the one for Firefox, as `-firefox`. */
export async function buildExtension(t, gateway, settings = {}) {
  const path = join(await folder(t), "extension");
  await run("node", [script], { env: { ...process.env, OUTX_GATEWAY: gateway, OUTX_EXTENSION_DIR: path, ...settings } });
  return path;
}

/** A browser with the extension in it. `open` returns a page of it, `worker` its service worker. */
export async function loadExtension(t, path) {
  const { args, ...options } = chromium();
  const context = await playwright.launchPersistentContext(await folder(t), {
    ...options,
    args: [...args, `--disable-extensions-except=${path}`, `--load-extension=${path}`],
    reducedMotion: "reduce",
  });
  t.after(() => context.close());
  context.setDefaultTimeout(15_000);
  const broken = [];
  context.on("weberror", (error) => broken.push(String(error.error().stack)));
  context.on("console", (message) => /Content Security Policy/i.test(message.text()) && broken.push(message.text()));
  t.after(() => assert.deepEqual(broken, [], "a page of the extension threw or met its policy"));

  async function open(name) {
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/${name}.html`);
    return page;
  }
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  return { context, open, worker };
}

/** All that the extension keeps, as text. */
export function kept(page) {
  return page.evaluate(async () => JSON.stringify([await chrome.storage.session.get(), await chrome.storage.local.get()]));
}

export function badge(page) {
  return page.evaluate(() => chrome.action.getBadgeText({}));
}

/** Fires the alarm by which the worker looks for posts. */
export function fireAlarm(page) {
  return page.evaluate(() => chrome.alarms.create("check", { when: Date.now() }));
}

/** Ends the service worker as Chrome does after half a minute of rest, and waits until it is gone. */
export async function killWorker(page) {
  const session = await page.context().newCDPSession(page);
  const stopped = new Promise((resolve) => {
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === "stopped")) resolve();
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await stopped;
  await session.detach();
}

/** Waits until `look()` returns `wanted`. */
export async function until(look, wanted, withinMs = 15_000) {
  const end = Date.now() + withinMs;
  let seen;
  do {
    seen = await look();
    if (seen === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  assert.equal(seen, wanted);
}

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

/** A temporary folder that is removed when the test ends. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "outx-extension-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Builds the extension for a gateway and returns the folder to load. The same path with `.zip` is its zip, with `-firefox` the folder for Firefox. */
export async function buildExtension(t, gateway, settings = {}) {
  const path = join(await folder(t), "extension");
  await run("node", [script], { env: { ...process.env, OUTX_GATEWAY: gateway, OUTX_EXTENSION_DIR: path, ...settings } });
  return path;
}

/** Starts a browser with the extension. `open(name)` opens a page of the extension; `worker` is its service worker. */
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
  t.after(() => assert.deepEqual(broken, [], "a page of the extension threw an error or violated its content security policy"));

  async function open(name) {
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/${name}.html`);
    return page;
  }
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  return { context, open, worker };
}

/** Everything in the extension's storage, as JSON. */
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

/** Stops the service worker, as Chrome does after 30 s without events, and waits until it has stopped. */
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

// The clients that make the calls of clients.json, each as a function from a call to its outcome.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Miniflare } from "miniflare";
import { Outx, isOutxError } from "outx-client";
import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";

const root = new URL("../../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const driver = () => ({ script: read("target/conformance/driver.js"), wasm: read("target/conformance/driver_bg.wasm") });

export const clients = {
  "the JavaScript client in Node": async () => ({ run: runInNode, stop() {} }),
  "the Rust client on the host": startHost,
  "the Rust client in Chromium": startChromium,
  "the Rust client in workerd": startWorkerd,
};

async function runInNode({ operation, args, then, baseUrl, apiKey, token, timeoutMs, totalTimeoutMs, attempts, actionsPerHour, times = 1 }) {
  const access = apiKey ? { apiKey, baseUrl } : { gateway: baseUrl, token: token && (() => token) };
  const outx = new Outx({ ...access, timeoutMs, totalTimeoutMs, retry: attempts, actionsPerHour });
  const method = operation.split(".").reduce((at, name) => at[name], outx);
  const make = async () => {
    const made = method(args ?? undefined);
    if (then === "all") return Array.fromAsync ? Array.fromAsync(made) : collect(made);
    if (operation === "posts.list") return made.page();
    const value = await made;
    if (then === "wait") return value.wait();
    return operation.startsWith("linkedin.") ? value.id : value;
  };
  try {
    for (let call = 1; call < times; call += 1) await make();
    return { value: await make() };
  } catch (error) {
    assert.ok(isOutxError(error), error?.stack);
    const { code, name, message, status, requestId, retryAfterMs, retryable, operation: of } = error;
    return { error: { code, class: name, message, status, requestId, retryAfterMs, retryable, operation: of } };
  }
}

async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

async function startHost() {
  const child = spawn(fileURLToPath(new URL("target/debug/outx-conformance", root)), { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(call) {
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const { value, done } = await lines.next();
      assert.ok(!done, "the driver has ended");
      return JSON.parse(value);
    },
    stop: () => new Promise((resolve) => child.once("close", resolve).stdin.end()),
  };
}

/** Starts the Rust client in a page of Chromium, returned as `page`. */
export async function startChromium() {
  const { script, wasm } = driver();
  const { executablePath, args } = chromium();
  // CORS is not compared here, and the response of a planned fault has no CORS headers.
  const browser = await playwright.launch({ executablePath, args: [...args, "--disable-web-security"] });
  const page = await browser.newPage();
  await page.route("http://localhost/**", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/driver.js") return route.fulfill({ body: script, contentType: "text/javascript" });
    if (pathname === "/driver_bg.wasm") return route.fulfill({ body: wasm, contentType: "application/wasm" });
    return route.fulfill({ body: "<!doctype html><title>driver</title>", contentType: "text/html" });
  });
  await page.goto("http://localhost/");
  await page.evaluate(async () => {
    const driver = await import("/driver.js");
    await driver.default({ module_or_path: "/driver_bg.wasm" });
    globalThis.run = driver.run;
  });
  const run = async (call) => JSON.parse(await page.evaluate((json) => globalThis.run(json), JSON.stringify(call)));
  return { run, page, platform: "browser", stop: () => browser.close() };
}

async function startWorkerd() {
  const { script, wasm } = driver();
  const main = `
    import { initSync, run } from "./driver.js";
    import module from "./driver_bg.wasm";
    initSync({ module });
    export default { fetch: async (request) => new Response(await run(await request.text())) };`;
  const miniflare = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: "2026-04-01",
    modules: [
      { type: "ESModule", path: "main.mjs", contents: main },
      { type: "ESModule", path: "driver.js", contents: script.toString() },
      { type: "CompiledWasm", path: "driver_bg.wasm", contents: wasm },
    ],
  });
  await miniflare.ready;
  const run = async (call) => {
    const response = await miniflare.dispatchFetch("http://driver/", { method: "POST", body: JSON.stringify(call) });
    return JSON.parse(await response.text());
  };
  return { run, platform: "workerd", stop: () => miniflare.dispose() };
}

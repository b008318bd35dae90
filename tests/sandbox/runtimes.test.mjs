// The package in a Worker, in a page and after a bundler.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright-core";

import * as browsers from "../../scripts/lib/browsers.mjs";

const PACKAGE = fileURLToPath(new URL("../../sandbox/npm", import.meta.url));

/** Runs in every runtime, and returns the results of its calls. */
async function exercise(createSandbox) {
  const sandbox = await createSandbox({ seed: 7 });
  const call = () => sandbox.fetch("https://api.outx.ai/api-team", { headers: { "x-api-key": sandbox.key } });
  await sandbox.fault("GET", "/api-team", { status: 503 });
  await sandbox.fault("GET", "/api-team", { reset: "after" });
  await sandbox.fault("GET", "/api-team", { truncate: 5 });
  const seen = { key: sandbox.key, status: (await call()).status };
  seen.reset = await call().catch(({ cause }) => cause.code);
  seen.truncated = await (await call()).text().catch(({ name }) => name);
  seen.plan = (await (await call()).json()).plan.name;
  seen.requests = (await sandbox.requests()).length;
  await sandbox.stop();
  return seen;
}

async function expected() {
  const { createSandbox } = await import("outx-sandbox");
  const seen = await exercise(createSandbox);
  assert.deepEqual({ ...seen, key: undefined }, {
    key: undefined, status: 503, reset: "ECONNRESET", truncated: "TypeError", plan: "Pro", requests: 4,
  });
  return seen;
}

test("a Worker runs the package", async (t) => {
  const main = `import { createSandbox } from "./workerd.js";
    ${exercise}
    export default { fetch: async () => Response.json(await exercise(createSandbox)) };`;
  const modules = readdirSync(PACKAGE).filter((name) => name.endsWith(".js") || name.endsWith(".wasm"));
  const miniflare = new Miniflare({
    cf: false,
    compatibilityDate: "2026-04-01",
    modules: [
      { type: "ESModule", path: join(PACKAGE, "main.js"), contents: main },
      ...modules.map((name) => ({
        type: name.endsWith(".js") ? "ESModule" : "CompiledWasm",
        path: join(PACKAGE, name),
        contents: readFileSync(join(PACKAGE, name), name.endsWith(".js") ? "utf8" : undefined),
      })),
    ].filter(({ path }) => !/(node|listen|cli|index|wasm-inline)\.js$/.test(path)),
    modulesRoot: PACKAGE,
  });
  t.after(() => miniflare.dispose());
  assert.deepEqual(await (await miniflare.dispatchFetch("http://x/")).json(), await expected());
});

test("a bundled page runs the package without configuration", async (t) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createSandbox } from "outx-sandbox"; ${exercise}; globalThis.seen = exercise(createSandbox);
        globalThis.listening = createSandbox().then((sandbox) => sandbox.listen()).catch(({ message }) => message);`,
      resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
    },
    bundle: true, format: "esm", platform: "browser", write: false, logLevel: "silent",
  });
  assert.equal(outputFiles.length, 1);
  const server = createServer((request, response) => {
    const isScript = request.url === "/app.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? outputFiles[0].text : '<!doctype html><title>x</title><script type="module" src="app.js"></script>');
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const browser = await chromium.launch(browsers.chromium());
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => globalThis.seen);
  assert.deepEqual(await page.evaluate(() => globalThis.seen), await expected());
  assert.equal(await page.evaluate(() => globalThis.listening), "listen needs Node, Deno or Bun; use sandbox.fetch here");
});

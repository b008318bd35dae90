// The packed tarball in the bundlers and runtimes that most users have.

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";

import nodeResolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { chromium as playwright } from "playwright-core";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";
import { unstable_dev as wranglerDev } from "wrangler";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { serveSite } from "../support/site.mjs";
import { version } from "./support/matrix.mjs";
import { reportOf } from "./support/page.mjs";
import { project } from "./support/project.mjs";
import { gateway, openPage, openSite, runProgram, serverSettings, works } from "./support/works.mjs";

const node = `Node ${process.versions.node.split(".")[0]}`;
const COPY = "copy `outx-client/wasm` beside the bundle";

works(`Vite ${version("vite")}, build`, "as it is", async (t) => {
  const folder = project("page");
  await vite.build({ root: folder, logLevel: "error", configFile: false });
  return openSite(t, join(folder, "dist"));
});

works(`Vite ${version("vite")}, dev server`, '`optimizeDeps: { exclude: ["outx-client"] }`', async (t) => {
  const server = await vite.createServer({
    root: project("page"),
    logLevel: "error",
    configFile: false,
    optimizeDeps: { exclude: ["outx-client"] },
    server: { port: 0, host: "127.0.0.1" },
    plugins: [{ name: "gateway", configureServer: (dev) => void dev.middlewares.use(gateway) }],
  });
  t.after(() => server.close());
  await server.listen();
  return openPage(`http://127.0.0.1:${server.httpServer.address().port}/`);
});

works(`webpack ${version("webpack")}`, "as it is", async (t) => {
  const folder = project("page");
  const output = { path: join(folder, "dist"), filename: "page.js" };
  const stats = await new Promise((resolve, reject) =>
    webpack({ context: folder, mode: "production", entry: "./page.js", output }, (error, stats) => (error ? reject(error) : resolve(stats))),
  );
  assert.equal(stats.hasErrors(), false, stats.toString("errors-only"));
  return openSite(t, withFiles(folder, "index.html"));
});

works(`Rollup ${version("rollup")}`, COPY, async (t) => {
  const folder = project("page");
  const bundle = await rollup({ input: join(folder, "page.js"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ dir: join(folder, "dist"), format: "es" });
  return openSite(t, withFiles(folder, "index.html", "wasm"));
});

works(`esbuild ${version("esbuild")}`, COPY, async (t) => {
  const folder = project("page");
  await bundle(folder, {}, "page.js");
  return openSite(t, withFiles(folder, "index.html", "wasm"));
});

works(`esbuild ${version("esbuild")}, one file`, '`import ... from "outx-client/inline"`', async (t) => {
  const folder = project("page");
  await bundle(folder, { alias: { "outx-client": "outx-client/inline" } }, "page.js");
  return openSite(t, withFiles(folder, "index.html"));
});

works("a page without a bundler", "import map", async (t) => openSite(t, project("script")));

works("a module web worker", "Vite build", async (t) => {
  const folder = project("webworker");
  await vite.build({ root: folder, logLevel: "error", configFile: false, worker: { format: "es" } });
  return openSite(t, join(folder, "dist"));
});

works(`${node}, ESM`, "as it is", () => runProgram(project("node"), "node", ["main.js"]));

works(`${node}, CommonJS`, '`await import("outx-client")`', () => runProgram(project("commonjs"), "node", ["main.cjs"]));

works(`workerd (wrangler ${version("wrangler")})`, "as it is", async (t) => {
  const folder = project("workerd");
  const worker = await wranglerDev(join(folder, "worker.js"), {
    config: join(folder, "wrangler.toml"),
    vars: serverSettings(),
    logLevel: "error",
    experimental: { disableExperimentalWarning: true, testMode: true },
  });
  t.after(() => worker.stop());
  return (await worker.fetch("http://user/")).json();
});

works("an MV3 extension page", COPY, async (t) => {
  const { context, page } = await extension(t);
  return reportOf(context, page);
});

works("an MV3 module service worker", COPY, async (t) => {
  const { context, page: url, origin } = await extension(t);
  const page = await context.newPage();
  await page.goto(url);
  return page.evaluate((gateway) => chrome.runtime.sendMessage({ gateway }), origin);
});

async function bundle(folder, options, ...entries) {
  await esbuild.build({
    absWorkingDir: folder, entryPoints: entries, bundle: true, format: "esm", outdir: "dist", logLevel: "error", ...options,
  });
}

// Puts files that a bundler leaves alone into dist.
function withFiles(folder, ...names) {
  for (const name of names) {
    const [from, to] = name === "wasm" ? ["node_modules/outx-client/outx_client_bg.wasm", "outx_client_bg.wasm"] : [name, name];
    copyFileSync(join(folder, from), join(folder, "dist", to));
  }
  return join(folder, "dist");
}

async function extension(t) {
  const folder = project("extension");
  await bundle(folder, {}, "page.js", "sw.js");
  const dist = withFiles(folder, "manifest.json", "page.html", "wasm");
  const options = chromium();
  const context = await playwright.launchPersistentContext(join(folder, "profile"), {
    ...options,
    args: [...options.args, `--disable-extensions-except=${dist}`, `--load-extension=${dist}`],
  });
  t.after(() => context.close());
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const origin = await serveSite(t, dist, gateway);
  return { context, origin, page: `chrome-extension://${new URL(worker.url()).host}/page.html#${origin}` };
}

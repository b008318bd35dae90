// The packed tarball in the most common bundlers and runtimes.

import assert from "node:assert/strict";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import nodeResolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";
import { unstable_dev as wranglerDev } from "wrangler";

import { extensionReports } from "./support/extension.mjs";
import { version } from "./support/matrix.mjs";
import { project } from "./support/project.mjs";
import { corsGateway, gateway, openPage, openSite, runProgram, serverSettings, works, worksEverywhere } from "./support/works.mjs";

const node = `Node ${process.versions.node.split(".")[0]}`;

works(`Vite ${version("vite")}, build`, "as it is", async (t) => {
  const folder = project("page");
  await vite.build({ root: folder, logLevel: "error", configFile: false });
  return openSite(t, join(folder, "dist"));
});

works(`Vite ${version("vite")}, dev server`, "as it is", async (t) => {
  const server = await vite.createServer({
    root: project("page"),
    logLevel: "error",
    configFile: false,
    server: { port: 0, host: "127.0.0.1" },
    plugins: [{ name: "gateway", configureServer: (dev) => void dev.middlewares.use(gateway) }],
  });
  t.after(() => server.close());
  await server.listen();
  return openPage(`http://127.0.0.1:${server.httpServer.address().port}/`);
});

works(`webpack ${version("webpack")}`, "as it is", async (t) => {
  const folder = project("page");
  await webpackBuild(folder);
  return openSite(t, withFiles(folder, "index.html"));
});

works(`Rollup ${version("rollup")}`, "as it is", async (t) => {
  const folder = project("page");
  const bundle = await rollup({ input: join(folder, "page.js"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ dir: join(folder, "dist"), format: "es" });
  return openSite(t, withFiles(folder, "index.html"));
});

works(`esbuild ${version("esbuild")}`, "as it is", async (t) => {
  const folder = project("page");
  await bundle(folder, {}, "page.js");
  return openSite(t, withFiles(folder, "index.html"));
});

works(`esbuild ${version("esbuild")}, a classic script (IIFE)`, "as it is", async (t) => {
  const folder = project("page");
  await bundle(folder, { format: "iife" }, "page.js");
  return openSite(t, withFiles(folder, "index.html"));
});

works(`esbuild ${version("esbuild")}, \`outx-client/external\``, "copy `outx-client/wasm` beside the bundle", async (t) => {
  const folder = project("page");
  await bundle(folder, { alias: { "outx-client": "outx-client/external" } }, "page.js");
  return openSite(t, withFiles(folder, "index.html", "wasm"));
});

works(`webpack ${version("webpack")}, \`outx-client/external\``, "as it is", async (t) => {
  const folder = project("page");
  await webpackBuild(folder, { resolve: { alias: { "outx-client$": "outx-client/external" } } });
  return openSite(t, withFiles(folder, "index.html"));
});

works(`Vite ${version("vite")}, build, \`outx-client/external\``, "as it is", async (t) => {
  const folder = project("page");
  const alias = [{ find: /^outx-client$/, replacement: "outx-client/external" }];
  await vite.build({ root: folder, logLevel: "error", configFile: false, resolve: { alias } });
  return openSite(t, join(folder, "dist"));
});

works("a page without a bundler", "import map", async (t) => openSite(t, project("script")));

works("a module web worker", "Vite build", async (t) => {
  const folder = project("webworker");
  await vite.build({ root: folder, logLevel: "error", configFile: false, worker: { format: "es" } });
  return openSite(t, join(folder, "dist"));
});

works(`${node}, ESM`, "as it is", () => runProgram(project("node"), "node", ["main.js"]));

works(`${node}, CommonJS`, "`require`", () => runProgram(project("commonjs"), "node", ["main.cjs"]));

works(`${node}, CommonJS, without \`require\` of ES modules (before 20.19)`, "`require`", () =>
  runProgram(project("commonjs"), "node", ["--no-experimental-require-module", "main.cjs"]),
);

works(`${node}, a worker thread`, "as it is", () => runProgram(project("thread", "node"), "node", ["thread.js"]));

for (const format of ["esm", "cjs"]) {
  works(`${node}, bundled by esbuild as ${format === "esm" ? "an ES module" : "CommonJS"}`, "as it is", async () => {
    const folder = project("server");
    await bundle(folder, { format, platform: "node", outExtension: { ".js": format === "esm" ? ".mjs" : ".cjs" } }, "main.js");
    // Without the package, because a bundle is deployed alone.
    rmSync(join(folder, "node_modules"), { recursive: true });
    return runProgram(folder, "node", [`dist/main.${format === "esm" ? "mjs" : "cjs"}`]);
  });
}

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

const MV3 = "`'wasm-unsafe-eval'` in the manifest's `content_security_policy.extension_pages`";

worksEverywhere("an MV3 extension: page, module service worker", MV3, async (t) => {
  const folder = project("extension");
  await bundle(folder, {}, "page.js", "sw.js");
  return extensionReports(t, withFiles(folder, "manifest.json", "page.html"), "page.html", await corsGateway());
});

async function webpackBuild(folder, options) {
  const output = { path: join(folder, "dist"), filename: "page.js" };
  const stats = await new Promise((resolve, reject) =>
    webpack({ context: folder, mode: "production", entry: "./page.js", output, ...options }, (error, stats) => (error ? reject(error) : resolve(stats))),
  );
  assert.equal(stats.hasErrors(), false, stats.toString("errors-only"));
}

async function bundle(folder, options, ...entries) {
  await esbuild.build({
    absWorkingDir: folder, entryPoints: entries, bundle: true, format: "esm", outdir: "dist", logLevel: "error", ...options,
  });
}

// Copies files that the bundler does not emit into dist.
function withFiles(folder, ...names) {
  for (const name of names) {
    const [from, to] = name === "wasm" ? ["node_modules/outx-client/outx_client_bg.wasm", "outx_client_bg.wasm"] : [name, name];
    copyFileSync(join(folder, from), join(folder, "dist", to));
  }
  return join(folder, "dist");
}

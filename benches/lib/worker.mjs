// Starts the Workers that are measured. Each runs in its own workerd, without Miniflare's Workers before and behind it, which would cost all of
// them the same and make them look alike.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { Problem, root } from "../../scripts/lib/process.mjs";

export const SECRET = "benches-only-0123456789-abcdefghijk";
export const ORIGIN = "https://app.example";
const COMPATIBILITY_DATE = "2026-04-01";

/** Starts a Worker and returns `{ url, stop() }`. `upstream` is the URL that it forwards calls to. */
export async function startWorker(options, upstream) {
  const miniflare = new Miniflare({
    cf: false,
    // Removes Miniflare's Worker behind, which takes 100 µs of the 220 to 350 µs per request.
    stripCfConnectingIp: false,
    handleRuntimeStdio: (stdout, stderr) => [stdout, stderr].forEach((stream) => stream.resume()),
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    ...settings(upstream),
    ...options,
  });
  const { origin } = await miniflare.unsafeGetDirectURL();
  return {
    url: origin,
    stop: () => miniflare.dispose(),
  };
}

/**
 * Creates a folder for the files of Durable Objects and returns `{ folder, remove() }`. The folder is in memory if the system has /dev/shm. A write waits
 * for the disk, so beside other programs that write, the disk would be measured.
 */
export function objectStorage() {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "outx-bench-objects-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The settings of every Worker. `upstream` is the URL that it forwards calls to. */
export function settings(upstream) {
  return {
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {
      OUTX_UPSTREAM: upstream,
      OUTX_API_KEY: "outx_0123456789abcdefghijklmn",
      ALLOWED_ORIGINS: ORIGIN,
      ACCESS: "session",
      SESSION_SECRET: SECRET,
    },
  };
}

/** The built gateway. */
export function ours() {
  const folder = builtGateway();
  return {
    modulesRoot: folder,
    modules: [
      { type: "ESModule", path: join(folder, "index.js") },
      { type: "CompiledWasm", path: join(folder, "index_bg.wasm") },
    ],
    durableObjects: {
      LEDGER: { className: "Ledger", useSQLite: true },
      LIMITER: { className: "Limiter", useSQLite: true },
    },
  };
}

/** The built gateway as a library in another Worker, below `/outx`. */
export async function mounted() {
  const { modulesRoot, modules: [, wasm], durableObjects } = ours();
  // In the package, gateway.js imports a copy of the build beside it.
  const fromHere = {
    name: "from-here",
    setup: (build) => build.onResolve({ filter: /^\.\/build\/index\.js$/ }, () => ({ path: join(modulesRoot, "index.js") })),
  };
  const contents = await bundle("mounted", fromHere);
  return { modulesRoot, modules: [{ type: "ESModule", path: join(modulesRoot, "mounted.js"), contents }, wasm], durableObjects };
}

function builtGateway() {
  const folder = join(root, "worker/build");
  if (!existsSync(join(folder, "index.js"))) throw new Problem("the gateway is not built; run scripts/build/gateway");
  return folder;
}

/** A Worker of benches/gateway. */
export async function peer(name) {
  const document = JSON.parse(readFileSync(join(root, "pkg/openapi.json"), "utf8"));
  return script(await bundle(name, operations(document)));
}

async function bundle(name, plugin) {
  const { outputFiles } = await build({
    entryPoints: [join(root, `benches/gateway/${name}.js`)],
    bundle: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "error",
    external: ["cloudflare:*", "*.wasm"], plugins: [plugin],
  });
  return outputFiles[0].text;
}

/** A Worker that is one module of text. */
export function script(contents) {
  return { modules: [{ type: "ESModule", path: "index.js", contents }] };
}

// Resolves `import operations from "operations"` to the same list of routes as the gateway's.
function operations(document) {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => [
      method.toUpperCase(), path, parameters.filter((parameter) => parameter.in === "query").map((parameter) => parameter.name),
    ]));
  return {
    name: "operations",
    setup(build) {
      build.onResolve({ filter: /^operations$/ }, ({ path }) => ({ path, namespace: "operations" }));
      build.onLoad({ filter: /.*/, namespace: "operations" }, () => ({ contents: JSON.stringify(rows), loader: "json" }));
    },
  };
}

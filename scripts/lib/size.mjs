// Sizes in bytes: of the download of each entry of the npm package, after gzip -9, and of the parts of the gateway's Worker.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { root } from "./process.mjs";
import { largestFunction } from "./wasm-functions.mjs";

const GLUE = "outx_client.js";

/**
 * The size of the client from `outx-client/external`, `{ wasm, glue, javascript, total }`. `glue` and `javascript` are minified by a bundler; `total`
 * is that of the wasm and of one script with both.
 */
export async function sizes() {
  const wasm = gzip(readFileSync(join(root, "pkg/outx_client_bg.wasm")));
  const glue = await bundled({ entryPoints: [join(root, "pkg", GLUE)] });
  const all = { stdin: { contents: 'export * from "outx-client/external"', resolveDir: root } };
  const javascript = await bundled({ ...all, plugins: [withoutGlue] });
  return { wasm, glue, javascript, total: wasm + (await bundled(all)) };
}

/** The size of one script with everything that an entry exports. */
export function entrySize(entry) {
  return bundled({ stdin: { contents: `export * from "${entry}"`, resolveDir: root } });
}

/** The size of the script of an app that uses only `name` of an entry, after the bundler's tree shaking. */
export function appSize(name, entry) {
  const contents = `import { ${name} } from "${entry}"; console.log(${name});`;
  return bundled({ stdin: { contents, resolveDir: root } });
}

/**
 * Sizes of the built gateway. `total` is what workerd reads at its start and compiles as far as the first request needs. `function` is the largest function,
 * which workerd compiles as a whole when it is first called. `gzip` is the size that Cloudflare limits (3 MB on its free plan).
 */
export function gatewaySizes() {
  const [wasm, script] = ["index_bg.wasm", "index.js"].map((name) => readFileSync(join(root, "worker/build", name)));
  return { wasm: wasm.length, script: script.length, gzip: gzip(wasm) + gzip(script), function: largestFunction(wasm), total: wasm.length + script.length };
}

/** Returns a sentence if `bytes` are over `budget` by more than the share `slack`, else none. A missing budget is always exceeded. */
export function excess(name, bytes, budget, slack) {
  return bytes <= budget * (1 + slack) ? [] : [`the ${name} is ${bytes} bytes, over its budget of ${budget} by more than ${slack * 100} %`];
}

async function bundled(options) {
  const { outputFiles } = await build({
    bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "error", ...options,
  });
  return gzip(outputFiles[0].contents);
}

const withoutGlue = {
  name: "without-glue",
  setup: (build) => build.onResolve({ filter: new RegExp(`/${GLUE.replace(".", "\\.")}$`) }, ({ path }) => ({ path, external: true })),
};

function gzip(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

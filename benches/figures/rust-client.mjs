// Measures the Rust client in a page: what one typed call adds to the download, compared with reqwest and serde, and its time, compared with
// plain gloo-net.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { root, run } from "../../scripts/lib/process.mjs";
import { startPage } from "../lib/page.mjs";
import { compare } from "../lib/rounds.mjs";

const BUILT = join(root, "target/bench-rust-client");

export const names = ["rust-size-vs-reqwest", "rust-size-vs-gloo", "rust-small-vs-gloo", "rust-small-vs-reqwest"];

export async function measure() {
  await run("scripts/build/bench-rust-client");
  return [...(await sizeRows()), ...(await timeRows())];
}

async function sizeRows() {
  const bare = await gzipped("bare");
  const added = async (name) => ((await gzipped(name)) - bare) / 1000;
  const ours = await added("outx");
  const row = (name, peerName, peer, goal) => ({ name, unit: "kB gzip added", peerName, ours, peer, ratio: ours / peer, spread: 0, ...goal });
  return [
    row("rust-size-vs-reqwest", "reqwest", await added("reqwest"), { atMost: 0.6 }),
    row("rust-size-vs-gloo", "gloo-net", await added("gloo"), {}),
  ];
}

/** The wasm and its glue, bundled and minified, in bytes after gzip -9. */
async function gzipped(name) {
  const { outputFiles } = await build({
    entryPoints: [join(BUILT, `${name}.js`)],
    bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "error",
  });
  const wasm = readFileSync(join(BUILT, `${name}_bg.wasm`));
  return [wasm, outputFiles[0].contents].reduce((total, bytes) => total + gzipSync(bytes, { level: 9 }).length, 0);
}

async function timeRows() {
  const files = readdirSync(BUILT).filter((file) => /\.(js|wasm)$/.test(file));
  const page = await startPage("benches/rust-client/page.js", files.map((file) => join(BUILT, file)));
  try {
    const taken = await page.fresh((page) => page.evaluate(() => window.bench.measure(["outx", "gloo", "reqwest"], 100, 20)));
    return [
      compare("rust-small-vs-gloo", "ms", ["outx", "gloo"], taken, { atMost: 1.15, peerName: "gloo-net" }),
      compare("rust-small-vs-reqwest", "ms", ["outx", "reqwest"], taken, {}),
    ];
  } finally {
    await page.stop();
  }
}

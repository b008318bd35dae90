// Writes the CommonJS build of the npm package into pkg/cjs: the entries that servers and test runners `require`, and their types.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { build } from "esbuild";

import { main, root } from "../lib/process.mjs";

const PKG = join(root, "pkg");
const OUTPUT = join(PKG, "cjs");
const ENTRIES = ["index", "query", "server", "testing"];

await main(async () => {
  rmSync(OUTPUT, { recursive: true, force: true });
  await build({
    absWorkingDir: PKG,
    entryPoints: ENTRIES.map((name) => `${name}.js`),
    outdir: OUTPUT,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2022",
    // The ES modules use it only to resolve a package, for which a path works too.
    define: { "import.meta.url": "__filename" },
    logLevel: "warning",
  });
  for (const name of [...ENTRIES.map((entry) => `${entry}.d.ts`), ...readdirSync(join(PKG, "types")).map((file) => `types/${file}`)]) writeTypes(name);
});

/** Copies a declaration file as CommonJS. Without the copy, TypeScript rejects `require` of the package as that of an ES module. */
function writeTypes(name) {
  const text = readFileSync(join(PKG, name), "utf8").replace(/(from |import\()"(\.{1,2}\/[^"]+)\.js"/g, '$1"$2.cjs"');
  const output = join(OUTPUT, name.replace(/\.d\.ts$/, ".d.cts"));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}

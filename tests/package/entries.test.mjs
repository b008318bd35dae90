// The files that a bundle of each entry contains, and those that it must not contain.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Bundles `code`, and returns the files of the package in the bundle. */
async function bundled(code, platform, conditions) {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: here },
    bundle: true, write: false, metafile: true, minify: true, format: "esm", logLevel: "silent", platform, conditions,
    external: ["*.wasm", "*.wasm?module", "node:*"],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0).map((path) => path.split("/").at(-1));
}

/** The file of each entry, by platform and condition. */
const entries = [
  ["outx-client", "browser", [], "index.js"],
  ["outx-client", "node", [], "index.js"],
  ["outx-client", "neutral", [], "index.js"],
  ["outx-client", "neutral", ["module-sync"], "index.js"],
  ["outx-client", "browser", ["workerd"], "workerd.js"],
  ["outx-client", "browser", ["edge-light"], "workerd.js"],
  ["outx-client/inline", "browser", [], "index.js"],
  ["outx-client/inline", "neutral", ["workerd"], "workerd.js"],
  ["outx-client/external", "browser", [], "external.js"],
  ["outx-client/external", "neutral", [], "external.js"],
  ["outx-client/external", "node", [], "external-node.js"],
  ["outx-client/external", "node", ["module-sync"], "external-node.js"],
  ["outx-client/external", "neutral", ["bun"], "external-node.js"],
  ["outx-client/external", "neutral", ["edge-light"], "workerd.js"],
];

for (const [entry, platform, conditions, expected] of entries) {
  test(`${entry} for ${[platform, ...conditions].join(" with ")} bundles ${expected} and nothing for tests`, async () => {
    const files = await bundled(`export * from "${entry}"`, platform, conditions);
    for (const file of ["client.js", expected]) assert.ok(files.includes(file), files.join());
    assert.ok(!files.includes("testing.js"), files.join());
    assert.equal(files.includes("wasm-text.js"), expected === "index.js", "only the default entry has the text");
    assert.equal(files.includes("wasm-compile.js"), expected !== "workerd.js", "edge workers do not compile");
  });
}

for (const entry of ["query", "server"]) {
  test(`a bundle of outx-client/${entry} does not contain the client`, async () => {
    const files = await bundled(`export * from "outx-client/${entry}"`, "browser");
    assert.ok(files.includes(`${entry}.js`), files.join());
    for (const file of ["client.js", "outx_client.js", "wasm-text.js", "errors.js"]) assert.ok(!files.includes(file), files.join());
  });
}

test("a bundle of outx-client/testing does not contain the client", async () => {
  assert.deepEqual((await bundled('export * from "outx-client/testing"', "node")).filter((name) => name !== "<stdin>"), ["testing.js"]);
});

test("a bundler for browsers rejects outx-client/testing", async () => {
  await assert.rejects(bundled('export * from "outx-client/testing"', "browser"), /"outx-client\/testing"/);
});

test("a bundle of an app that only calls isOutxError contains neither the glue nor the client", async () => {
  const files = await bundled('import { isOutxError } from "outx-client"; console.log(isOutxError)', "browser");
  assert.ok(files.includes("error-base.js"), files.join());
  for (const file of ["outx_client.js", "client.js", "operations.js", "wasm-text.js"]) assert.ok(!files.includes(file), files.join());
});

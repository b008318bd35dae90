// What an entry brings along, and what it must not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The package's files that end up in the bundle of `code`. */
async function bundled(code, platform, conditions) {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: here },
    bundle: true, write: false, metafile: true, minify: true, format: "esm", logLevel: "silent", platform, conditions,
    external: ["*.wasm"],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0).map((path) => path.split("/").at(-1));
}

const entries = {
  "a browser": ["outx-client", "browser"],
  Node: ["outx-client", "node"],
  workerd: ["outx-client", "browser", ["workerd"]],
  "one file": ["outx-client/inline", "browser"],
};

for (const [where, [entry, platform, conditions]] of Object.entries(entries)) {
  test(`the entry of ${where} brings the client and nothing for tests`, async () => {
    const files = await bundled(`export * from "${entry}"`, platform, conditions);
    assert.ok(files.includes("client.js"), files.join());
    assert.ok(!files.includes("testing.js"), files.join());
    assert.equal(files.includes("wasm-inline.js"), entry.endsWith("/inline"));
  });
}

test("what tests use brings no client along", async () => {
  assert.deepEqual((await bundled('export * from "outx-client/testing"', "node")).filter((name) => name !== "<stdin>"), ["testing.js"]);
});

test("a bundler for browsers rejects what only tests use", async () => {
  await assert.rejects(bundled('export * from "outx-client/testing"', "browser"), /"outx-client\/testing"/);
});

test("an app that only asks isOutxError gets neither glue nor client", async () => {
  const files = await bundled('import { isOutxError } from "outx-client"; console.log(isOutxError)', "browser");
  assert.ok(files.includes("errors.js"), files.join());
  for (const file of ["outx_client.js", "client.js", "operations.js"]) assert.ok(!files.includes(file), files.join());
});

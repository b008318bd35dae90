// Each bill of materials lists exactly what its product contains.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";
import { onlyBuilt } from "../../scripts/lib/sbom.mjs";

before(() => execFileSync("npm", ["run", "--silent", "sbom"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] }));

const text = (name) => readFileSync(join(root, "target/sbom", `${name}.cdx.json`), "utf8");
const components = (name) => JSON.parse(text(name)).components.map((component) => component.name);

test("the client's bill has its allocator and no cryptography of the gateway", () => {
  const client = components("client");
  assert.ok(client.includes("talc") && client.includes("wasm-bindgen"), client.join(" "));
  for (const other of ["chacha20poly1305", "jsonwebtoken", "serde_json", "axum", "proptest"]) assert.ok(!client.includes(other), other);
});

test("the gateway's and the sandbox's bills have the libraries that only they use", () => {
  const [gateway, sandbox] = [components("gateway"), components("sandbox")];
  for (const crate of ["worker", "chacha20poly1305", "jsonwebtoken"]) assert.ok(gateway.includes(crate) && !sandbox.includes(crate), crate);
  for (const crate of ["hyper", "jiff"]) assert.ok(sandbox.includes(crate) && !gateway.includes(crate), crate);
});

test("the console's bill has the packages of its pages, the font included", () => {
  const console = JSON.parse(text("console")).components.map((component) => component.purl.replace(/^pkg:npm\/|@[^@]+$/g, ""));
  for (const name of ["preact", "%40tanstack/virtual-core", "%40fontsource-variable/inter"]) assert.ok(console.includes(name), console.join(" "));
  for (const name of ["hono", "openai", "vite"]) assert.ok(!console.includes(name), name);
});

test("no bill names a path of this machine", () => {
  for (const name of ["client", "gateway", "sandbox", "console"]) assert.ok(!text(name).includes(root.slice(0, -1)), name);
});

test("a crate that is built and not listed is an error", () => {
  const component = (name) => ({ name, version: "1.0.0", "bom-ref": name });
  const sbom = {
    metadata: { component: component("ours") },
    components: [component("used"), component("unused")],
    dependencies: [{ ref: "ours", dependsOn: ["used", "unused"] }, { ref: "used" }, { ref: "unused" }],
  };
  assert.deepEqual(onlyBuilt(sbom, new Set(["ours 1.0.0", "used 1.0.0"])), {
    ...sbom,
    components: [component("used")],
    dependencies: [{ ref: "ours", dependsOn: ["used"] }, { ref: "used", dependsOn: undefined }],
  });
  assert.throws(() => onlyBuilt(sbom, new Set(["other 2.0.0"])), { message: "the bill of materials lacks other 2.0.0" });
});

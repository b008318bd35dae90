// npm run licences: writes the licence notices of the npm package, the gateway, the console and the extension.
// npm run check -- licences: checks that they match what is built.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { execFileSync } from "node:child_process";

import { chosenFiles, text } from "../lib/notices.mjs";
import { Problem, main, root, run } from "../lib/process.mjs";

/** The features of the crate outx-client in the npm package, which contains nothing of the Rust client. */
const js = ["--no-default-features", "--features", "js"];

/** `wasm`: the crate whose compiled code is in the product, with `features`. `npm`: the workspace whose dependencies are bundled into it. */
const products = [
  { file: "pkg/THIRD-PARTY-LICENSES", what: "the npm package outx-client", wasm: "outx-client", features: js },
  { file: "worker/THIRD-PARTY-LICENSES", what: "the gateway", wasm: "outx-gateway" },
  {
    file: "sandbox/npm/THIRD-PARTY-LICENSES", what: "the npm package outx-sandbox", wasm: "outx-sandbox",
    features: ["--no-default-features", "--features", "wasm"],
  },
  { file: "www/public/third-party-licenses.txt", what: "the console", wasm: "outx-client", features: js, npm: "www" },
  { file: "www/extension/public/third-party-licenses.txt", what: "the extension", wasm: "outx-client", features: js, npm: "www" },
];

await main(async () => {
  await run("scripts/setup/packages");
  const written = products.map((product) => [product.file, text(product.what, works(product))]);
  if (!process.argv.includes("--check")) {
    for (const [file, notices] of written) writeFileSync(join(root, file), notices);
    console.log(written.map(([file]) => file).join("\n"));
    return;
  }
  const stale = written.filter(([file, notices]) => !existsSync(join(root, file)) || readFileSync(join(root, file), "utf8") !== notices);
  if (stale.length > 0) throw new Problem(`${stale.map(([file]) => file).join(", ")}: not the notices of what is built; next: npm run licences`);
});

/** The third-party work in a product: `{ name, licence, texts }`. */
function works({ wasm, features, npm }) {
  const standard = readFileSync(join(root, "scripts/lib/rust-standard-library.txt"), "utf8");
  return [
    ...(npm ? packages(npm) : []),
    ...crates(wasm, features),
    { name: "Rust's standard library, with the crates it is built on", licence: "MIT OR Apache-2.0", texts: [standard] },
  ];
}

/** The crates that are compiled into `crate`'s wasm, without those that only run at compile time. */
function crates(crate, features = []) {
  const cargo = (...args) => execFileSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  const target = "wasm32-unknown-unknown";
  const tree = cargo("tree", "--locked", "--package", crate, ...features, "--target", target, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}");
  const inside = new Set(tree.trim().split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")));
  return JSON.parse(cargo("metadata", "--locked", "--all-features", "--format-version", "1", "--filter-platform", target))
    .packages.filter(({ name, version, source }) => source && inside.has(`${name} v${version}`))
    .map(({ name, version, license, manifest_path: manifest }) => work(`${name} ${version}`, license, dirname(manifest)));
}

/** The npm packages that a workspace bundles. */
function packages(workspace) {
  const found = execFileSync("npm", ["ls", "--omit", "dev", "--workspace", workspace, "--all", "--parseable"], { cwd: root, encoding: "utf8" });
  return found.trim().split("\n").filter((path) => path.includes("/node_modules/")).filter((path) => !["outx-client", "outx-sandbox"].includes(basename(path))).map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    return work(`${name} ${version}`, license, path);
  });
}

function work(name, licence, folder) {
  // A slash is Cargo's old notation of OR.
  const expression = licence.replaceAll("/", " OR ");
  const files = chosenFiles(expression, readdirSync(folder)).map((file) => join(folder, file));
  // Apache-2.0 requires the text of the licence, which is the same as in this repository.
  if (files.length === 0 && expression.includes("Apache-2.0")) files.push(join(root, "LICENSE-APACHE"));
  if (files.length === 0) throw new Problem(`${name} is under ${licence} and brings no text of it`);
  return { name, licence: expression, texts: files.map((file) => readFileSync(file, "utf8")) };
}

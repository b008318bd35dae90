// npm run sbom: writes the bills of materials of the client, the gateway, the sandbox and the console into target/sbom, as CycloneDX.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { main, root } from "../lib/process.mjs";
import { onlyBuilt } from "../lib/sbom.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
const products = [
  // The target and features of the npm package.
  { name: "client", crate: "outx-client", folder: "", target: [...WASM, "--no-default-features", "--features", "js"] },
  { name: "gateway", crate: "outx-gateway", folder: "worker", target: WASM },
  { name: "sandbox", crate: "outx-sandbox", folder: "sandbox", target: [] },
];

await main(async () => {
  const folder = join(root, "target/sbom");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name, sbom) => {
    // References contain the path of a manifest, from which the folder of this machine is removed.
    writeFileSync(join(folder, `${name}.cdx.json`), JSON.stringify(sbom, null, 2).replaceAll(root.slice(0, -1), ""));
    console.log(`${name}: ${sbom.components.length} components`);
  };
  for (const { name, crate, folder, target } of products) write(name, onlyBuilt(described(folder, target), built(crate, target)));
  write("console", JSON.parse(run("npm", "sbom", "--package-lock-only", "--omit", "dev", "--workspace", "www", "--sbom-format", "cyclonedx")));
});

/** The bill of materials of the crate in `folder` from cargo-cyclonedx, which writes a file beside every manifest of the workspace. */
function described(folder, target) {
  const name = "outx-sbom";
  run("cargo", "cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5", ...target, "--override-filename", name);
  const sbom = JSON.parse(readFileSync(join(root, folder, `${name}.json`), "utf8"));
  const { packages, workspace_members: members } = JSON.parse(run("cargo", "metadata", "--locked", "--no-deps", "--format-version", "1"));
  for (const { id, manifest_path: path } of packages) if (members.includes(id)) rmSync(join(path, "..", `${name}.json`));
  return sbom;
}

/** The crates that cargo compiles for `crate`, as `name version`. */
function built(crate, target) {
  const tree = run("cargo", "tree", "--locked", "--package", crate, ...target, "--edges", "normal,build", "--prefix", "none", "--format", "{p}");
  return new Set(tree.trim().split("\n").map((line) => line.replace(/^(\S+) v(\S+).*/, "$1 $2")));
}

function run(program, ...args) {
  const tools = execFileSync(join(root, "scripts/setup/cargo-tool"), ["cargo-cyclonedx"], { encoding: "utf8" }).trim();
  return execFileSync(program, args, {
    cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` },
  });
}

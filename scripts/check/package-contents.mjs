// Checks the files that `npm publish` would send, for each npm package: every file that package.json names and no others, no path of this machine,
// the notices, and the reports of publint and attw about the entries. Arguments select packages by name.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { localPathsIn } from "../lib/local-paths.mjs";
import { npmPackages } from "../lib/npm-packages.mjs";
import { Problem, main, root, run } from "../lib/process.mjs";

const NOTICES = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES"];

await main(async () => {
  for (const one of chosenPackages(process.argv.slice(2))) await checkPackage(one);
});

function chosenPackages(names) {
  const unknown = names.find((name) => !npmPackages.some(({ manifest }) => manifest.name === name));
  if (unknown) throw new Problem(`no package is named ${unknown}; there are ${npmPackages.map(({ manifest }) => manifest.name).join(", ")}`);
  return npmPackages.filter(({ manifest }) => names.length === 0 || names.includes(manifest.name));
}

async function checkPackage({ folder, manifest }) {
  const path = join(root, folder);
  const [{ files, size }] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: path, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
  );
  const packed = files.map((file) => file.path);
  const { messages } = await publint({ pkgDir: path, strict: true });
  const complaints = [
    ...promised(manifest).filter((name) => !isPacked(name, packed)).map((name) => `package.json names ${name}, which is not in the package`),
    ...NOTICES.filter((name) => !packed.includes(name)).map((name) => `${name} is missing`),
    ...packed.filter((name) => /\.(map|rs|tgz)$|\.test\.|^(node_modules|tests?)\//.test(name)).map((name) => `${name} does not belong in the package`),
    ...packed.flatMap((name) => localPaths(path, name)),
    ...messages.map((message) => formatMessage(message, manifest)),
  ];
  if (complaints.length > 0) throw new Problem(`the package ${manifest.name} is not fit to publish:\n${complaints.join("\n")}`);

  // A package with CommonJS files must resolve for every resolver, except for its .wasm entry, which Node cannot load from CommonJS. A package
  // without CommonJS files uses `exports`, which the resolver node10 does not support.
  const profile = manifest.main?.endsWith(".cjs") ? ["--profile", "strict", "--exclude-entrypoints", "wasm"] : ["--profile", "esm-only"];
  await run("node_modules/.bin/attw", ["--pack", folder, ...profile, "--format", "table-flipped"]);
  console.log(`${manifest.name}: ${packed.length} files, ${(size / 1000).toFixed(1)} kB packed`);
}

// The files that `exports`, `types`, `bin` and `files` name, without patterns.
function promised(manifest) {
  const targets = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry ?? {}).flatMap(targets));
  return [manifest.exports, manifest.types, manifest.bin, manifest.files]
    .flatMap(targets)
    .map((path) => path.replace(/^\.\//, ""))
    .filter((path) => !path.includes("*"));
}

function isPacked(path, packed) {
  return packed.some((name) => name === path || name.startsWith(`${path}/`));
}

function localPaths(folder, path) {
  return localPathsIn(readFileSync(join(folder, path))).map((local) => `${path} contains a path of this machine, ${local}`);
}

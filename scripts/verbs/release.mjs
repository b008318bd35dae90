// npm run release: builds the npm packages and checks whether they and the crates can be published. Needs no network.
// --dry-run also packs them into target/npm and target/package, compiles the packed crates, and only reports what prevents a release.
// --publish publishes them.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { crates } from "../lib/crates.mjs";
import { npmPackages } from "../lib/npm-packages.mjs";
import { Problem, main, root, run } from "../lib/process.mjs";
import { releaseProblems } from "../lib/release.mjs";

const PACKED = "target/npm";
const MODES = ["--dry-run", "--publish"];

await main(async () => {
  const mode = parseMode(process.argv.slice(2));
  await run("scripts/build/gateway-npm");
  await run("node", ["scripts/check/package-contents.mjs"]);
  await run("node", ["scripts/check/size.mjs", "client", "--check"]);
  if (mode === "--dry-run") {
    await packNpm();
    await cargo("package", "--offline", "--allow-dirty");
  }

  const problems = findProblems();
  const names = [...npmPackages.map(({ manifest: { name, version } }) => `${name} ${version}`), ...crates.map((name) => `crate ${name}`)];
  const versions = names.join(", ");
  if (problems.length > 0 && mode !== "--dry-run") throw new Problem(`not ready to publish ${versions}:\n${problems.join("\n")}`);
  for (const problem of problems) console.log(`not ready: ${problem}`);
  if (mode === "--publish") await publish();
  else if (problems.length === 0) console.log(`${versions}: ready; npm run release -- --publish publishes them`);
});

function parseMode(args) {
  const unknown = args.find((arg, index) => !MODES.includes(arg) || index > 0);
  if (unknown) throw new Problem(`unexpected argument ${unknown}; expected one of ${MODES.join(", ")}`);
  return args[0];
}

async function publish() {
  for (const { folder } of npmPackages) await run("npm", ["publish", `./${folder}`]);
  await cargo("publish");
}

/** Runs a cargo command for all crates at once, so that cargo resolves dependencies among them to the crates it has just packed. */
function cargo(command, ...options) {
  return run("cargo", [command, "--quiet", "--locked", ...options, ...crates.flatMap((name) => ["--package", name])]);
}

async function packNpm() {
  rmSync(join(root, PACKED), { recursive: true, force: true });
  mkdirSync(join(root, PACKED), { recursive: true });
  const folders = npmPackages.map(({ folder }) => `./${folder}`);
  await run("npm", ["pack", ...folders, "--ignore-scripts", "--loglevel", "error", "--pack-destination", PACKED]);
}

function findProblems() {
  const facts = {
    crates: read("Cargo.toml").match(/^\[workspace\.package\]\nversion = "(.*)"$/m)?.[1],
    changelog: read("CHANGELOG.md"),
    tags: git("tag", "--points-at", "HEAD"),
    changes: git("status", "--porcelain"),
  };
  return [...new Set(npmPackages.flatMap((one) => releaseProblems({ ...one, ...facts })))];
}

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function git(...args) {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
}

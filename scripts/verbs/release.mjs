// npm run release: builds the package and checks whether it can be published. Changes nothing and needs no network.
// --publish publishes it, as the workflow for tags does.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Problem, main, root, run } from "../lib/process.mjs";
import { releaseProblems } from "../lib/release.mjs";

await main(async () => {
  const publish = process.argv.includes("--publish");
  await run("scripts/build/client");
  await run("node", ["scripts/check/package-contents.mjs"]);
  await run("node", ["scripts/check/size.mjs", "client", "--check"]);

  const manifest = JSON.parse(read("pkg/package.json"));
  const problems = releaseProblems({
    manifest,
    crates: read("Cargo.toml").match(/^\[workspace\.package\]\nversion = "(.*)"$/m)?.[1],
    changelog: read("CHANGELOG.md"),
    tags: git("tag", "--points-at", "HEAD"),
    changes: git("status", "--porcelain"),
  });
  if (problems.length > 0) throw new Problem(`${manifest.version} is not ready to publish:\n${problems.join("\n")}`);
  if (publish) await run("npm", ["publish", "./pkg"]);
  else console.log(`${manifest.name} ${manifest.version} is ready; npm run release -- --publish sends it`);
});

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function git(...args) {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
}

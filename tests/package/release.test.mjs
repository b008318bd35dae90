// The published files, and the workflow that publishes them: a job that runs code of dependencies cannot publish, and the job that can publish
// runs only npm.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

import { crates } from "../../scripts/lib/crates.mjs";
import { npmPackages } from "../../scripts/lib/npm-packages.mjs";
import { root } from "../../scripts/lib/process.mjs";

const folder = join(root, ".github", "workflows");
const workflows = Object.fromEntries(readdirSync(folder).map((name) => [name, parse(readFileSync(join(folder, name), "utf8"))]));
const release = workflows["release.yml"];
const { pack, publish } = release.jobs;

/** The permissions of a job: its own, or else those of the workflow. */
const permissions = (workflow, job) => job.permissions ?? workflow.permissions;

test("the job that tests and packs may read the sources and nothing else", () => {
  assert.deepEqual(release.permissions, { contents: "read" });
  assert.deepEqual(permissions(release, pack), { contents: "read" });
  assert.equal(pack.environment, undefined);
  assert.ok(pack.steps.some(({ run }) => run === "bash .ci/run"));
  assert.ok(!JSON.stringify(pack).includes("npm publish") && !JSON.stringify(pack).includes("--publish"));
});

test("the job that publishes has the token, no sources, and publishes what was packed", () => {
  assert.deepEqual(publish.permissions, { "id-token": "write" });
  assert.deepEqual([publish.needs, publish.environment], ["pack", "npm"]);
  const actions = publish.steps.filter(({ uses }) => uses).map(({ uses }) => uses.split("@")[0]);
  assert.deepEqual(actions, ["actions/download-artifact", "actions/setup-node"]);
  const commands = publish.steps.filter(({ run }) => run).map(({ run }) => run);
  assert.deepEqual(commands, [
    "sha256sum *.tgz",
    `for name in ${npmPackages.map(({ manifest }) => manifest.name).join(" ")}; do npm publish ./$name-[0-9]*.tgz --ignore-scripts --access public --provenance; done`,
  ]);
  const upload = pack.steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
  const download = publish.steps.find(({ uses }) => uses?.startsWith("actions/download-artifact@"));
  assert.equal(download.with.name, upload.with.name);
  assert.equal(upload.with["if-no-files-found"], "error");
});

test("all other jobs of all workflows have read permissions only, and each action is pinned to a commit", () => {
  for (const [name, workflow] of Object.entries(workflows)) {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      if (job !== publish) assert.deepEqual(permissions(workflow, job), { contents: "read" }, `${name} ${id}`);
      for (const { uses } of job.steps) if (uses) assert.match(uses, /@[0-9a-f]{40}$/, `${name} ${id}`);
      for (const step of job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
        assert.equal(step.with["persist-credentials"], false, `${name} ${id}`);
      }
    }
  }
});

test("a crate contains its sources and licences, and our crates that it depends on are published before it", () => {
  for (const [index, name] of crates.entries()) {
    const folder = name === "outx-client" ? "." : name.replace("outx-", "");
    const options = { cwd: root, encoding: "utf8" };
    const files = execFileSync("cargo", ["package", "--list", "--allow-dirty", "--offline", "--package", name], options).trim().split("\n");
    for (const needed of ["LICENSE-APACHE", "LICENSE-MIT", "src/lib.rs"]) assert.ok(files.includes(needed), `${name} lacks ${needed}`);
    const others = files.filter((file) => !/^(src\/|LICENSE-|Cargo\.|\.cargo_vcs_info\.json$|docs\/rust\.md$)/.test(file));
    assert.deepEqual(others, [], name);
    const manifest = readFileSync(join(root, folder, "Cargo.toml"), "utf8");
    assert.doesNotMatch(manifest.match(/^\[package\]\n([\s\S]*?)\n\[/m)[1], /^publish\b/m, `${name} may be published`);
    const normal = manifest.match(/^\[dependencies\]\n([\s\S]*?)\n\[/m)[1];
    for (const [, ours] of normal.matchAll(/^(outx-\w+)/gm)) assert.ok(crates.indexOf(ours) < index && crates.includes(ours), `${name} needs ${ours}`);
  }
});

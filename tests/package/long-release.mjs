// Runs a release without its last step, publishing, and without a network: every npm package and crate is checked and packed, and every crate is
// compiled from its package. Part of npm run test:all.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { crates } from "../../scripts/lib/crates.mjs";
import { npmPackages } from "../../scripts/lib/npm-packages.mjs";
import { root } from "../../scripts/lib/process.mjs";

const [{ manifest: { version } }] = npmPackages;
const packed = [
  ...npmPackages.map(({ manifest }) => `target/npm/${manifest.name}-${version}.tgz`),
  ...crates.map((name) => `target/package/${name}-${version}.crate`),
];

test("the dry run of a release packs three npm packages and two crates of one version, and says what is not ready", { timeout: 900_000 }, () => {
  assert.deepEqual([npmPackages.length, crates.length], [3, 2]);
  for (const file of packed) rmSync(join(root, file), { force: true });
  const env = { ...process.env, npm_config_offline: "true", CARGO_NET_OFFLINE: "true" };
  const { status, stdout, stderr } = spawnSync("node", ["scripts/verbs/release.mjs", "--dry-run"], { cwd: root, encoding: "utf8", env });
  assert.equal(status, 0, stdout + stderr);
  for (const file of packed) assert.ok(existsSync(join(root, file)), `${file} is missing`);
  for (const { manifest } of npmPackages) assert.match(stdout, new RegExp(`^${manifest.name}: \\d+ files, [\\d.]+ kB packed$`, "m"));

  const reasons = [...stdout.matchAll(/^not ready: (.*)$/gm)].map(([, reason]) => reason);
  // A commit between two releases has no tag, may be dirty, and its changes may still be below Unreleased.
  const expected = [`CHANGELOG.md has no section for ${version}`, `the commit has no tag v${version}`];
  for (const reason of reasons) assert.ok(expected.includes(reason) || reason.startsWith("the work tree has changes: "), reason);
  assert.equal(/: ready; npm run release -- --publish publishes them$/m.test(stdout), reasons.length === 0);
});

test("an unknown option of a release is named before anything is built", () => {
  const unknown = spawnSync("node", ["scripts/verbs/release.mjs", "--publsh"], { cwd: root, encoding: "utf8" });
  assert.deepEqual([unknown.status, unknown.stderr], [1, "error: unexpected argument --publsh; expected one of --dry-run, --publish\n"]);
});

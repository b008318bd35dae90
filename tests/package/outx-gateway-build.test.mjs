// The build of the package outx-gateway, and the list of packages in a release.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

import { templateOf } from "../../scripts/lib/gateway-template.mjs";
import { npmPackages } from "../../scripts/lib/npm-packages.mjs";
import { root } from "../../scripts/lib/process.mjs";

const config = readFileSync(join(root, "wrangler.toml"), "utf8");

test("the template of init is the repository's wrangler.toml with the package's files, and without build and environments", () => {
  const template = templateOf(config);
  assert.match(template, /^main = "node_modules\/outx-gateway\/worker\.js"$/m);
  assert.match(template, /^directory = "node_modules\/outx-gateway\/console"$/m);
  assert.match(template, /^new_sqlite_classes = \["Ledger", "Limiter"\]$/m);
  assert.match(template, /^BASE_PATH = ""$/m);
  assert.doesNotMatch(template, /^\[build\]|^\[\[?env\.|www\/|scripts\//m);
});

test("a wrangler.toml from which the template cannot be generated is an error that names the missing part", () => {
  assert.throws(
    () => templateOf(config.replace(/^main = .*$/m, "")),
    /^Error: wrangler\.toml matches \/\^.+main = .+ 0 times, expected once; correct scripts\/lib\/gateway-template\.mjs$/,
  );
});

test("the workflow packs every npm package", () => {
  const { jobs } = parse(readFileSync(join(root, ".github/workflows/release.yml"), "utf8"));
  const pack = jobs.pack.steps.find(({ run }) => run?.includes("npm pack")).run;
  assert.deepEqual(pack.match(/\.\/\S+/g), npmPackages.map(({ folder }) => `./${folder}`));
});

test("a package is published after those it depends on", () => {
  const names = npmPackages.map(({ manifest }) => manifest.name);
  for (const [index, { manifest }] of npmPackages.entries()) {
    const own = Object.keys(manifest.dependencies ?? {}).filter((name) => names.includes(name));
    for (const name of own) assert.ok(names.indexOf(name) < index, `${manifest.name} comes before ${name}`);
  }
});

test("the types of outx-gateway describe its use in a Worker", () => {
  const { status, stdout } = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom", "--types", "node", "tests/package/outx-gateway-types.mts"],
    { cwd: root, encoding: "utf8" },
  );
  assert.deepEqual([status, stdout], [0, ""]);
});

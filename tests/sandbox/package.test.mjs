// The contents of the npm package, as `npm publish` would send it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { localPathsIn } from "../../scripts/lib/local-paths.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGE = join(ROOT, "sandbox/npm");
const MAX_PACKED_BYTES = 400_000;

const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
const [{ files, size }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: PACKAGE, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
);
const packed = files.map(({ path }) => path);

test("the package contains the files that package.json names, and no path of the machine that built it", () => {
  assert.deepEqual(manifest.files.filter((path) => !packed.includes(path)), []);
  assert.deepEqual(packed.filter((path) => path !== "package.json" && !manifest.files.includes(path)), []);
  for (const path of packed) assert.deepEqual(localPathsIn(readFileSync(join(PACKAGE, path))), [], path);
});

test("the package is at most 400 kB packed", () => {
  assert.ok(size <= MAX_PACKED_BYTES, `${size} bytes`);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: PACKAGE, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest)), []);
});

test("the types of the package describe its use", () => {
  const { status, stdout } = spawnSync(
    join(ROOT, "node_modules/.bin/tsc"),
    ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom", "--types", "node", "tests/sandbox/types.mts"],
    { cwd: ROOT, encoding: "utf8" },
  );
  assert.deepEqual([status, stdout], [0, ""]);
});

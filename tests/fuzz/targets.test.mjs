// Each target of fuzz/ for as long as a test may take. CONTRIBUTING.md says how to look longer.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";

const SECONDS = 20;

const skip = spawnSync("c++", ["--version"]).error && "libFuzzer needs a C++ compiler, and c++ is not there";
const targets = readdirSync(join(root, "fuzz/targets")).map((file) => file.replace(/\.rs$/, ""));

for (const target of targets) {
  test(`${target} holds for ${SECONDS} seconds`, { skip }, (t) => {
    const { status, stdout, stderr } = spawnSync(join(root, "scripts/verbs/fuzz"), [SECONDS, target], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const row = stdout.match(new RegExp(`^\\| ${target} \\| ([1-9]\\d*) \\| ([1-9]\\d*) \\| \\d+ \\|$`, "m"));
    assert.ok(row, `nothing was run: ${stdout}`);
    t.diagnostic(`${row[1]} executions, ${row[2]} edges`);
  });
}

// The npm commands on a fresh clone, without installed packages and without cargo.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";
import { requireNode } from "../../scripts/lib/requirements.mjs";

const clone = mkdtempSync(join(tmpdir(), "outx-clone-"));
after(() => rmSync(clone, { recursive: true, force: true }));

// Copies the working tree without built or installed files. `git clone` would copy the last commit instead.
for (const file of execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean)) {
  if (!existsSync(join(root, file))) continue;
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  cpSync(join(root, file), join(clone, file));
}

// The PATH has only Node and the tools of every Unix.
const bin = join(clone, ".bin");
mkdirSync(bin);
symlinkSync(process.execPath, join(bin, "node"));
for (const tool of ["sh", "dirname", "sed", "find", "mktemp", "rm", "touch", "env"]) {
  symlinkSync(execFileSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim(), join(bin, tool));
}

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

for (const verb of ["start", "build", "test", "bench", "soak", "deploy"]) {
  test(`npm run ${verb} reports that cargo is missing before it installs anything`, () => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", scripts[verb]], { cwd: clone, encoding: "utf8", env: { PATH: bin, HOME: clone } });
    assert.equal(stderr, "error: cargo not found; install Rust from https://rustup.rs\n");
    assert.equal(stdout, "");
    assert.equal(status, 1);
    assert.ok(!existsSync(join(clone, "node_modules")));
  });
}

test("a Node that is too old is reported with the oldest supported version", () => {
  assert.throws(() => requireNode("18.20.4"), { message: "Node 18.20.4 is too old; install Node 20 or newer" });
  requireNode("20.0.0");
});

// The crates that are built have only known sources, licences and build scripts, no unexplained duplicates and no known vulnerability.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";

const tools = execFileSync(join(root, "scripts/setup/cargo-tool"), ["cargo-deny"], { encoding: "utf8" }).trim();

function deny(args, env) {
  return spawnSync(join(tools, "cargo-deny"), ["--workspace", ...args], { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
}

function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), "outx-deny-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes deny.toml into the folder with these texts replaced; returns the copy's path. */
function changed(folder, ...replacements) {
  const text = readFileSync(join(root, "deny.toml"), "utf8");
  const config = join(folder, "deny.toml");
  writeFileSync(config, replacements.reduce((all, [before, after]) => all.replace(before, after), text));
  return config;
}

test("every lockfile satisfies its manifests, with checksums, from the registry only", () => {
  for (const folder of ["", "fuzz/", "examples/rust-page/", "benches/rust-client/"]) {
    execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--manifest-path", `${folder}Cargo.toml`], {
      cwd: root, stdio: ["ignore", "ignore", "inherit"],
    });
    const foreign = readFileSync(join(root, folder, "Cargo.lock"), "utf8")
      .split("\n\n")
      .filter((entry) => entry.includes("\nsource = "))
      .filter((entry) => !entry.includes('\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "'));
    assert.deepEqual(foreign, [], `${folder}Cargo.lock`);
  }
});

test("licences, sources, build scripts and duplicates are those of deny.toml", () => {
  const { status, stderr } = deny(["check", "licenses", "sources", "bans"]);
  assert.equal(status, 0, stderr);
});

test("the check finds a crate that deny.toml does not allow", (t) => {
  const config = changed(temporary(t), ['"Unicode-3.0"', ""], ['"syn@2"', '"syn@1"'], ['"zmij",', ""]);
  const { status, stderr } = deny(["--config", config, "check", "licenses", "sources", "bans"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /error\[rejected\][^]*unicode-ident/);
  assert.match(stderr, /error\[duplicate\]: found 2 duplicate entries for crate 'syn'/);
  assert.match(stderr, /error\[build-script-not-allowed\]: crate 'zmij = /);
});

test("no crate has a known vulnerability", (t) => {
  const fetched = deny(["fetch", "db"]);
  if (fetched.status !== 0) {
    assert.match(fetched.stderr, /failed to fetch advisory database/, "nothing but the network may keep it away");
    return t.skip(`no database of RustSec: ${fetched.stderr.trim().split("\n").at(-1)}`);
  }
  const { status, stderr } = deny(["check", "advisories"]);
  assert.equal(status, 0, stderr);
});

// Uses a database with one made-up advisory, so the test needs no network. cargo-deny finds yanked crates by the index of the registry.
test("the check finds a known vulnerability, and no crate is yanked", (t) => {
  const folder = temporary(t);
  const config = changed(folder, ["[advisories]", `[advisories]\ndb-path = "${folder}/fetched"`]);
  const database = join(folder, "database");
  const advisory = '[advisory]\nid = "RUSTSEC-2026-0001"\npackage = "zmij"\ndate = "2026-01-01"\n[versions]\npatched = []';
  mkdirSync(join(database, "crates/zmij"), { recursive: true });
  writeFileSync(join(database, "crates/zmij/RUSTSEC-2026-0001.md"), `\`\`\`toml\n${advisory}\n\`\`\`\n\n# Planted\n`);
  const git = (...args) => execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], { cwd: database });
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "Plant a weakness");

  const { stderr } = deny(["--config", config, "check", "advisories"], {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `url.file://${database}.insteadOf`,
    GIT_CONFIG_VALUE_0: "https://github.com/RustSec/advisory-db",
  });
  assert.deepEqual(stderr.match(/^(error|warning)\b.*/gm), ["error[vulnerability]: Planted"]);
});

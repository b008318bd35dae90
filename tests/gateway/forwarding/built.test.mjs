// The deployed files contain nothing about the machine on which they were built.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { localFolders, localPathsIn } from "../../../scripts/lib/local-paths.mjs";
import { root } from "../../../scripts/lib/process.mjs";

const built = join(root, "worker/build");
const files = readdirSync(built).filter((name) => /\.(wasm|js)$/.test(name));
const wasm = readFileSync(join(built, "index_bg.wasm"));

test("no built file names a folder of this machine", () => {
  assert.deepEqual(files.sort(), ["index.js", "index_bg.wasm", "shim.js"]);
  for (const name of files) assert.deepEqual(localPathsIn(readFileSync(join(built, name))), [], name);
});

test("the wasm names the source location of a trap", () => {
  for (const path of ["core/src/gateway/", "crates/"]) assert.ok(wasm.includes(path), path);
});

test("the search finds a path that was added", () => {
  const folders = localFolders({ CARGO_HOME: "/opt/kürbis/cargo/", RUSTUP_HOME: "/opt/rustup" });
  assert.deepEqual(folders, [root.slice(0, -1), homedir(), "/opt/kürbis/cargo", "/opt/rustup"]);
  for (const folder of folders) {
    const planted = Buffer.concat([wasm, Buffer.from(`\0${folder}/registry/src/lib.rs\0`), wasm]);
    assert.ok(localPathsIn(planted, folders).includes(folder), folder);
    assert.deepEqual(localPathsIn(Buffer.from(`${folder}less/lib.rs`), folders), folder.startsWith(`${homedir()}/`) ? [homedir()] : []);
  }
  assert.deepEqual(localFolders({}).slice(0, 2), [root.slice(0, -1), homedir()]);
});

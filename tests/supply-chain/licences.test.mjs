// The third-party notices in the published products.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { chosenFiles, text } from "../../scripts/lib/notices.mjs";
import { root } from "../../scripts/lib/process.mjs";

const written = (file) => readFileSync(join(root, file), "utf8");

test("the bills of materials list what is built", () => {
  const { status, stderr } = spawnSync("node", ["scripts/verbs/licences.mjs", "--check"], { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

test("each product has exactly the notices of its dependencies", () => {
  const [client, gateway, console, extension] = [
    "pkg/THIRD-PARTY-LICENSES", "worker/THIRD-PARTY-LICENSES", "www/public/third-party-licenses.txt", "www/extension/public/third-party-licenses.txt",
  ].map(written);
  assert.match(client, /^talc 5[^]*Copyright © 2023 Shaun Beautement/m);
  assert.doesNotMatch(client, /RustCrypto|syn \d|preact/);
  assert.match(gateway, /^chacha20poly1305 [^]*RustCrypto[^]*Julien Schmidt/m);
  assert.doesNotMatch(gateway, /talc|axum|serde_derive/);
  for (const pages of [console, extension]) {
    assert.match(pages, /^preact [^]*Jason Miller/m);
    assert.match(pages, /SIL OPEN FONT LICENSE[^]*Shaun Beautement|Shaun Beautement[^]*SIL OPEN FONT LICENSE/i);
    assert.doesNotMatch(pages, /vite|RustCrypto/);
  }
  for (const notices of [client, gateway, console, extension]) assert.match(notices, /The Rust Project Contributors/);
});

test("the package contains its notices", () => {
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: join(root, "pkg"), stdio: ["ignore", "pipe", "ignore"] }));
  assert.ok(files.some(({ path }) => path === "THIRD-PARTY-LICENSES"));
});

test("of two licences the shorter is included, with every other text that is required", () => {
  const cases = [
    ["MIT OR Apache-2.0", ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "src"], ["LICENSE-MIT"]],
    ["MIT OR Apache-2.0", ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"], ["LICENSE-MIT", "NOTICE"]],
    ["(MIT OR Apache-2.0) AND Unicode-3.0", ["LICENSE-APACHE", "LICENSE-MIT", "LICENSE-UNICODE"], ["LICENSE-MIT", "LICENSE-UNICODE"]],
    ["Unlicense OR MIT", ["COPYING", "LICENSE-MIT", "UNLICENSE"], ["LICENSE-MIT"]],
    ["MIT OR Apache-2.0", ["LICENSE.txt"], ["LICENSE.txt"]],
    ["Apache-2.0 OR BSL-1.0", ["LICENSE-APACHE", "LICENSE-BOOST"], ["LICENSE-APACHE", "LICENSE-BOOST"]],
    ["MIT AND BSD-3-Clause", ["LICENSE", "LICENSE.httprouter"], ["LICENSE", "LICENSE.httprouter"]],
    ["MIT", ["licence.md", "readme.md"], ["licence.md"]],
    ["Apache-2.0", ["Cargo.toml"], []],
  ];
  for (const [expression, files, chosen] of cases) assert.deepEqual(chosenFiles(expression, files), chosen, `${expression} of ${files}`);
});

test("a text that several packages share is written once, whatever its line endings", () => {
  const line = "-".repeat(80);
  const works = [
    { name: "b 1", licence: "MIT", texts: ["Yours\r\nand ours\r\n"] },
    { name: "a 2", licence: "MIT OR Apache-2.0", texts: ["\nYours  \nand ours\n\n"] },
  ];
  assert.ok(text("a test", works).endsWith(`\n\na 2: MIT OR Apache-2.0\nb 1: MIT\n\n${line}\na 2\nb 1\n${line}\n\nYours\nand ours\n`));
});

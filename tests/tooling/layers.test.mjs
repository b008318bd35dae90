// npm run check -- layers, on made-up trees.

import assert from "node:assert/strict";
import { test } from "node:test";

import { importsOf } from "../../scripts/lib/import-graph.mjs";
import { compareWithAllowed, judgePart } from "../../scripts/lib/layer-rules.mjs";

const CRATES = { outx_core: "core/src", outx_gateway: "worker/src" };

/** The imports of a tree, as `from:line -> to`. */
function arrows(tree) {
  return importsOf(new Map(Object.entries(tree)), CRATES).map(({ from, to, line }) => `${from}:${line} -> ${to}`);
}

function judge(folder, part, tree) {
  const files = new Map(Object.entries(tree));
  return judgePart(folder, part, importsOf(files, CRATES), [...files.keys()]);
}

test("Rust paths resolve to the file that declares them", () => {
  const tree = {
    "core/src/lib.rs": "pub mod text;\npub mod policy;\npub use policy::code as error;\npub use text::{number::Number, Text};",
    "core/src/text/mod.rs": "pub mod number;\npub struct Text;",
    "core/src/text/number.rs": "use super::Text;",
    "core/src/policy/mod.rs": "pub mod code;\npub mod retry;",
    "core/src/policy/code.rs": "",
    "core/src/policy/retry.rs": [
      "use crate::text::{number::{self, Number}, Text};",
      "use crate::error::Code;",
      "use crate::Number as Digits;",
      "fn wait() -> crate::policy::code::Code { super::code::default() }",
    ].join("\n"),
    "worker/src/lib.rs": "use outx_core::policy::retry::Retry;",
  };
  assert.deepEqual(arrows(tree), [
    "core/src/text/number.rs:1 -> core/src/text/mod.rs",
    "core/src/policy/retry.rs:1 -> core/src/text/number.rs",
    "core/src/policy/retry.rs:1 -> core/src/text/mod.rs",
    "core/src/policy/retry.rs:2 -> core/src/policy/code.rs",
    "core/src/policy/retry.rs:3 -> core/src/text/number.rs",
    "core/src/policy/retry.rs:4 -> core/src/policy/code.rs",
    "worker/src/lib.rs:1 -> core/src/policy/retry.rs",
  ]);
});

test("super inside an inline module is the file that contains the module", () => {
  const tree = {
    "core/src/lib.rs": "",
    "core/src/a.rs": "mod inner {\n  use super::Own;\n  use super::super::b::Other;\n}\nuse super::b::Other;",
    "core/src/b.rs": "",
  };
  assert.deepEqual(arrows(tree), ["core/src/a.rs:3 -> core/src/b.rs", "core/src/a.rs:5 -> core/src/b.rs"]);
});

test("comments and strings import nothing", () => {
  const tree = {
    "core/src/lib.rs": "",
    "core/src/a.rs": '// use crate::b::B;\n/* crate::b::B */ const TEXT: &str = "crate::b::B";',
    "core/src/b.rs": "",
    "www/a.ts": '// import "./b.ts"\nconst text = 1; /* from "./b.ts" */',
    "www/b.ts": "",
  };
  assert.deepEqual(arrows(tree), []);
});

test("JavaScript specifiers resolve to their files, with and without an extension", () => {
  const tree = {
    "www/a.tsx": 'import { b } from "./lib/b";\nimport "./lib/c.js";\nconst d = await import("./lib/d.mjs?again");\nexport * from "./types/e.js";\nimport preact from "preact";\nnew URL("./lib/f.json", import.meta.url);',
    "www/lib/b.ts": "",
    "www/lib/c.js": "",
    "www/lib/d.mjs": "",
    "www/types/e.d.ts": "",
    "www/lib/f.json": "",
  };
  assert.deepEqual(arrows(tree), [
    "www/a.tsx:1 -> www/lib/b.ts",
    "www/a.tsx:2 -> www/lib/c.js",
    "www/a.tsx:3 -> www/lib/d.mjs",
    "www/a.tsx:4 -> www/types/e.d.ts",
    "www/a.tsx:6 -> www/lib/f.json",
  ]);
});

test("imports that follow the order pass; backward, sideways and forbidden ones are reported with their line", () => {
  const part = { layers: ["lib", ["console", "extension"], "pages", "."], forbid: [["pages", "lib"]] };
  const tree = {
    "www/lib/a.ts": 'import "../console/b";',
    "www/console/b.ts": 'import "../lib/c";\nimport "../extension/d";',
    "www/lib/c.ts": "",
    "www/extension/d.ts": "",
    "www/pages/e.ts": 'import "../console/b";\nimport "../lib/c";',
    "www/main.ts": 'import "./pages/e";',
    "www/stray/f.ts": "",
  };
  assert.deepEqual(judge("www", part, tree), {
    backward: ["www/lib/a.ts:1 imports www/console/b.ts: lib must not import console"],
    sideways: ["www/console/b.ts:2 imports www/extension/d.ts: console must not import extension"],
    forbidden: ["www/pages/e.ts:2 imports www/lib/c.ts: pages must not import lib"],
    unplaced: ["www/stray has no place in the order"],
    cycles: [],
  });
});

test("a cycle within one layer is found, but not the one of a Rust module and its submodule", () => {
  const part = { layers: ["state", "."] };
  const tree = {
    "core/src/lib.rs": "",
    "core/src/state/mod.rs": "use self::one::One;",
    "core/src/state/one.rs": "use super::two::Two;\nuse super::State;",
    "core/src/state/two.rs": "use super::three::Three;",
    "core/src/state/three.rs": "use super::one::One;",
  };
  assert.deepEqual(judge("core/src", part, tree).cycles, [
    "3 files import each other: core/src/state/one.rs, core/src/state/three.rs, core/src/state/two.rs",
  ]);
});

test("the repository reports cycles across its parts only", () => {
  const part = { layers: ["scripts", "tests"] };
  const tree = { "tests/a.mjs": 'import "./b.mjs";', "tests/b.mjs": 'import "./a.mjs";', "scripts/c.mjs": 'import "../tests/d.mjs";', "tests/d.mjs": 'import "../scripts/c.mjs";' };
  assert.deepEqual(judge("", part, tree).cycles, ["2 files import each other: scripts/c.mjs, tests/d.mjs"]);
});

test("a count over the maximum fails with its imports; a maximum over the count is to be lowered", () => {
  const result = { backward: ["one", "two"], sideways: [], forbidden: [], unplaced: [], cycles: [] };
  assert.deepEqual(compareWithAllowed("www", result, { backward: 1, cycles: 2 }), {
    over: ["www: 2 backward, allowed 1", "  one", "  two"],
    lower: ['www: 0 cycles, lower "allowed" from 2'],
  });
});

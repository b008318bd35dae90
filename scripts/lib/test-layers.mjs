// The layers of the test suite from the inside out: pure rules first, real browsers last.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { root } from "./process.mjs";

const nodeOptions = ["--test", "--test-reporter=spec", "--test-timeout=300000"];

// Names, not folders: Node 20 takes a folder, Node 22 takes patterns, both take files.
function nodeTest(path) {
  const files = existsSync(join(root, path)) ? readdirSync(join(root, path)).filter((name) => name.endsWith(".test.mjs")) : [];
  // Without a name node would look for tests everywhere; a folder without tests should fail instead.
  return ["node", ...nodeOptions, ...(files.length > 0 ? files.map((name) => join(path, name)) : [path])];
}

const product = ["scripts/setup/browsers", "scripts/build/all", "scripts/build/sandbox"];
const client = ["scripts/build/client"];

/**
 * `builds`: what must stand before it runs; `before`: what it needs that the others do not. `long`: only in `test:all`. `single`: the
 * command is one check and prints no counts. `env`: variables it alone gets.
 */
export const layers = [
  {
    name: "host",
    what: "rules and sandbox on the host",
    builds: [],
    // 16 times as many made-up inputs as proptest's own default.
    env: { PROPTEST_CASES: process.env.PROPTEST_CASES ?? "4096" },
    command: ["cargo", "test", "--quiet", "--locked", "--package", "outx-core", "--package", "outx-sandbox", "--all-features"],
  },
  { name: "tooling", what: "scripts, checks and benches", builds: [], command: nodeTest("tests/tooling") },
  { name: "types", what: "TypeScript declarations", builds: client, command: ["node_modules/.bin/tsc", "--project", "tests/types"], single: true },
  { name: "console", what: "rules of the console and the extension", builds: client, command: nodeTest("www/test") },
  {
    name: "client",
    what: "client in Node against the sandbox",
    builds: [...client, "scripts/build/sandbox"],
    command: nodeTest("tests/client"),
    before: ["scripts/build/client-panicking"],
  },
  { name: "browser", what: "client crate in Chromium", builds: ["scripts/setup/browsers"], command: ["scripts/verbs/test-browser"] },
  {
    name: "gateway",
    what: "gateway in workerd against the sandbox",
    builds: product,
    command: nodeTest("tests/gateway"),
    before: ["scripts/build/gateway", ["--inject-panic"]],
  },
  { name: "e2e", what: "console, gateway and sandbox in real browsers", builds: product, command: nodeTest("tests/e2e") },
  { name: "package", what: "packed tarball in bundlers and runtimes", builds: product, command: nodeTest("tests/package") },
  {
    name: "conformance",
    what: "schemathesis against sandbox and gateway",
    builds: product,
    command: nodeTest("tests/conformance"),
    long: true,
  },
  {
    name: "supply",
    what: "what we build on",
    builds: [],
    command: nodeTest("tests/supply-chain"),
    before: ["scripts/setup/cargo-tool", ["cargo-deny", "cargo-cyclonedx"]],
    long: true,
  },
  {
    name: "fuzz",
    what: "parsers under libFuzzer",
    builds: [],
    // One file of twelve targets: its limit is that of the layer.
    command: ["node", "--test", "--test-reporter=spec", "tests/fuzz/targets.test.mjs"],
    before: ["scripts/setup/cargo-tool", ["cargo-fuzz"]],
    long: true,
  },
  {
    name: "soak",
    what: "gateway under a steady load",
    builds: ["scripts/build/gateway"],
    // Enough that a leak of an object a request shows in V8's heap; `npm run soak` is for memory and latency, on a quiet machine.
    command: ["node", "benches/soak.mjs", "--requests", "150000", "--sessions", "20000", "--rate", "2000", "--beside", "0", "--busy"],
    single: true,
    long: true,
  },
  {
    name: "package-long",
    what: "packed tarball everywhere else",
    builds: product,
    command: ["node", ...nodeOptions, "tests/package/long.mjs", "tests/package/long-guide.mjs"],
    before: ["scripts/setup/packages-long"],
    long: true,
  },
];

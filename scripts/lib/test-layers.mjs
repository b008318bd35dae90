// The layers of the test suite, from pure rules to real browsers.

import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { root } from "./process.mjs";

const nodeOptions = ["--test", "--test-reporter=spec", "--test-timeout=300000"];

// Runs several test files at the same time. By default node leaves one core free, so it runs one file at a time on two cores. The files of
// these layers wait for clocks, timeouts and browsers more than they compute.
const SEVERAL_FILES = `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`;

// Passes the names of files, because Node 20 accepts a folder and Node 22 a pattern, but both accept files.
function nodeTest(path, ...options) {
  const files = testFiles(path);
  // Without a name node would look for tests everywhere; a folder without tests should fail instead.
  return ["node", ...nodeOptions, ...options, ...(files.length > 0 ? files : [path])];
}

function testFiles(path) {
  if (!existsSync(join(root, path))) return [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFiles(join(path, entry.name));
    return entry.name.endsWith(".test.mjs") ? [join(path, entry.name)] : [];
  }).sort();
}

const product = ["scripts/setup/browsers", "scripts/build/all", "scripts/build/sandbox"];
const client = ["scripts/build/client"];

/**
 * - `builds`: scripts that build what the layer needs.
 * - `before`: a command that only this layer needs.
 * - `long`: whether the layer runs only in `test:all`.
 * - `single`: whether the command is one check that prints no counts.
 * - `env`: environment variables of this layer.
 * - `limitMinutes`: the time limit, 30 minutes by default.
 */
export const layers = [
  {
    name: "host",
    what: "rules and sandbox on the host",
    builds: [],
    // The default is 16 times that of proptest.
    env: { PROPTEST_CASES: process.env.PROPTEST_CASES ?? "4096" },
    command: ["cargo", "test", "--quiet", "--locked", "--package", "outx-core", "--package", "outx-client", "--package", "outx-sandbox", "--all-features"],
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
  {
    name: "sandbox",
    what: "npm package outx-sandbox against the native sandbox",
    builds: [...client, "scripts/setup/browsers", "scripts/build/sandbox", "scripts/build/sandbox-wasm"],
    command: nodeTest("tests/sandbox"),
  },
  {
    name: "clients",
    what: "JavaScript and Rust clients, one list of calls; the Rust examples",
    builds: [...client, "scripts/setup/browsers", "scripts/build/sandbox"],
    before: ["scripts/build/conformance"],
    command: ["node", ...nodeOptions, "tests/conformance/clients.test.mjs", "tests/conformance/fetch.test.mjs", "tests/conformance/rust-examples.test.mjs"],
  },
  { name: "browser", what: "client crate in Chromium", builds: ["scripts/setup/browsers"], command: ["scripts/verbs/test-browser"] },
  {
    name: "gateway",
    what: "gateway in workerd against the sandbox",
    builds: product,
    command: nodeTest("tests/gateway", SEVERAL_FILES),
    before: ["scripts/build/gateway", ["--for-tests"]],
  },
  {
    name: "attack",
    what: "attacks on the gateway, with and without the rule that stops each",
    builds: ["scripts/build/gateway", "scripts/build/sandbox"],
    command: nodeTest("tests/attack"),
    before: ["scripts/build/gateway", ["--for-tests"]],
    long: true,
  },
  { name: "e2e", what: "console, gateway and sandbox in real browsers", builds: product, command: nodeTest("tests/e2e", SEVERAL_FILES) },
  { name: "package", what: "packed tarballs in bundlers and runtimes", builds: product, command: nodeTest("tests/package", SEVERAL_FILES) },
  {
    name: "rust-page",
    what: "the example page in Rust in Chromium, behind a gateway",
    builds: ["scripts/setup/browsers", "scripts/build/gateway", "scripts/build/sandbox"],
    command: ["node", ...nodeOptions, "tests/conformance/rust-page.test.mjs"],
    // Leptos and its dependencies are 160 crates to compile.
    before: ["scripts/build/rust-page"],
    long: true,
  },
  {
    name: "conformance",
    what: "schemathesis against sandbox and gateway",
    builds: product,
    // One file has three long tests, so only the limit of the layer applies.
    command: ["node", "--test", "--test-reporter=spec", "tests/conformance/schemathesis.test.mjs"],
    long: true,
  },
  {
    name: "supply",
    what: "dependencies",
    builds: [],
    command: nodeTest("tests/supply-chain"),
    before: ["scripts/setup/cargo-tool", ["cargo-deny", "cargo-cyclonedx"]],
    long: true,
  },
  {
    name: "fuzz",
    what: "parsers under libFuzzer",
    builds: [],
    // One file runs all targets, so only the limit of the layer applies.
    command: ["node", "--test", "--test-reporter=spec", "tests/fuzz/targets.test.mjs"],
    before: ["scripts/setup/cargo-tool", ["cargo-fuzz"]],
    long: true,
  },
  {
    name: "soak",
    what: "gateway under a steady load",
    builds: ["scripts/build/gateway"],
    // Enough requests to show a leak of one object per request in V8's heap. `npm run soak` measures memory and latency, on a quiet machine.
    command: ["node", "benches/soak.mjs", "--requests", "150000", "--sessions", "20000", "--rate", "2000", "--beside", "0", "--busy"],
    single: true,
    long: true,
  },
  {
    name: "package-long",
    what: "packed tarball everywhere else",
    builds: product,
    command: ["node", ...nodeOptions, ...["long", "long-guide", "long-recipes", "long-agents", "long-release"].map((name) => `tests/package/${name}.mjs`)],
    before: ["scripts/setup/packages-long"],
    long: true,
  },
  {
    name: "frameworks",
    what: "packed tarball in applications of frameworks",
    builds: product,
    // One file with an application per framework, each with its own limit.
    command: ["node", "--test", "--test-reporter=spec", "tests/package/long-frameworks.mjs"],
    limitMinutes: 120,
    long: true,
  },
];

// The packed outx-gateway in an operator's project: `check` of its configuration, `dev` with its settings, and `init` beside existing files.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";
import { findSimilar } from "../../worker/npm/cli/similar-name.js";
import { assertFailure } from "./support/command-failure.mjs";
import { runCommand, startDev } from "./support/outx-gateway.mjs";
import { emptyFolder, folderWithPacked } from "./support/packed.mjs";

const { devDependencies: { wrangler } } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = folderWithPacked("outx-gateway", "outx-sandbox");
const toml = await readToml();
symlinkSync(join(root, "node_modules/wrangler"), join(folder, "node_modules/wrangler"));

async function readToml() {
  const { code, stderr } = await runCommand(folder, ["init", "."]);
  assert.deepEqual([code, stderr], [0, ""]);
  return readFileSync(join(folder, "wrangler.toml"), "utf8");
}

/** Runs `check` with a wrangler.toml in which these texts are replaced. Fails if a replacement does not match. */
async function check(...changes) {
  const text = changes.reduce((before, [pattern, replacement]) => {
    const after = before.replace(pattern, replacement);
    assert.notEqual(after, before, String(pattern));
    return after;
  }, toml);
  writeFileSync(join(folder, "wrangler.toml"), text);
  return runCommand(folder, ["check"]);
}

test("check accepts the project that init writes", async () => {
  const { code, stdout } = await check();
  assert.match(stdout, new RegExp(`^project \\S+ in wrangler\\.toml, wrangler ${wrangler.replaceAll(".", "\\.")}$`, "m"));
  assert.match(stdout, /^ok: nothing is missing$/m);
  assert.equal(code, 0);
});

const LEDGER = /\[\[durable_objects\.bindings\]\]\n#.*\nname = "LEDGER"\nclass_name = "Ledger"\n/;
const SQLITE_CLASSES = 'new_sqlite_classes = ["Ledger", "Limiter"]';

for (const [what, changes, problems] of [
  ["a missing binding", [[LEDGER, ""]], ['the binding LEDGER is missing; add [[durable_objects.bindings]] with name = "LEDGER" and class_name = "Ledger"']],
  [
    "a missing migration", [[/\[\[migrations\]\]\n.*\n.*\n/, ""]],
    ["Ledger of LEDGER", "Limiter of LIMITER"].map((one) => `no migration creates the class ${one}; add [[migrations]] with a new tag and new_sqlite_classes = ["${one.split(" ")[0]}"]`),
  ],
  [
    "a migration of one class only", [[SQLITE_CLASSES, 'new_sqlite_classes = ["Ledger"]']],
    ['no migration creates the class Limiter of LIMITER; add [[migrations]] with a new tag and new_sqlite_classes = ["Limiter"]'],
  ],
  [
    "a migration without SQLite", [[SQLITE_CLASSES, 'new_sqlite_classes = ["Ledger"]\nnew_classes = ["Limiter"]']],
    ["the class Limiter of LIMITER is created without SQLite; list it under new_sqlite_classes in place of new_classes"],
  ],
  [
    "a missing rate limit", [[/name = "RATE_LIMIT"/, 'name = "OTHER"']],
    ['the binding RATE_LIMIT is missing, without which only requests on this machine are served; add [[ratelimits]] with name = "RATE_LIMIT", a namespace_id and simple = { limit = 60, period = 60 }'],
  ],
  [
    "a missing console", [[/\[assets\]\n(?:.+\n)+/, ""]],
    ['the console is not served; add [assets] with directory = "node_modules/outx-gateway/console", binding = "ASSETS" and run_worker_first = true'],
  ],
  ["a console without its policy", [[/^run_worker_first = .*$/m, ""]], ["the console's page does not pass through the Worker; set run_worker_first = true under [assets]"]],
  [
    "a base path with a dot segment", [[/^BASE_PATH = .*$/m, 'BASE_PATH = "/a/../b"']],
    ['BASE_PATH has a dot segment: got "/a/../b", expected a path such as "/outx": a leading slash, then segments of letters, digits, ".", "_", "~" or "-"'],
  ],
  ["a number in place of text", [[/^ACTIONS_PER_HOUR = .*$/m, "ACTIONS_PER_HOUR = 10"]], ['ACTIONS_PER_HOUR is not text; write ACTIONS_PER_HOUR = "10"']],
  [
    "a list in place of text", [[/^SIGN_IN_DOMAINS = .*$/m, 'SIGN_IN_DOMAINS = ["example.com", "example.org"]']],
    ['SIGN_IN_DOMAINS is not text; write SIGN_IN_DOMAINS = "example.com,example.org"'],
  ],
  [
    "mistyped settings", [[/^SIGN_IN_DOMAINS = .*$/m, 'SIGN_IN_DOMAIN = "example.com"'], [/^ACCESS = /m, "ACESS = "]],
    [["ACESS", "ACCESS"], ["SIGN_IN_DOMAIN", "SIGN_IN_DOMAINS"]].map(([name, meant]) => `${name} under [vars] is not a setting of the gateway; ${meant} is probably meant`),
  ],
  ["a base path that is no text", [[/^BASE_PATH = .*$/m, "BASE_PATH = true"]], ['BASE_PATH is not text; write BASE_PATH = "true"']],
]) {
  test(`check names ${what} and what to add`, async () => {
    const { code, stdout, stderr } = await check(...changes);
    assert.equal(stderr, "");
    assert.deepEqual(stdout.match(/(?<=^problem: wrangler\.toml: ).*$/gm), problems);
    assert.match(stdout, problems.length === 1 ? /^1 problem$/m : /^2 problems$/m);
    assert.equal(code, 1);
  });
}

test("a variable is taken for a mistyped setting only when it differs by a typing error or two", () => {
  const { names } = JSON.parse(readFileSync(join(folder, "node_modules/outx-gateway/defaults.json"), "utf8"));
  for (const [name, meant] of [
    ["ALLOWED_ORIGIN", "ALLOWED_ORIGINS"], ["ACCSES", "ACCESS"], ["access", "ACCESS"], ["mcp", "MCP"], ["TURNSTYLE_SITEKEY", "TURNSTILE_SITE_KEY"],
    ["MAP", undefined], ["API_KEY", undefined], ["OUTX_URL", undefined], ["ORIGINS", undefined], ["ENVIRONMENT", undefined],
  ]) {
    assert.equal(findSimilar(name, names), meant, name);
  }
});

test("check leaves a Durable Object of another Worker to that Worker", async () => {
  const { code, stdout } = await check(['class_name = "Ledger"', 'class_name = "Ledger"\nscript_name = "other"'], [SQLITE_CLASSES, 'new_sqlite_classes = ["Limiter"]']);
  assert.deepEqual([code, stdout.match(/^problem: .*$/m)], [0, null]);
});

test("check prints wrangler's message about a configuration that wrangler rejects", async () => {
  const { code, stderr } = await check([/^name = "LEDGER"$/m, ""]);
  assert.match(stderr, /^outx-gateway: wrangler rejects wrangler\.toml: [\s\S]*binding should have a string "name" field/);
  assert.equal(code, 1);
});

test("check says what to install: wrangler, a newer wrangler, the package", async () => {
  const parent = emptyFolder();
  const project = (name) => {
    const path = join(parent, name);
    mkdirSync(path);
    writeFileSync(join(path, "wrangler.toml"), toml);
    return path;
  };
  const install = `npm install --save-dev wrangler@${wrangler}`;
  const without = project("without");
  assertFailure(await runCommand(folder, ["check"], { cwd: without }), `wrangler is not installed in ${without}; run: ${install}`);

  const old = project("old");
  mkdirSync(join(old, "node_modules/wrangler"), { recursive: true });
  for (const version of ["3.114.9", "4.35.0"]) {
    writeFileSync(join(old, "node_modules/wrangler/package.json"), JSON.stringify({ name: "wrangler", version }));
    assertFailure(await runCommand(folder, ["check"], { cwd: old }), `wrangler ${version} is too old: the gateway's bindings need 4.36.0 or newer; run: ${install}`);
  }

  rmSync(join(old, "node_modules/wrangler"), { recursive: true });
  symlinkSync(join(root, "node_modules/wrangler"), join(old, "node_modules/wrangler"));
  const { code, stdout } = await runCommand(folder, ["check"], { cwd: old });
  assert.match(stdout, /^problem: wrangler\.toml: names files of outx-gateway, which is not installed; run: npm install outx-gateway@\d+\.\d+\.\d+\S*$/m);
  assert.equal(code, 1);

  const hint = "write a project with: npx outx-gateway init, or name a running gateway: outx-gateway check URL";
  assertFailure(await runCommand(folder, ["check"], { cwd: parent }), `there is no wrangler.toml in ${parent}; ${hint}`);
});

test("dev runs beside a project that cannot be deployed, and says what is missing", async (t) => {
  await check([SQLITE_CLASSES, 'new_sqlite_classes = ["Ledger"]']);
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"]);
  await gateway.stderr(/^before you deploy: wrangler\.toml: no migration creates the class Limiter of LIMITER; /m);
  assert.equal((await fetch(`${gateway.url}/_gateway/health`)).status, 200);
});

test("dev names a setting that is empty, weak or wrong, and the kind of access that lacks one", async () => {
  const at = (text) => `the gateway is misconfigured: ${text}; correct it in .dev.vars or the environment`;
  const project = emptyFolder();
  for (const [devVars, message] of [
    ["SESSION_SECRET=\n", at("SESSION_SECRET is missing: set at least 32 random bytes")],
    ["SESSION_SECRET=0123456789012345678901234567890\n", at("SESSION_SECRET must be at least 32 bytes")],
    [`SESSION_SECRET=${"ab".repeat(16)}\n`, /^the gateway is misconfigured: SESSION_SECRET .+; correct it in \.dev\.vars or the environment$/],
    ["ACCESS=token\nOUTX_API_KEY=outx_project0canary1\n", /^the gateway is misconfigured: TOKEN_SECRET is missing, and ACCESS has token: /],
    [`ACCESS=token\nTOKEN_SECRET=${"0123456789abcdef".repeat(2)}\n`, /^the gateway is misconfigured: OUTX_API_KEY /],
    // Counted as the operator wrote them, not after the origins that `dev` adds.
    [`SESSION_SECRET=${"0123456789abcdef".repeat(2)}\nALLOWED_ORIGINS=https://app.example,*\n`, at("ALLOWED_ORIGINS must hold exact origins such as https://app.example, which entry 2 is not")],
  ]) {
    writeFileSync(join(project, ".dev.vars"), devVars);
    assertFailure(await runCommand(folder, ["dev", "--port", "0", "--sandbox-port", "0"], { cwd: project }), message);
  }
});

test("dev says that Turnstile is on when its secret is set, with or without a site key", async (t) => {
  const env = { ACCESS: "public", OUTX_API_KEY: "outx_project0canary1", TURNSTILE_SECRET: "turnstile-secret-of-tests" };
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"], { env });
  await gateway.stderr(/^access: public; key: OUTX_API_KEY; Turnstile: on$/m);
});

test("dev rejects an invalid base path before it starts anything", async () => {
  const cwd = emptyFolder();
  for (const [path, reason] of [
    ["outx", "has no leading slash"], ["/a/../b", "has a dot segment"], ["/outx?a=b", "has a query or a fragment"], ["/a%2Fb", "has a character that is not allowed"],
  ]) {
    const { code, stderr } = await runCommand(folder, ["dev", "--port", "0", "--sandbox-port", "0"], { cwd, env: { BASE_PATH: path } });
    assert.match(stderr, new RegExp(`^outx-gateway: BASE_PATH ${reason}: got .+, expected a path such as "/outx": .+; correct it in \\.dev\\.vars or the environment$`, "m"));
    assert.doesNotMatch(stderr, /^sandbox /m);
    assert.equal(code, 1);
  }
});

test("a slash at the end of a base path is ignored", async (t) => {
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"], { env: { BASE_PATH: "/outx/" } });
  assert.match(gateway.url, /:\d+\/outx$/);
});

test("init writes nothing beside a configuration that wrangler prefers, and reports a folder that it cannot create", async () => {
  const parent = emptyFolder();
  for (const name of ["wrangler.jsonc", "wrangler.json"]) {
    const own = join(parent, name.replace(".", "-"));
    mkdirSync(own);
    writeFileSync(join(own, name), "{}");
    const message = `${name} exists, which wrangler reads in place of wrangler.toml; mount the gateway in that Worker with createGateway, or choose another folder: outx-gateway init DIR`;
    assertFailure(await runCommand(folder, ["init"], { cwd: own }), message);
    assert.deepEqual(readdirSync(own), [name]);
  }
  writeFileSync(join(parent, "file"), "");
  assertFailure(await runCommand(folder, ["init", "file"], { cwd: parent }), /^cannot create the folder \S+\/file: EEXIST/);
  assertFailure(await runCommand(folder, ["init", "one", "two"], { cwd: parent }), /^unexpected argument "two"; usage: outx-gateway init \[DIR\]$/);
});

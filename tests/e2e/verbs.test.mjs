// The npm commands, as they are used in a terminal.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { counts, layerCounts } from "../../scripts/lib/counts.mjs";
import { keepSessionSecret } from "../../scripts/lib/dev-vars.mjs";
import { environmentOf } from "../../scripts/lib/environment.mjs";
import { root } from "../../scripts/lib/process.mjs";
import { releaseProblems } from "../../scripts/lib/release.mjs";
import { missingSecrets, neededSecrets } from "../../scripts/lib/secrets.mjs";
import { excess } from "../../scripts/lib/size.mjs";
import { startStack, stop } from "../support/stack.mjs";

test("a second npm start is ready within 15 seconds, and leaves no process behind", async (t) => {
  const first = await startStack(t);
  await stop(first.child);
  const second = await startStack(t);
  assert.ok(second.startedInMs < 15_000, `took ${second.startedInMs} ms`);
  t.diagnostic(`ready after ${second.startedInMs} ms`);

  const started = descendants(second.child.pid);
  assert.ok(started.some(({ command }) => command.includes("workerd")), "workerd is among what was started");
  second.child.kill("SIGTERM");
  assert.equal(await second.child.ended, 143);
  for (const url of [second.url, second.sandbox.url]) await assert.rejects(fetch(url), `${url} still responds`);
  const alive = processes();
  assert.deepEqual(started.filter(({ pid }) => alive.some((process) => process.pid === pid)), []);
});

test("a port in use is reported in one sentence that says what to do", async (t) => {
  const port = await taken(t);
  for (const name of ["PORT", "SANDBOX_PORT"]) {
    const { status, stderr } = npm("start", { PORT: "0", SANDBOX_PORT: "0", [name]: String(port) });
    assert.equal(status, 1);
    assert.equal(stderr, `error: port ${port} is in use; end what uses it or choose another, for example ${name}=${port + 10}\n`);
  }
});

test("an invalid port is rejected", () => {
  assert.equal(npm("start", { PORT: "http" }).stderr, 'error: PORT must be a port from 0 to 65535, not "http"\n');
});

test("an invalid base path is rejected before anything is built", () => {
  const allowed = 'a path such as "/outx": a leading slash, then segments of letters, digits, ".", "_", "~" or "-"';
  const stderr = `error: BASE_PATH has no leading slash: got "outx", expected ${allowed}; correct it in .dev.vars or the environment\n`;
  assert.equal(npm("start", { PORT: "0", SANDBOX_PORT: "0", BASE_PATH: "outx" }).stderr, stderr);
});

test("an unknown check or test layer is rejected with the known ones", () => {
  assert.match(npm("run check -- formt", {}).stderr, /^error: no check "formt"; there are format, (\S+, )+size\n$/);
  assert.match(npm("test -- hots", {}).stderr, /^error: no test layer "hots"; there are host, tooling, types, (\S+, )+package-long, frameworks\n$/);
});

test("a check that fails names the command to run next", (t) => {
  const bin = mkdtempSync(join(tmpdir(), "outx-bin-"));
  t.after(() => rmSync(bin, { recursive: true }));
  writeFileSync(join(bin, "cargo"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const { status, stderr } = npm("run check -- format docs", { PATH: `${bin}:${process.env.PATH}` });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    "error: 2 of 2 checks fail\n" +
      "format: cargo ended with 1; next: cargo fmt --all\n" +
      "docs: cargo ended with 1; next: npm run check -- docs\n",
  );
});

test("deploy without an account says how to get one", () => {
  const home = mkdtempSync(join(tmpdir(), "outx-home-"));
  const { status, stderr } = npm("run deploy", { XDG_CONFIG_HOME: home, HOME: home, CLOUDFLARE_API_TOKEN: "" });
  rmSync(home, { recursive: true });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    "error: no Cloudflare account; run npx wrangler login, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID\n",
  );
});

test("deploy asks for the secrets that the kinds of access need", () => {
  assert.deepEqual(neededSecrets({}), ["SESSION_SECRET"]);
  assert.deepEqual(neededSecrets({ ACCESS: "token, public" }), ["SESSION_SECRET", "TOKEN_SECRET", "OUTX_API_KEY"]);
});

test("a missing secret is reported with the command that sets it", () => {
  const hint = "(openssl rand -base64 48 makes a good SESSION_SECRET or TOKEN_SECRET)";
  const put = "missing secrets: A, B; set each with npx wrangler secret put NAME";
  assert.equal(missingSecrets(["A", "B"], ""), `${put} ${hint}`);
  assert.equal(missingSecrets(["A", "B"], "staging"), `${put} --env staging ${hint}`);
});

test("an environment of wrangler.toml has every setting of the top-level Worker", () => {
  const top = environmentOf(["--dry-run"]);
  assert.equal(top.name, "");
  for (const args of [["--env", "staging"], ["-e", "staging"], ["--env=production"]]) {
    const { name, vars } = environmentOf(args);
    assert.equal(name, args.at(-1).replace("--env=", ""));
    assert.deepEqual(Object.keys(vars).sort(), Object.keys(top.vars).sort());
  }
});

test("deploy to an unknown environment names the known ones", () => {
  const { status, stderr } = npm("run deploy -- --env stagging --dry-run", {});
  assert.equal(status, 1);
  assert.equal(stderr, 'error: wrangler.toml has no environment "stagging"; there are staging, production\n');
});

test("the local session secret is created once, for the owner only", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-vars-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, ".dev.vars");

  assert.equal(keepSessionSecret(file), true);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const made = readFileSync(file, "utf8");
  assert.match(made, /^SESSION_SECRET=[\w-]{64}\n$/);
  assert.equal(keepSessionSecret(file), false);
  assert.equal(readFileSync(file, "utf8"), made);
});

test("existing settings are kept", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-vars-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, ".dev.vars");
  writeFileSync(file, "OUTX_API_KEY=k");

  keepSessionSecret(file);
  assert.match(readFileSync(file, "utf8"), /^OUTX_API_KEY=k\nSESSION_SECRET=[\w-]{64}\n$/);
});

test("a .dev.vars that others can read is made private to its owner, whether or not a secret is added", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-vars-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, ".dev.vars");
  writeFileSync(file, "OUTX_API_KEY=k\n");
  for (const writes of [true, false]) {
    chmodSync(file, 0o644);
    assert.equal(keepSessionSecret(file), writes);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  }
});

test("a release needs agreement on its version, a tag, a clean tree and provenance", () => {
  const publishConfig = { access: "public", provenance: true };
  const good = { manifest: { version: "1.2.0", publishConfig }, crates: "1.2.0", changelog: "# Changelog\n\n## 1.2.0\n", tags: ["v1.2.0"], changes: [] };
  assert.deepEqual(releaseProblems(good), []);
  assert.deepEqual(
    releaseProblems({ manifest: { version: "1.2.1", private: true }, crates: "1.2.0", changelog: "## 1.2.10\n", tags: ["v1.2.0"], changes: [" M a"] }),
    [
      "Cargo.toml has version 1.2.0, pkg/package.json has 1.2.1",
      "CHANGELOG.md has no section for 1.2.1",
      "the commit has no tag v1.2.1",
      "the work tree has changes:  M a",
      "pkg/package.json needs publishConfig with access public and provenance true",
      "pkg/package.json is private",
    ],
  );
  assert.deepEqual(
    releaseProblems({ ...good, folder: "worker/npm", manifest: { ...good.manifest, dependencies: { "outx-sandbox": "1.1.0", miniflare: "4.0.0" } } }),
    ["worker/npm/package.json depends on outx-sandbox 1.1.0, expected 1.2.0"],
  );
});

test("a size over its budget and tolerance is reported, and so is a size without a budget", () => {
  assert.deepEqual(excess("gateway", 1030, 1000, 0.03), []);
  assert.deepEqual(excess("gateway", 1031, 1000, 0.03), ["the gateway is 1031 bytes, over its budget of 1000 by more than 3 %"]);
  assert.deepEqual(excess("gateway", 1, undefined, 0.03), ["the gateway is 1 bytes, over its budget of undefined by more than 3 %"]);
});

test("the totals of both test runners are read", () => {
  const output = [
    "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
    "﹣ opens in Deno (0.08ms) # no Deno on this machine",
    "ℹ pass 4",
    "ℹ fail 1",
    "ℹ cancelled 1",
    "ℹ skipped 1",
  ].join("\n");
  assert.deepEqual(counts(output), { passed: 19, failed: 4, skipped: 2, reasons: ["opens in Deno: no Deno on this machine"] });
});

test("a test layer that runs nothing fails, unless it says why", () => {
  const skipped = "﹣ opens in Deno (0.08ms) # no Deno on this machine\nℹ pass 0\nℹ fail 0\nℹ skipped 1";
  assert.equal(layerCounts(skipped, 0).failed, 0);
  assert.equal(layerCounts(skipped, 1).failed, 1);
  assert.equal(layerCounts("ℹ pass 0\nℹ fail 0", 0).failed, 1);
  assert.equal(layerCounts("error: could not compile", 101).failed, 1);
  assert.equal(layerCounts("ℹ pass 1\nℹ fail 2", 1).failed, 2);
});

function npm(verb, env) {
  // --silent omits the two lines that npm itself prints.
  return spawnSync("npm", ["--silent", ...verb.split(" ")], { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
}

async function taken(t) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return server.address().port;
}

function descendants(pid) {
  const all = processes();
  const children = (parent) => all.filter((process) => process.parent === parent);
  const walk = (parent) => children(parent).flatMap((child) => [child, ...walk(child.pid)]);
  return walk(pid);
}

function processes() {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/))
    // A zombie process has ended, even if its new parent has not reaped it yet.
    .filter((found) => found && !found[3].startsWith("Z"))
    .map(([, pid, parent, , command]) => ({ pid: Number(pid), parent: Number(parent), command }));
}

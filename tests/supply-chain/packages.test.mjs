// The npm packages of the build and the tests are locked, work without their install scripts, and have no known vulnerability.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";

const FOLDERS = ["", "tests/package/long"];
// Their scripts only check the binary of an optional package, or compile it where there is none.
const WITH_SCRIPTS = ["@parcel/watcher", "@swc/core", "bun", "deno", "esbuild", "lmdb", "msgpackr-extract", "msw", "sharp", "spawn-sync", "workerd"];

/** The third-party packages in the lockfile, as `[path, entry]`. */
function locked(folder) {
  const { packages } = JSON.parse(readFileSync(join(root, folder, "package-lock.json"), "utf8"));
  return Object.entries(packages).filter(([path, entry]) => path.includes("node_modules/") && !entry.link);
}

test("every lockfile satisfies package.json, with checksums", () => {
  for (const folder of FOLDERS) {
    execFileSync("npm", ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: join(root, folder), stdio: ["ignore", "ignore", "pipe"] });
    assert.deepEqual(locked(folder).filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path), []);
  }
});

test("only known packages have an install script", () => {
  const found = FOLDERS.flatMap((folder) => locked(folder).filter(([, entry]) => entry.hasInstallScript));
  const names = found.map(([path]) => path.split("node_modules/").at(-1));
  assert.deepEqual([...new Set(names)].sort(), WITH_SCRIPTS);
});

test("the packages of the build work without their install scripts", () => {
  const run = (...command) => execFileSync(join(root, "node_modules", command[0]), command.slice(1), { encoding: "utf8" }).trim();
  const version = (name) => JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
  for (const esbuild of ["esbuild", "wrangler/node_modules/esbuild"]) assert.equal(run(`${esbuild}/bin/esbuild`, "--version"), version(esbuild));
  assert.match(run(".bin/workerd", "--version"), /^workerd \d/);
  execFileSync("node", ["--eval", "require('sharp')"], { cwd: root });
});

for (const folder of FOLDERS) {
  test(`no package of ${folder || "the root"} has a known vulnerability`, (t) => {
    const { stdout } = spawnSync("npm", ["audit", "--json"], { cwd: join(root, folder), encoding: "utf8" });
    const { rejected, found } = judge(stdout);
    if (rejected) return t.skip(`the registry does not say: ${rejected}`);
    assert.deepEqual(found, []);
  });
}

test("an error response of the registry, a finding and a failure of npm audit are distinguished", () => {
  const rejection = { message: "405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk", statusCode: 405 };
  assert.deepEqual(judge(JSON.stringify(rejection)), { rejected: rejection.message });
  assert.deepEqual(judge(JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} })), { found: [] });
  const planted = { name: "left", severity: "high", range: "<1.2.0" };
  assert.deepEqual(judge(JSON.stringify({ auditReportVersion: 2, vulnerabilities: { left: planted } })), { found: ["left <1.2.0: high"] });
  assert.throws(() => judge('{ "error": { "code": "ENOLOCK", "summary": "This command requires an existing lockfile." } }'), /ENOLOCK/);
});

/** Parses the output of `npm audit --json`: `rejected` is the reason why the registry sent no report, `found` the vulnerabilities. */
function judge(printed) {
  const report = JSON.parse(printed);
  if (report.auditReportVersion) {
    return { found: Object.values(report.vulnerabilities).map(({ name, range, severity }) => `${name} ${range}: ${severity}`) };
  }
  // npm's own failures have a code; errors of the network or the registry have only a `message`.
  if (!report.message || report.error?.code) throw new Error(`npm audit failed: ${printed}`);
  return { rejected: report.message };
}

// The folder of the deploy button has the files that `init` writes, so that both ways create the same project.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";

const NAME = "outx-gateway";
const FOLDER = `examples/${NAME}`;

function filesIn(folder) {
  return Object.fromEntries(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

test("the folder of the deploy button equals what init writes", (t) => {
  const parent = mkdtempSync(join(tmpdir(), "outx-deploy-"));
  t.after(() => rmSync(parent, { recursive: true, force: true }));
  const { status, stderr } = spawnSync("node", [join(root, "worker/npm/cli.js"), "init", NAME], { cwd: parent, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const hint = `${FOLDER} is stale; remove it, and run node worker/npm/cli.js init ${FOLDER}`;
  assert.deepEqual(filesIn(join(root, FOLDER)), filesIn(join(parent, NAME)), hint);
});

test("the project builds nothing: the Worker and the console come from the npm package", () => {
  const { "wrangler.toml": config, "package.json": manifest } = filesIn(join(root, FOLDER));
  assert.doesNotMatch(config, /^\[build\]/m);
  assert.match(config, /^main = "node_modules\/outx-gateway\/worker\.js"$/m);
  const { dependencies, scripts } = JSON.parse(manifest);
  assert.deepEqual(Object.keys(dependencies), ["outx-gateway"]);
  assert.equal(scripts.build, undefined);
});

test("all secrets of the project are commented out, so that the deploy button asks for each and none has a default", () => {
  const lines = filesIn(join(root, FOLDER))[".dev.vars.example"].split("\n").filter((line) => line.trim() !== "");
  assert.deepEqual(lines.filter((line) => !line.startsWith("#")), []);
});

// The packed outx-sandbox in an empty folder: in process, as a server, as a command, and behind the packed client.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { folderWithPacked } from "./support/packed.mjs";

const folder = folderWithPacked("outx-sandbox", "outx-client");

test("outx-sandbox has no dependencies", () => {
  assert.deepEqual(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")).sort(), ["outx-client", "outx-sandbox"]);
});

test("outx-sandbox can be required where Node cannot require ES modules, as before 20.19", () => {
  const program = `
    const { createSandbox } = require("outx-sandbox");
    (async () => {
      const sandbox = await createSandbox();
      const { url } = await sandbox.listen();
      const { status } = await fetch(url + "/api-team", { headers: { "x-api-key": sandbox.key } });
      await sandbox.stop();
      console.log(status);
    })();
  `;
  const args = ["--no-experimental-require-module", "--input-type=commonjs", "--eval", program];
  assert.equal(execFileSync("node", args, { cwd: folder, encoding: "utf8" }), "200\n");
});

test("the packed client reads from the sandbox, in process and through a server", () => {
  const output = runProgram(`
    import { Outx } from "outx-client";
    import { createSandbox } from "outx-sandbox";

    const sandbox = await createSandbox({ seed: 7 });
    await sandbox.fault("GET", "/api-team", { status: 503 });
    const inProcess = await new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch }).team.get();
    const server = await sandbox.listen({ port: 0 });
    const served = await new Outx({ apiKey: sandbox.key, baseUrl: server.url }).team.get();
    const requests = await sandbox.requests();
    await sandbox.stop();
    console.log(JSON.stringify({ same: inProcess.team.id === served.team.id, paths: requests.map(({ path }) => path) }));
  `);
  assert.deepEqual(JSON.parse(output), { same: true, paths: ["/api-team", "/api-team", "/api-team"] });
});

test("outx-client/testing starts outx-sandbox in a process of its own, which ends with the process of the test", async () => {
  const output = runProgram(`
    import { execFileSync } from "node:child_process";
    import { Outx } from "outx-client";
    import { startSandbox } from "outx-client/testing";

    const sandbox = await startSandbox();
    const { team } = await new Outx({ apiKey: sandbox.key, baseUrl: sandbox.url }).team.get();
    // Responds while this process waits synchronously.
    const script = "fetch(process.argv[1]).then((response) => console.log(response.status))";
    const status = Number(execFileSync(process.execPath, ["-e", script, sandbox.url + "/__sandbox/teams"], { encoding: "utf8" }));
    console.log(JSON.stringify({ hasTeam: Boolean(team.id), status, url: sandbox.url }));
  `);
  const { hasTeam, status, url } = JSON.parse(output);
  assert.deepEqual([hasTeam, status], [true, 200]);
  await assert.rejects(fetch(url), ({ cause }) => cause.code === "ECONNREFUSED");
});

test("without outx-sandbox, outx-client/testing says what to install", () => {
  const alone = folderWithPacked("outx-client");
  const output = runProgram(
    `import { startSandbox } from "outx-client/testing"; console.log(await startSandbox().catch((error) => error.message));`,
    alone,
  );
  assert.equal(output, "outx-sandbox (outx-sandbox) could not be started (ENOENT); install the package: npm install --save-dev outx-sandbox\n");
});

test("the command serves on the port and accepts the key that it prints, until SIGTERM", async (t) => {
  const child = spawn(join(folder, "node_modules/.bin/outx-sandbox"), ["--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const [chunk] = await once(child.stdout.setEncoding("utf8"), "data", { signal: AbortSignal.timeout(30_000) });
  const [, url, key] = chunk.match(/^listening (http:\/\/127\.0\.0\.1:\d+)\nAPI key of the demo team: (\S+)\n$/);
  const team = await fetch(`${url}/api-team`, { headers: { "x-api-key": key } });
  assert.equal(team.status, 200);
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

/** Runs a module in the folder and returns its output. It finds no native sandbox, neither on the PATH nor by OUTX_SANDBOX. */
function runProgram(source, cwd = folder) {
  writeFileSync(join(cwd, "program.mjs"), source);
  const { OUTX_SANDBOX, ...env } = process.env;
  return execFileSync(process.execPath, ["program.mjs"], { cwd, encoding: "utf8", timeout: 60_000, env: { ...env, PATH: "/usr/bin:/bin" } });
}

// The packed outx-sandbox in an empty folder: in process, as a server, as a command, and behind the packed client.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { folderWithPacked } from "./support/packed.mjs";

const folder = folderWithPacked("outx-sandbox", "outx-client");

test("it brings no dependency", () => {
  assert.deepEqual(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")).sort(), ["outx-client", "outx-sandbox"]);
});

test("the packed client reads from it, in process and through a server", () => {
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

test("the command serves on the port that it prints, until SIGTERM", async (t) => {
  const child = spawn(join(folder, "node_modules/.bin/outx-sandbox"), ["--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const [chunk] = await once(child.stdout.setEncoding("utf8"), "data", { signal: AbortSignal.timeout(30_000) });
  const [, url] = chunk.match(/^listening (http:\/\/127\.0\.0\.1:\d+)\n$/);
  const { teams } = await (await fetch(`${url}/__sandbox/teams`)).json();
  const team = await fetch(`${url}/api-team`, { headers: { "x-api-key": teams[0].api_key } });
  assert.equal(team.status, 200);
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

function runProgram(source) {
  writeFileSync(join(folder, "program.mjs"), source);
  return execFileSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
}

// `outx-client/testing`, as in a user's own test.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Outx } from "outx-client";
import { Sandbox, startSandbox } from "outx-client/testing";

import { binary } from "../support/sandbox.mjs";
import { rejection } from "./support/client.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a sandbox has an address, a key, codes and faults, and can be stopped", async (t) => {
  const sandbox = await startSandbox({ binary });
  t.after(() => sandbox.stop());
  const outx = new Outx({ apiKey: sandbox.key, baseUrl: sandbox.url });

  await sandbox.fault("GET", "/api-team", { status: 429, headers: { "retry-after": "0" } });
  await outx.team.get();
  assert.equal(outx.usage().retries, 1);

  const email = "new@outx.test";
  assert.match((await rejection(sandbox.otp(email))).message, /^no one-time code was sent to new@outx\.test; call auth\.sendOtp first$/);
  await outx.auth.sendOtp({ email });
  assert.match(await sandbox.otp(email), /^\d{6}$/);

  await sandbox.stop();
  await sandbox.stop();
  assert.equal((await rejection(fetch(sandbox.url))).cause.code, "ECONNREFUSED");
});

test("a reset keeps the key and forgets the rest", async (t) => {
  const sandbox = await startSandbox({ binary });
  t.after(() => sandbox.stop());
  await sandbox.fault("GET", "/api-team", { status: 500 }, 9);
  await sandbox.reset();
  await new Outx({ apiKey: sandbox.key, baseUrl: sandbox.url, retry: false }).team.get();
  assert.equal((await sandbox.requests()).length, 1);
});

test("a sandbox that is already running can be controlled, and keeps running", async (t) => {
  const sandbox = await startSandbox({ binary });
  t.after(() => sandbox.stop());
  const other = new Sandbox(sandbox.url);
  assert.equal((await other.demoTeam()).api_key, sandbox.key);
  await other.stop();
  assert.equal((await other.teams()).length, 1);
  const error = await rejection(other.switch({ task_plan: "soon" }));
  assert.match(error.message, /^POST \/__sandbox\/switches returned 400: /);
});

test("a program that is missing or is not a sandbox is named in the error", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-testing-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const program = (name, text, timeoutMs = 10_000) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return { binary: join(folder, name), timeoutMs };
  };
  const failure = async (options) => (await rejection(startSandbox(options))).message.replace(`${folder}/`, "");

  assert.equal(
    await failure({ binary: join(folder, "none") }),
    "outx-sandbox (none) could not be started (ENOENT); " +
      "give its path as binary or in OUTX_SANDBOX, or install it: cargo install --locked --path sandbox",
  );
  assert.equal(await failure(program("ends", "exit 3")), "outx-sandbox (ends) ended with code 3");
  assert.equal(await failure(program("greets", "echo hello; exec cat /dev/zero > /dev/null")), 'outx-sandbox (greets) said "hello" where its address was expected');
  assert.equal(await failure(program("silent", "exec cat /dev/zero > /dev/null", 500)), "outx-sandbox (silent) did not listen within 500 ms");
});

test("a sandbox that is never stopped keeps no process alive and ends with it", async () => {
  const program = 'import { startSandbox } from "outx-client/testing"; console.log((await startSandbox()).url);';
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root, encoding: "utf8", timeout: 20_000, env: { ...process.env, OUTX_SANDBOX: binary },
  });
  assert.equal(status, 0);
  assert.equal((await rejection(fetch(stdout.trim()))).cause.code, "ECONNREFUSED");
});

test("a test that waits for the end of a sandbox outlives it, even when its output ends after it", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-testing-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const wrapper = join(folder, "wrapper");
  writeFileSync(wrapper, `#!/bin/sh\n'${binary}' "$@" &\ntrap 'kill $!; exit 0' TERM\nwait\n`, { mode: 0o755 });
  const program = 'import { startSandbox } from "outx-client/testing"; await (await startSandbox()).stop(); console.log("stopped");';
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root, encoding: "utf8", timeout: 20_000, env: { ...process.env, OUTX_SANDBOX: wrapper },
  });
  assert.equal(stdout, "stopped\n");
});

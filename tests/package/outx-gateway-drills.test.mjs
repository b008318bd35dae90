// Rotates secrets as docs/deploy.md and docs/operate.md describe, with the packed command on this machine.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { mintToken } from "outx-client/server";

import { createSandbox } from "../../sandbox/npm/node.js";
import { runCommand, signInAt, startDev } from "./support/outx-gateway.mjs";
import { folderWithPacked } from "./support/packed.mjs";

const [FIRST, SECOND, THIRD] = ["first", "second", "third"].map((name) => `${name}-session-secret-of-tests-0123456789`);
const TOKEN_SECRET = "token-secret-of-tests-9876543210-abc";
const LEAKED = "outx_leaked0leaked1leaked2";

/** A folder with the command, and a sandbox. `start(settings)` stops the last gateway and starts one with these .dev.vars and the same state. */
async function operate(t) {
  const folder = folderWithPacked("outx-gateway", "outx-sandbox");
  const sandbox = await createSandbox();
  t.after(() => sandbox.stop());
  const { url } = await sandbox.listen();
  let last;
  const start = async (settings) => {
    await last?.stop();
    writeFileSync(join(folder, ".dev.vars"), Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(""));
    last = await startDev(t, folder, ["--upstream", url]);
    return last.url;
  };
  const signIn = async (gateway) => (await signInAt(gateway, url)).split(";")[0];
  return { folder, sandbox, start, signIn };
}

/** Returns the status and the error code of a read with these headers. */
async function read(gateway, headers) {
  const response = await fetch(`${gateway}/api-team`, { headers });
  return [response.status, (await response.json()).code];
}

test("a session remains valid when its secret is rotated, and ends when the secret is replaced or all sessions are ended", async (t) => {
  const { start, signIn } = await operate(t);
  const before = await start({ SESSION_SECRET: FIRST });
  const cookie = await signIn(before);

  const rotated = await start({ SESSION_SECRET: SECOND, SESSION_SECRET_PREVIOUS: FIRST });
  assert.deepEqual(await read(rotated, { cookie }), [200, undefined]);

  const replaced = await start({ SESSION_SECRET: THIRD });
  assert.deepEqual(await read(replaced, { cookie }), [401, "session_expired"]);
  const second = await signIn(replaced);
  assert.deepEqual(await read(replaced, { cookie: second }), [200, undefined]);

  // The end of the present second: later than the last sign-in.
  const endMs = Math.ceil(Date.now() / 1_000) * 1_000;
  const ended = await start({ SESSION_SECRET: THIRD, SESSIONS_NOT_BEFORE: new Date(endMs).toISOString().replace(".000Z", "Z") });
  assert.deepEqual(await read(ended, { cookie: second }), [401, "session_expired"]);
  // Sign-in is disabled before that time, and the gateway may have started earlier.
  await delay(Math.max(0, endMs - Date.now()));
  assert.deepEqual(await read(ended, { cookie: await signIn(ended) }), [200, undefined]);
});

test("the next key replaces a rejected one without a failed call, and check shows which key is in use", async (t) => {
  const { folder, sandbox, start } = await operate(t);
  const settings = { SESSION_SECRET: FIRST, ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: LEAKED, OUTX_API_KEY_NEXT: sandbox.key };
  const both = await start(settings);
  const token = await mintToken({ secret: TOKEN_SECRET, subject: "drill", scope: "write" });
  const authorization = `Bearer ${token}`;
  assert.deepEqual(await read(both, { authorization }), [200, undefined]);
  const status = async (gateway) => (await runCommand(folder, ["check", gateway], { env: { OUTX_GATEWAY_TOKEN: token } })).stdout;
  assert.match(await status(both), /^key in use: OUTX_API_KEY_NEXT$/m);

  const { OUTX_API_KEY_NEXT, ...others } = settings;
  const done = await start({ ...others, OUTX_API_KEY: OUTX_API_KEY_NEXT });
  assert.deepEqual(await read(done, { authorization }), [200, undefined]);
  assert.match(await status(done), /^key in use: OUTX_API_KEY$/m);
});

// The command outx-gateway, as installed in a folder.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { waitUntil } from "../../support/wait.mjs";

const READY_TIMEOUT_MS = 60_000;

/** The variables of this process, without those that are settings of a gateway. */
function cleanEnv(env) {
  const { OUTX_UPSTREAM, OUTX_API_KEY, ALLOWED_ORIGINS, ACCESS, SESSION_SECRET, npm_command, ...rest } = process.env;
  return { ...rest, ...env };
}

/** Runs the command to its end: `{ code, stdout, stderr }`. */
export async function runCommand(folder, args, { env, cwd = folder } = {}) {
  const child = spawnCommand(folder, args, env, cwd);
  const [code] = await once(child, "close");
  return { code, ...child.output };
}

/**
 * Starts `outx-gateway dev`, which ends with `t`: `{ url, sandboxUrl, readyMs, output, stop, stderr }`. `stop` sends SIGINT and resolves with the exit code;
 * `stderr(pattern)` waits until its stderr matches.
 */
export async function startDev(t, folder, args = [], { env } = {}) {
  const began = performance.now();
  const child = spawnCommand(folder, ["dev", "--port", "0", ...args], env, folder);
  const closed = once(child, "close").then(([code]) => code);
  const stop = () => {
    child.kill("SIGINT");
    return closed;
  };
  t.after(() => child.exitCode === null && stop());
  const timeout = setTimeout(() => child.kill("SIGKILL"), READY_TIMEOUT_MS);
  const url = await Promise.race([waitForReady(child), closed]);
  clearTimeout(timeout);
  if (typeof url !== "string") throw new Error(`outx-gateway dev ended with ${url}:\n${child.output.stdout}${child.output.stderr}`);
  const sandboxUrl = child.output.stderr.match(/^sandbox (http:\S+):/m)?.[1];
  return { url, sandboxUrl, readyMs: performance.now() - began, stop, output: child.output, stderr: (pattern) => waitUntil(() => pattern.test(child.output.stderr), `stderr to have ${pattern}`) };
}

function spawnCommand(folder, args, env, cwd) {
  const child = spawn(join(folder, "node_modules/.bin/outx-gateway"), args, { cwd, env: cleanEnv(env), stdio: ["ignore", "pipe", "pipe"] });
  child.output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (chunk) => (child.output[name] += chunk));
  return child;
}

function waitForReady(child) {
  return new Promise((resolve) => {
    child.stdout.on("data", () => {
      const [, url] = child.output.stdout.match(/^ready (http:\S+)\n/m) ?? [];
      if (url) resolve(url);
    });
  });
}

/** Signs in by one-time code and returns the session cookie, `name=value`. */
export async function signInAt(url, sandboxUrl, email = "demo@outx.test") {
  const post = (path, body) =>
    fetch(`${url}/linkedin-agent/${path}`, {
      method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", origin: new URL(url).origin },
    });
  const sent = await post("auth-send-otp", { email });
  if (!sent.ok) throw new Error(`auth-send-otp: ${sent.status} ${await sent.text()}`);
  const { codes } = await (await fetch(`${sandboxUrl}/__sandbox/outbox?email=${email}`)).json();
  const verified = await post("auth-verify-otp", { email, otp: codes.at(-1).otp });
  if (!verified.ok) throw new Error(`auth-verify-otp: ${verified.status} ${await verified.text()}`);
  return verified.headers.get("set-cookie");
}

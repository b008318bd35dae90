// Measures the time to the first response of a sandbox in a new Node process: the npm package in process, compared with spawning the native
// binary. Both include the time to load Node's fetch.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { root, run } from "../../scripts/lib/process.mjs";
import { compare, rounds } from "../lib/rounds.mjs";

const ROUNDS = 25;

const IN_PROCESS = `
  const began = performance.now();
  const { createSandbox } = await import("outx-sandbox");
  const sandbox = await createSandbox();
  const response = await sandbox.fetch("http://localhost/api-team", { headers: { "x-api-key": sandbox.key } });
  await response.text();
  const ms = performance.now() - began;
  if (response.status !== 200) throw new Error("status " + response.status);
  console.log(ms);`;

// Every sandbox without a seed has the same key, so the binary need not be asked for it.
const SPAWNED = `
  const began = performance.now();
  const { spawn } = await import("node:child_process");
  const child = spawn(process.env.SANDBOX, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const response = await fetch(line.replace(/^listening (\\S+)[^]*/, "$1/api-team"), { headers: { "x-api-key": process.env.KEY } });
  await response.text();
  const ms = performance.now() - began;
  child.kill();
  if (response.status !== 200) throw new Error("status " + response.status);
  console.log(ms);
  process.exit();`;

export const names = ["sandbox-start"];

export async function measure() {
  await run("scripts/build/sandbox-wasm");
  await run("cargo", ["build", "--quiet", "--locked", "--release", "--package", "outx-sandbox"]);
  const { createSandbox } = await import("outx-sandbox");
  const env = { ...process.env, SANDBOX: join(root, "target/release/outx-sandbox"), KEY: (await createSandbox()).key };
  const start = (code) => Number(execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: root, env, encoding: "utf8", timeout: 60_000 }));
  const taken = await rounds(ROUNDS, { wasm: () => start(IN_PROCESS), "native binary": () => start(SPAWNED) });
  return [compare("sandbox-start", "ms", ["wasm", "native binary"], taken, { atMost: 1 })];
}

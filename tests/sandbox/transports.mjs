// The same sandbox over three transports: the native binary, the wasm as a server and the wasm in process.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { createSandbox } from "outx-sandbox";

import { binary } from "../support/sandbox.mjs";

export const CLI = fileURLToPath(new URL("../../sandbox/npm/cli.js", import.meta.url));

/** Starts a program that prints its address and then its key; ends it with the test. */
export async function startProgram(t, command, args) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: line } = await lines.next();
  const { value: second } = await lines.next();
  return { child, line, second, url: line.replace(/^listening /, "") };
}

/** By name: a function that starts a sandbox with a seed and returns `{ url, fetch }`. */
export const transports = {
  async binary(t, seed) {
    if (!existsSync(binary)) throw new Error("the sandbox is not built; run scripts/build/sandbox");
    const { url } = await startProgram(t, binary, ["--port", "0", "--seed", String(seed)]);
    return { url, fetch };
  },
  async "wasm server"(t, seed) {
    const sandbox = await createSandbox({ seed });
    t.after(() => sandbox.stop());
    const { url } = await sandbox.listen();
    return { url, fetch };
  },
  async "wasm in process"(t, seed) {
    const sandbox = await createSandbox({ seed });
    t.after(() => sandbox.stop());
    return { url: "http://localhost", fetch: sandbox.fetch };
  },
};

// Starts and controls a sandbox for tests, in Node.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const DEMO = "demo@outx.test";
const PACKAGE = "outx-sandbox";
const MISSING = "give its path as binary or in OUTX_SANDBOX, or install it: cargo install --locked --path sandbox";
const MISSING_PACKAGE = `install the package: npm install --save-dev ${PACKAGE}`;

export async function startSandbox({ binary = process.env.OUTX_SANDBOX, timeoutMs = 10_000 } = {}) {
  // Always a process of its own: a server in this one could not respond while a test waits synchronously for another program.
  const [program, ...args] = binary ? [binary] : findPackage() ?? [PACKAGE];
  const name = binary || PACKAGE;
  const child = spawn(program, [...args, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("close", resolve));
  const kill = () => void child.kill();
  process.once("exit", kill);
  const stop = async () => {
    // Both keep this process alive until the program has ended and its output is closed.
    child.ref();
    child.stdout.ref();
    process.off("exit", kill);
    kill();
    await exited;
  };
  try {
    const url = await listening(child, { name, timeoutMs, missing: binary ? MISSING : MISSING_PACKAGE });
    const { api_key: key } = await new Sandbox(url).demoTeam();
    // Without a call of stop(), the program must not keep this process alive. The exit handler ends it.
    child.stdout.unref();
    child.unref();
    return new Sandbox(url, { key, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns the command that runs the npm package outx-sandbox; `undefined` when it is not installed. */
function findPackage() {
  const { resolve } = createRequire(import.meta.url);
  try {
    // The command is in the same folder as package.json, which the package exports.
    return [process.execPath, resolve(`${PACKAGE}/package.json`).replace(/package\.json$/, "cli.js")];
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

async function listening(child, { name, timeoutMs, missing }) {
  const signal = AbortSignal.timeout(timeoutMs);
  const failed = Promise.race([
    once(child, "error", { signal }).then(([{ code, message }]) => `could not be started (${code ?? message}); ${missing}`),
    once(child, "close", { signal }).then(([code]) => `ended with code ${code}`),
  ]).catch(() => `did not listen within ${timeoutMs} ms`);
  const firstLine = once(createInterface({ input: child.stdout }), "line", { signal }).then(
    ([line]) => line.match(/^listening (http:\/\/\S+)$/) ?? `said ${JSON.stringify(line)} where its address was expected`,
    () => failed,
  );
  const first = await Promise.race([failed, firstLine]);
  if (typeof first === "string") throw new Error(`outx-sandbox (${name}) ${first}`);
  return first[1];
}

export class Sandbox {
  #stop;

  constructor(url, { key, stop } = {}) {
    this.url = url;
    this.key = key;
    this.#stop = stop;
  }

  async otp(email) {
    const { codes } = await this.#control("GET", `outbox?email=${encodeURIComponent(email)}`);
    if (codes.length === 0) throw new Error(`no one-time code was sent to ${email}; call auth.sendOtp first`);
    return codes.at(-1).otp;
  }

  async teams() {
    return (await this.#control("GET", "teams")).teams;
  }

  async demoTeam() {
    return (await this.teams()).find(({ members }) => JSON.stringify(members).includes(DEMO));
  }

  async setTeam(id, change) {
    await this.#control("POST", `teams/${id}`, change);
  }

  async advance(ms) {
    await this.#control("POST", "clock", { advance_ms: ms });
  }

  async fault(method, path, fault, times = 1) {
    await this.#control("POST", "faults", { method, path, times, fault });
  }

  async clearFaults() {
    await this.#control("DELETE", "faults");
  }

  async switch(switches) {
    await this.#control("POST", "switches", switches);
  }

  async requests() {
    return (await this.#control("GET", "requests")).requests;
  }

  async createdTasks() {
    return (await this.#control("GET", "requests")).created_tasks;
  }

  async reset() {
    await this.#control("POST", "reset");
  }

  async stop() {
    await this.#stop?.();
  }

  async #control(method, path, body) {
    const response = await fetch(`${this.url}/__sandbox/${path}`, {
      method,
      headers: body && { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /__sandbox/${path} returned ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

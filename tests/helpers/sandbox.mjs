// A sandbox of one's own: every test file starts one on a free port and ends it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../target/debug/outx-sandbox", import.meta.url));

/** Starts a sandbox. Give a test context to have it ended with the test. */
export async function startSandbox(t) {
  if (!existsSync(binary)) throw new Error("the sandbox is not built; run scripts/build-sandbox");
  const child = spawn(binary, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, "line"),
    ended.then(([code]) => Promise.reject(new Error(`the sandbox ended with code ${code}`))),
  ]);
  const url = line.match(/^listening (http:\/\/\S+)$/)?.[1];
  if (!url) throw new Error(`the sandbox said ${JSON.stringify(line)} where its address was expected`);
  const sandbox = new Sandbox(url, async () => {
    child.kill();
    await ended;
  });
  t?.after(() => sandbox.stop());
  return sandbox;
}

/** The control interface of a running sandbox. */
export class Sandbox {
  constructor(url, stop) {
    this.url = url;
    this.stop = stop;
  }

  /** The newest one-time code sent to `email`. */
  async code(email) {
    const { codes } = await this.#call("GET", `outbox?email=${encodeURIComponent(email)}`);
    return codes.at(-1)?.otp;
  }

  async teams() {
    return (await this.#call("GET", "teams")).teams;
  }

  /** The seeded team, of demo@outx.test, with its key. */
  async demoTeam() {
    const teams = await this.teams();
    return teams.find((team) => JSON.stringify(team.members).includes("demo@outx.test"));
  }

  /** Changes a team: `{ extension, plan }`. */
  async setTeam(id, change) {
    await this.#call("POST", `teams/${id}`, change);
  }

  async advance(ms) {
    await this.#call("POST", "clock", { advance_ms: ms });
  }

  /** The next `times` calls of `method` and `path` meet `fault`. */
  async fault(method, path, fault, times = 1) {
    await this.#call("POST", "faults", { method, path, times, fault });
  }

  async clearFaults() {
    await this.#call("DELETE", "faults");
  }

  async switch(switches) {
    await this.#call("POST", "switches", switches);
  }

  /** What the sandbox has received, newest last. */
  async requests() {
    return (await this.#call("GET", "requests")).requests;
  }

  async createdTasks() {
    return (await this.#call("GET", "requests")).created_tasks;
  }

  async reset() {
    await this.#call("POST", "reset");
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.url}/__sandbox/${path}`, {
      method,
      headers: body && { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /__sandbox/${path} gave ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

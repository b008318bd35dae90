// Child processes, for the verbs and the tests that run them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** An error that the person who ran the verb can correct. It is printed as one line, without a stack. */
export class Problem extends Error {}

const children = new Set();
let ending;

/**
 * Runs a verb, which is the function behind an npm script. A {@link Problem} is printed as a line on stderr, with exit code 1. A signal or an
 * error ends every child that still runs.
 */
export async function main(verb) {
  process.on("SIGINT", () => end(130));
  process.on("SIGTERM", () => end(143));
  process.on("SIGHUP", () => end(129));
  // When npm is killed, its scripts receive no signal; only their parent process changes.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || end(143), 500).unref();
  try {
    await verb();
  } catch (error) {
    if (ending) return;
    console.error(error instanceof Problem ? `error: ${error.message}` : error);
    await end(1);
  }
}

/** Ends every child, then this process. */
export function end(code) {
  ending ??= Promise.all([...children].map(stop)).then(flushOutput).then(() => process.exit(code));
  return ending;
}

// Waits for buffered output, which `process.exit` would discard if stdout or stderr is a pipe.
function flushOutput() {
  return Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write("", resolve))));
}

/**
 * Starts a command in the folder `cwd`, by default the root. The command has its own process group, so that {@link stop} also ends the processes
 * that it starts. `ended` on the child resolves with how it ended: an exit code, the name of a signal, or the reason why it could not start.
 */
export function start(command, args, { cwd = root, env, stdio = "inherit" } = {}) {
  const [stdout, stderr] = Array.isArray(stdio) ? stdio : [stdio, stdio];
  const child = spawn(command, args.map(String), {
    cwd,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout, stderr],
  });
  children.add(child);
  child.ended = once(child, "exit")
    .then(([code, signal]) => signal ?? code, (error) => error.message)
    .finally(() => children.delete(child));
  return child;
}

/** Makes the verb fail when this child ends by itself. */
export function exitWith(child, what) {
  child.ended.then((how) => {
    if (ending) return;
    console.error(`error: ${what} ended with ${how}`);
    end(1);
  });
}

/** Runs a command to its end; throws a {@link Problem} unless it succeeds. */
export async function run(command, args = [], options) {
  const how = await start(command, args, options).ended;
  if (how !== 0) throw new Problem(`${[command, ...args].join(" ")} ended with ${how}`);
}

/** Ends a child and every process it started: with SIGTERM, then with SIGKILL after three seconds. */
export async function stop(child) {
  if (child.pid === undefined) return;
  signal(child, "SIGTERM");
  await Promise.race([child.ended, pause(3000)]);
  signal(child, "SIGKILL");
  await child.ended;
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    // The group has ended already.
    if (error.code !== "ESRCH") throw error;
  }
}

/** Resolves with the first match of `pattern` in the child's stdout without colours. Rejects when the child ends or the time is over before. */
export function waitForOutput(child, pattern, timeoutMs = 180_000) {
  let text = "";
  child.stdout.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Problem(`${child.spawnfile} did not print ${pattern} within ${timeoutMs} ms. It printed:\n${text}`));
    }, timeoutMs);
    child.stdout.on("data", function read(chunk) {
      text += chunk;
      const found = stripVTControlCharacters(text).match(pattern);
      if (!found) return;
      clearTimeout(timer);
      // The rest is read and discarded, because a full pipe would stop the child.
      child.stdout.off("data", read).resume();
      resolve(found);
    });
    child.ended.then((how) => {
      clearTimeout(timer);
      reject(new Problem(`${child.spawnfile} ended with ${how} before it was ready`));
    });
  });
}

/** Resolves with the first match of `pattern` in a file that the child writes; `undefined` when the child ends or the time is over before. */
export async function waitForLine(file, pattern, child, timeoutMs = 180_000) {
  let ended = false;
  child.ended.then(() => (ended = true));
  for (const last = Date.now() + timeoutMs; Date.now() < last; await pause(50)) {
    const found = readFileSync(file, "utf8").match(pattern);
    if (found || ended) return found ?? undefined;
  }
}

/** Resolves with the first response of `url`, whatever its status; `undefined` when the child ends or the time is over before. */
export async function waitForResponse(url, child, timeoutMs = 180_000) {
  let ended = false;
  child.ended.then(() => (ended = true));
  for (const last = Date.now() + timeoutMs; !ended && Date.now() < last; await pause(50)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (response) return response;
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

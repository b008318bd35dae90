// Starts workerd with a configuration that was packed before. Miniflare packs it in Node at every start, which with a wasm of a megabyte takes
// as long as the start itself, while Cloudflare does it once per deployment. Miniflare also cannot limit V8's heap.

import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { Problem } from "../../scripts/lib/process.mjs";
import { settings } from "./worker.mjs";

const require = createRequire(import.meta.url);
/** The path of the workerd that Miniflare depends on. */
const WORKERD = createRequire(require.resolve("miniflare"))("workerd").default;

const KINDS = { ESModule: "esModule", CompiledWasm: "wasm" };

/** Cloudflare's memory limit of an isolate, in MB. workerd itself sets none, and V8 then collects garbage less and less often. */
export const HEAP_MB = 128;

/** Packs a Worker, described as for Miniflare, into a file in `folder`, and returns its path. `heapMb` limits V8's heap. */
export async function pack(folder, { modules, bindings, durableObjects = {}, compatibilityDate }, { heapMb } = {}) {
  const objectsFolder = join(folder, "objects");
  mkdirSync(objectsFolder, { recursive: true });
  for (const { path, contents } of modules) {
    if (contents === undefined) cpSync(path, join(folder, basename(path)));
    else writeFileSync(join(folder, basename(path)), contents);
  }
  const objects = Object.entries(durableObjects);
  writeFileSync(join(folder, "config.capnp"), `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "objects", disk = (path = ${text(objectsFolder)}, writable = true)),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  v8Flags = [${heapMb ? text(`--max-heap-size=${heapMb}`) : ""}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  compatibilityDate = ${text(compatibilityDate)},
  modules = ${list(modules, ({ type, path }) => `name = ${text(basename(path))}, ${KINDS[type]} = embed ${text(basename(path))}`)},
  bindings = ${list([
    ...Object.entries(bindings).map(([name, value]) => `name = ${text(name)}, text = ${text(value)}`),
    ...objects.map(([name, { className }]) => `name = ${text(name)}, durableObjectNamespace = ${text(className)}`),
  ])},
  durableObjectNamespaces = ${list(objects, ([, { className }]) => `className = ${text(className)}, uniqueKey = ${text(className)}, enableSql = true`)},
  durableObjectStorage = (localDisk = "objects"),
);`);
  const packed = join(folder, "config.bin");
  const compile = ["compile", "--config-only", join(folder, "config.capnp")];
  const { stdout } = await promisify(execFile)(WORKERD, compile, { encoding: "buffer", maxBuffer: Infinity });
  writeFileSync(packed, stdout);
  return packed;
}

/**
 * Starts a Worker without Miniflare and returns `{ url, inspectorPort, rss(), cpuMs(), stop() }`. `heapMb` limits V8's heap. With `inspect`, V8's inspector
 * listens. With `pipeLog`, workerd logs to a pipe, as under Miniflare; by default its log is discarded.
 */
export async function startLimited(options, upstream, { heapMb, ...how } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "outx-workerd-"));
  const worker = await startPacked(await pack(folder, { ...settings(upstream), ...options }, { heapMb }), how);
  const stop = async () => {
    await worker.stop();
    rmSync(folder, { recursive: true });
  };
  return { ...worker, stop };
}

/**
 * Starts a Worker that {@link pack} packed and returns `{ url, inspectorPort, rss(), cpuMs(), stop() }`. `rss` is in kB; `cpuMs` is the CPU time so far,
 * `undefined` on systems other than Linux. workerd chooses its ports and reports them.
 */
export async function startPacked(packed, { inspect = false, pipeLog = false } = {}) {
  const inspector = inspect ? ["--inspector-addr=127.0.0.1:0"] : [];
  const stdio = ["ignore", pipeLog ? "pipe" : "ignore", "ignore", "pipe"];
  const child = spawn(WORKERD, ["serve", "--binary", packed, "--control-fd=3", ...inspector], { stdio });
  child.stdout?.resume();
  const ended = once(child, "exit");
  const cpuMs = () => readCpuMs(child.pid);
  const rss = () => Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }));
  let events = "";
  for await (const part of child.stdio[3].setEncoding("utf8")) {
    events += part;
    const port = portIn(events, "listen");
    const inspectorPort = portIn(events, "listen-inspector");
    if (port && (inspectorPort || !inspect)) return { url: `http://127.0.0.1:${port}`, inspectorPort, rss, cpuMs, stop: () => child.kill("SIGKILL") && ended };
  }
  throw new Problem(`workerd ended with ${await ended} before it listened`);
}

function readCpuMs(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // The name of the program is in parentheses and may contain spaces. Fields 14 and 15 count ticks of 10 ms.
  const fields = readFileSync(file, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

// The port in an event. workerd writes one event per line to its control file, as a JSON object.
function portIn(events, name) {
  return new RegExp(`"event":"${name}".*"port":(\\d+)`).exec(events)?.[1];
}

function list(items, row = (item) => item) {
  return `[${items.map((item) => `(${row(item)})`).join(", ")}]`;
}

function text(value) {
  return JSON.stringify(value);
}

// outx-gateway dev: runs the gateway with its console in workerd, in front of a sandbox in this process or of the API given with --upstream.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseBasePath } from "../base-path.js";
import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";
import { keepSessionSecret } from "./dev-vars.js";
import { packageFile, readPackageJson } from "./package-files.js";
import { findPort, portError } from "./port.js";
import { examineProject, findConfiguration } from "./project.js";
import { parseUpstream, readSettings } from "./settings.js";

const HOST = "127.0.0.1";
const DEV_VARS = ".dev.vars";
const DEMO = "demo@outx.test";
const MODULES = ["worker.js", "gateway.js", "base-path.js", "checked-worker.js", "rejection.js", "build/index.js"];
const OPTIONS = ["port", "sandbox-port", "upstream"];

/** Functions that end what was started, oldest first. */
const cleanups = [];
let ending;

export async function run(args) {
  const { values } = parseArguments(args, { options: OPTIONS, usage: "dev [--port N] [--sandbox-port N] [--upstream URL]" });
  const port = await findPort("--port", values.port, 8787);
  const defaults = readPackageJson("defaults.json");
  const upstream = findUpstream(values.upstream, readSettings({ defaults: { ...defaults, vars: {} }, origins: [], devVars: DEV_VARS, env: process.env }));
  const sandboxPort = upstream === undefined ? await findPort("--sandbox-port", values["sandbox-port"], 8788) : undefined;
  if (upstream !== undefined && values["sandbox-port"] !== undefined) throw new CommandError("--sandbox-port has no effect with an upstream; leave out one of them");

  endOnSignals();
  try {
    if (keepSessionSecret(DEV_VARS)) console.error(`wrote a random SESSION_SECRET to ${DEV_VARS}`);
    const settings = readSettings({ defaults, origins: upstream === undefined ? [defaults.extensionOrigin, "loopback"] : [], devVars: DEV_VARS, env: process.env });
    const basePath = findBasePath(settings);
    const api = upstream ?? (await startSandbox(sandboxPort));
    const url = await startGateway({ defaults, port, bindings: { ...settings, OUTX_UPSTREAM: api }, state: stateFolder(upstream) });
    const base = `${url}${basePath}`;
    for (const line of describeGateway(await fetchHealth(base), base, api)) console.error(line);
    console.log(`ready ${base}`);
    for (const problem of await findProjectProblems()) console.error(`before you deploy: ${problem}`);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  // Runs until a signal ends the process.
  await new Promise(() => {});
}

/** Returns the API of the option, else of the setting; `undefined` for the sandbox. */
function findUpstream(option, settings) {
  if (option !== undefined) return parseUpstream(option, "--upstream");
  return settings.OUTX_UPSTREAM && parseUpstream(settings.OUTX_UPSTREAM, "OUTX_UPSTREAM");
}

function findBasePath({ BASE_PATH = "" }) {
  try {
    return parseBasePath(BASE_PATH, "BASE_PATH");
  } catch (error) {
    throw new CommandError(`${error.message}; correct it in ${DEV_VARS} or the environment`);
  }
}

/** Finds what is wrong with the project in this folder, for its deployment. The gateway on this machine does not use it. */
async function findProjectProblems() {
  if (findConfiguration(".") === undefined) return [];
  try {
    return (await examineProject(".")).problems;
  } catch (error) {
    if (error instanceof CommandError) return [error.message];
    throw error;
  }
}

async function startSandbox(port) {
  const { createSandbox } = await import("outx-sandbox");
  const sandbox = await createSandbox();
  const server = await sandbox.listen({ port }).catch((error) => {
    throw portError("--sandbox-port", port, error.code ?? error.message);
  });
  cleanups.push(() => sandbox.stop());
  console.error(`sandbox ${server.url}: sign in as ${DEMO}; its codes are at ${server.url}/__sandbox/outbox?email=${DEMO}`);
  return server.url;
}

async function startGateway({ defaults, port, bindings, state }) {
  const { Log, LogLevel, Miniflare } = await import("miniflare");
  const miniflare = new Miniflare({
    name: "outx-gateway",
    host: HOST,
    port,
    // By default, Miniflare asks Cloudflare for this machine's location.
    cf: false,
    log: new Log(LogLevel.WARN),
    // The gateway's log, one line per request, goes to stderr. stdout is for the address only.
    handleRuntimeStdio: (...streams) => streams.forEach((stream) => stream.pipe(process.stderr, { end: false })),
    compatibilityDate: defaults.compatibilityDate,
    modulesRoot: packageFile("."),
    modules: [
      ...MODULES.map((name) => ({ type: "ESModule", path: packageFile(name) })),
      { type: "CompiledWasm", path: packageFile("build/index_bg.wasm") },
    ],
    bindings,
    durableObjects: { LEDGER: { className: "Ledger", useSQLite: true }, LIMITER: { className: "Limiter", useSQLite: true } },
    durableObjectsPersist: state,
    ratelimits: { RATE_LIMIT: { simple: defaults.rateLimit } },
    assets: {
      workerName: "outx-gateway",
      binding: "ASSETS",
      directory: packageFile("console"),
      routerConfig: { has_user_worker: true, static_routing: { user_worker: defaults.runWorkerFirst } },
      assetConfig: { not_found_handling: "none" },
    },
  });
  cleanups.push(() => miniflare.dispose());
  const url = await miniflare.ready.catch((error) => {
    // Another program took the port after it was checked.
    if (/address already in use|EADDRINUSE/i.test(error.message)) throw portError("--port", port, "EADDRINUSE");
    throw new CommandError(`the gateway does not start: ${error.message}`);
  });
  return url.origin;
}

/** Returns the health of the gateway, or throws when it is misconfigured. */
async function fetchHealth(base) {
  const response = await fetch(`${base}/_gateway/health`);
  const health = await response.json();
  const { status, problems, error } = health;
  if (status === "ok") return health;
  const reasons = problems?.map(({ setting, reason }) => `${setting} ${reason}`).join("; ") ?? error;
  throw new CommandError(`the gateway is misconfigured: ${reasons}; correct it in ${DEV_VARS} or the environment`);
}

/** Returns lines about what the gateway serves, and with which settings. */
function describeGateway({ access, mcp, key, settings }, base, api) {
  // Without a site key the health has no widget, and the check is still required.
  const hasTurnstile = access.includes("public") && settings.set.includes("TURNSTILE_SECRET");
  const agents = mcp === "off" ? `off; MCP=read or MCP=write in ${DEV_VARS} serves them at ${base}/_gateway/mcp` : `${mcp}, at ${base}/_gateway/mcp`;
  return [
    `console ${base}/`,
    `API ${base}/api-* and ${base}/linkedin-agent/*, forwarded to ${api}`,
    `access: ${access.join(", ")}; key: ${key.live ?? "that of each session"}; Turnstile: ${hasTurnstile ? "on" : "off"}`,
    `agents (MCP): ${agents}`,
    `settings: ${settings.set.join(", ")}`,
  ];
}

// Returns the folder of the gateway's state: a temporary one with the sandbox, which keeps its own state in memory. Otherwise the gateway would
// count sign-ins at an earlier sandbox.
function stateFolder(upstream) {
  if (upstream !== undefined) return join(process.cwd(), ".wrangler", "state", "outx-gateway");
  const folder = mkdtempSync(join(tmpdir(), "outx-gateway-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function endOnSignals() {
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) process.on(signal, () => end(code));
  // When npm or npx is killed, the process that it runs receives no signal, but gets another parent process.
  const parent = process.ppid;
  if (process.env.npm_command) setInterval(() => process.ppid === parent || end(143), 500).unref();
}

async function end(code) {
  await cleanUp();
  process.exit(code);
}

function cleanUp() {
  ending ??= Promise.allSettled(cleanups.reverse().map((cleanup) => cleanup()));
  return ending;
}

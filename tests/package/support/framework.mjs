// Tests the client in an application of a framework. The application is installed from the registry, and built and started as the framework's
// documentation says; each place in which the client runs reports its result.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, delimiter, dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { start, stop, waitForResponse } from "../../../scripts/lib/process.mjs";
import { serveSite } from "../../support/site.mjs";
import { extensionReports } from "./extension.mjs";
import { emptyFolder, tarballOf } from "./packed.mjs";
import { corsGateway, openPage, reportIn, serverSettings, worksEverywhere } from "./works.mjs";

const execute = promisify(execFile);
const tests = fileURLToPath(new URL("..", import.meta.url));

// Turns off the tools' usage statistics.
const QUIET = {
  ASTRO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NEXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false", NO_COLOR: "1", NUXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
};

/**
 * Registers one test, and writes one row of the matrix, per mode of an application.
 *
 * @param packages exact versions to install; the row names the first
 * @param node a version of Node to use in place of this process's, from the registry
 * @param files folders to copy into the application
 * @param sharedIn the folder of the application that receives the files of fixtures/shared
 * @param how what a user has to configure
 * @param places by name: a path that responds with a report, or `{ page }`, the path of a page that reports in Chromium; it finds the gateway's address after the `#`
 * @param modes by name: a command to `build`, then `start` (a server; `$PORT` is its port), `site` (a folder of static files), `extension` (a folder to load; with
 * `start`, which writes it), `program` (a command that prints a report) or `bundle` (the same as a file that runs without its packages); with the mode's own `env` and `how`
 * @returns `serve(t, mode)`, the origin of a mode's server or site
 */
export function framework({ name, packages, node, files, sharedIn = ".", how = "as it is", places = {}, modes }) {
  let application;
  after(() => application && rmSync(application.folder, { recursive: true, force: true, maxRetries: 3 }));

  async function build(mode) {
    application ??= await install([["fixtures/shared", sharedIn], ...files.map((from) => [from, "."])], packages, node);
    const { folder, built } = application;
    const env = await settings(application.env, modes[mode].env);
    if (modes[mode].build && !built.has(mode)) await run(folder, modes[mode].build, env);
    built.add(mode);
    return { folder, env };
  }

  async function serve(t, mode) {
    const { folder, env } = await build(mode);
    return modes[mode].site ? serveSite(t, join(folder, modes[mode].site)) : startServer(t, folder, modes[mode].start, env);
  }

  const [named] = Object.values(packages);
  const version = named === undefined ? node : named + (node ? ` on Node ${node.split(".")[0]}` : "");
  const names = Object.keys(places).join(", ");
  for (const [mode, { program, bundle, extension, ...own }] of Object.entries(modes)) {
    worksEverywhere(`${name} ${version}, ${mode}${names && `: ${names}`}`, own.how ?? how, async (t) => {
      if (program || bundle || extension) {
        const { folder, env } = await build(mode);
        if (extension && own.start) await startServer(t, folder, own.start, env);
        if (extension) return extensionReports(t, join(folder, extension), "page.html", env.VITE_GATEWAY);
        return { program: reportIn(program ? await run(folder, program, env) : await runAlone(join(folder, bundle), env)) };
      }
      const origin = await serve(t, mode);
      const reports = {};
      for (const [place, path] of Object.entries(places)) reports[place] = await reportOfPlace(origin, path);
      return reports;
    });
  }
  return { serve };
}

async function reportOfPlace(origin, place) {
  if (!place.page) return reportOfResponse(origin + place);
  const url = `${origin}${place.page}#${await corsGateway()}`;
  // A development server may find dependencies while it serves its first page, which has to be loaded again then.
  return openPage(url).catch(() => openPage(url));
}

/** The report in a response: JSON, or in a page within `<pre>`. */
async function reportOfResponse(url) {
  const response = await fetch(url);
  const text = await response.text();
  const json = text.match(/<pre[^>]*>(.*?)<\/pre>/s)?.[1].replaceAll("&quot;", '"').replace(/&#(x?\w+);/g, (_, code) => String.fromCodePoint(`0${code}`)) ?? text;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`${url} responded with ${response.status}:\n${text}`, { cause: error });
  }
}

/** Installs the packed client, the packed sandbox and the packages into a folder outside the repository, beside the copied files. */
async function install(files, packages, node) {
  const folder = emptyFolder();
  const env = { PATH: [join(folder, "node_modules/.bin"), process.env.PATH].join(delimiter) };
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  if (node) {
    const runtime = nodePackage();
    wanted.push(`${runtime}@${node}`);
    env.PATH = [join(folder, "node_modules", runtime, "bin"), env.PATH].join(delimiter);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  const options = ["--ignore-scripts", "--prefer-offline", "--no-package-lock", "--no-audit", "--no-fund", "--silent"];
  await run(folder, ["npm", "install", ...options, tarballOf("outx-client"), tarballOf("outx-sandbox"), ...wanted]);
  if (node) assert.equal(await run(folder, ["node", "--version"], env), `v${node}\n`);
  for (const [from, to] of files) cpSync(join(tests, from), join(folder, to), { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  return { folder, env, built: new Set() };
}

/** The package whose `bin` folder has Node for this machine, as the package `node` of the registry would choose it. */
function nodePackage() {
  const machine = `${process.platform}-${process.arch}`;
  return machine === "darwin-arm64" ? `node-bin-${machine}` : `node-${machine}`;
}

/** The variables of an application: where the sandbox and the gateway are, and its port. */
async function settings(...own) {
  const gateway = await corsGateway();
  const port = String(await freePort());
  return Object.assign({ ...QUIET, ...serverSettings(), VITE_GATEWAY: gateway, NEXT_PUBLIC_GATEWAY: gateway, HOST: "127.0.0.1", PORT: port }, ...own);
}

/** Runs a command to its end and returns what it printed. */
async function run(folder, [command, ...args], env) {
  try {
    const { stdout } = await execute(command, args, { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    throw new Error(`${[command, ...args].join(" ")} failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
  }
}

/** Runs a bundled program in a folder without its sources and packages, as it is deployed. */
function runAlone(file, env) {
  const folder = emptyFolder();
  cpSync(dirname(file), folder, { recursive: true });
  return run(folder, ["node", basename(file)], env);
}

/** Starts a server, which ends with the test, and returns its origin once it responds. */
async function startServer(t, folder, [command, ...args], env) {
  const log = join(folder, "server.log");
  const output = openSync(log, "w");
  const withPort = args.map((argument) => argument.replace("$PORT", env.PORT));
  const server = start(command, withPort, { cwd: folder, env, stdio: [output, output] });
  t.after(() => stop(server));
  const origin = `http://127.0.0.1:${env.PORT}`;
  if (!(await waitForResponse(origin, server))) throw new Error(`${command} ${withPort.join(" ")} does not respond:\n${readFileSync(log, "utf8")}`);
  return origin;
}

/** A port that was free a moment ago. Not all of these servers report which port they bind for port 0. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

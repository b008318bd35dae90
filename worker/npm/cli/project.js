// Examines the project in a folder: whether its wrangler configuration has what the gateway needs, before it is deployed.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { parseBasePath } from "../base-path.js";
import { CommandError } from "./command-error.js";
import { readPackageJson } from "./package-files.js";
import { findSimilar } from "./similar-name.js";

/** The configuration files, in the order in which wrangler looks for them. */
const CONFIGURATIONS = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"];
/** The first version of wrangler with `[[ratelimits]]`. */
const OLDEST_WRANGLER = "4.36.0";
const CONSOLE = "node_modules/outx-gateway/console";

/** Returns the name of the wrangler configuration in a folder; `undefined` without one. */
export function findConfiguration(folder) {
  return CONFIGURATIONS.find((name) => existsSync(join(folder, name)));
}

/**
 * Examines the project in `folder`, and returns `{ name, configuration, wrangler, problems }`, with a sentence per problem.
 *
 * @throws {CommandError} When it has no wrangler configuration, no wrangler that can read it, or one that wrangler rejects.
 */
export async function examineProject(folder) {
  const configuration = findConfiguration(folder);
  if (configuration === undefined) {
    throw new CommandError(`there is no wrangler.toml in ${resolve(folder)}; write a project with: npx outx-gateway init, or name a running gateway: outx-gateway check URL`);
  }
  const wrangler = findWrangler(folder);
  const config = await readConfig(wrangler, join(folder, configuration));
  const problems = [...findPackageProblems(folder), ...findBindingProblems(config), ...findConsoleProblems(config), ...findVariableProblems(config)];
  return { name: config.name, configuration, wrangler: wrangler.version, problems: problems.map((problem) => `${configuration}: ${problem}`) };
}

/** Returns the wrangler of the project: `{ version, path }`. */
function findWrangler(folder) {
  const install = `npm install --save-dev wrangler@${readPackageJson("defaults.json").wrangler}`;
  const require = createRequire(join(resolve(folder), "package.json"));
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(require.resolve("wrangler/package.json"), "utf8"));
  } catch {
    throw new CommandError(`wrangler is not installed in ${resolve(folder)}; run: ${install}`);
  }
  if (isOlder(manifest.version, OLDEST_WRANGLER)) {
    throw new CommandError(`wrangler ${manifest.version} is too old: the gateway's bindings need ${OLDEST_WRANGLER} or newer; run: ${install}`);
  }
  return { version: manifest.version, path: require.resolve("wrangler") };
}

function isOlder(version, oldest) {
  const [one, other] = [version, oldest].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  const at = one.findIndex((part, index) => part !== other[index]);
  return at !== -1 && one[at] < other[at];
}

/** Reads the configuration as the project's own wrangler does. */
async function readConfig({ path }, file) {
  const { default: wrangler } = await import(pathToFileURL(path).href);
  try {
    const config = wrangler.unstable_readConfig({ config: file }, { hideWarnings: true });
    return { ...config, usesSqlite: wrangler.unstable_getDurableObjectClassNameToUseSQLiteMap(config.migrations) };
  } catch (error) {
    throw new CommandError(`wrangler rejects ${file}: ${error.message.trim()}`);
  }
}

function findPackageProblems(folder) {
  const isInstalled = existsSync(join(folder, "node_modules/outx-gateway/package.json"));
  return isInstalled ? [] : [`names files of outx-gateway, which is not installed; run: npm install outx-gateway@${readPackageJson("package.json").version}`];
}

function findBindingProblems({ durable_objects: { bindings }, ratelimits, usesSqlite }) {
  const problems = [];
  for (const [name, className] of [["LEDGER", "Ledger"], ["LIMITER", "Limiter"]]) {
    const binding = bindings.find((one) => one.name === name);
    if (binding === undefined) {
      problems.push(`the binding ${name} is missing; add [[durable_objects.bindings]] with name = "${name}" and class_name = "${className}"`);
      continue;
    }
    // The classes of another Worker are migrated in that Worker.
    if (binding.script_name !== undefined) continue;
    const { class_name: bound } = binding;
    if (!usesSqlite.has(bound)) problems.push(`no migration creates the class ${bound} of ${name}; add [[migrations]] with a new tag and new_sqlite_classes = ["${bound}"]`);
    else if (!usesSqlite.get(bound)) problems.push(`the class ${bound} of ${name} is created without SQLite; list it under new_sqlite_classes in place of new_classes`);
  }
  if (!ratelimits?.some(({ name }) => name === "RATE_LIMIT")) {
    problems.push('the binding RATE_LIMIT is missing, without which only requests on this machine are served; add [[ratelimits]] with name = "RATE_LIMIT", a namespace_id and simple = { limit = 60, period = 60 }');
  }
  return problems;
}

function findConsoleProblems({ assets }) {
  const files = `[assets] with directory = "${CONSOLE}", binding = "ASSETS" and run_worker_first`;
  if (assets?.binding !== "ASSETS") return [`the console is not served; add ${files} = true`];
  // The content security policy of the page depends on the gateway's settings.
  if (!assets.run_worker_first) return ["the console's page does not pass through the Worker; set run_worker_first = true under [assets]"];
  return [];
}

function findVariableProblems({ vars }) {
  const { names } = readPackageJson("defaults.json");
  // The gateway reads text only.
  const notText = names.filter((name) => vars[name] !== undefined && typeof vars[name] !== "string");
  const problems = [...findMistyped(vars, names), ...notText.map((name) => `${name} is not text; write ${name} = ${JSON.stringify(textOf(vars[name]))}`)];
  if (notText.includes("BASE_PATH")) return problems;
  try {
    parseBasePath(vars.BASE_PATH ?? "", "BASE_PATH");
  } catch (error) {
    problems.push(error.message);
  }
  return problems;
}

/** Names the variables that resemble a setting. Others may be those of the Worker that the gateway is mounted in. */
function findMistyped(vars, names) {
  return Object.keys(vars).filter((name) => !names.includes(name)).flatMap((name) => {
    const meant = findSimilar(name, names);
    return meant === undefined ? [] : [`${name} under [vars] is not a setting of the gateway; ${meant} is probably meant`];
  });
}

/** The value as the gateway reads it: the entries of a list are separated by commas. */
function textOf(value) {
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? "..." : String(value);
}

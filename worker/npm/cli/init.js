// outx-gateway init [DIR]: writes a project, which `npx wrangler deploy` publishes.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";
import { packageFile, readPackageJson } from "./package-files.js";
import { findConfiguration } from "./project.js";

/** The files of the project, each with its template. */
const FILES = [
  ["wrangler.toml", "template/wrangler.toml"],
  ["package.json", "template/package.json"],
  [".dev.vars.example", "template/dev.vars.example"],
  // npm does not publish a file named .gitignore.
  [".gitignore", "template/gitignore"],
];

const versions = { gateway: readPackageJson("package.json").version, wrangler: readPackageJson("defaults.json").wrangler };

export async function run(args) {
  const { positionals: [dir = "."] } = parseArguments(args, { maxPositionals: 1, usage: "init [DIR]" });
  const folder = resolve(dir);
  createFolder(folder);
  const configuration = findConfiguration(folder);
  if (configuration !== undefined && configuration !== "wrangler.toml") {
    throw new CommandError(`${join(dir, configuration)} exists, which wrangler reads in place of wrangler.toml; mount the gateway in that Worker with createGateway, or choose another folder: outx-gateway init DIR`);
  }
  const kept = FILES.map(([name]) => name).filter((name) => !writeNew(join(folder, name), contentOf(name, folder)));
  for (const [name] of FILES) console.log(kept.includes(name) ? `kept ${join(dir, name)}, which exists` : `wrote ${join(dir, name)}`);
  const install = kept.includes("package.json") ? `npm install --save-dev outx-gateway@${versions.gateway} wrangler@${versions.wrangler}` : "npm install";
  const steps = [...(dir === "." ? [] : [`cd ${JSON.stringify(dir)}`]), install, "npx outx-gateway check", "npx wrangler deploy", "npx wrangler secret put SESSION_SECRET"];
  console.log(`next: ${steps.join("; ")}`);
  return 0;
}

function createFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CommandError(`cannot create the folder ${folder}: ${error.message}`);
  }
}

function contentOf(name, folder) {
  const [, template] = FILES.find(([one]) => one === name);
  const values = { name: packageName(folder), version: versions.gateway, wrangler: versions.wrangler };
  return readFileSync(packageFile(template), "utf8").replace(/\{\{(name|version|wrangler)\}\}/g, (_, key) => values[key]);
}

/** Returns the folder's name, limited to the characters and the length of names of packages and Workers. */
function packageName(folder) {
  return basename(folder).toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 54) || "outx-gateway";
}

/** Writes a file unless it exists. Returns whether it wrote. */
function writeNew(file, content) {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new CommandError(`cannot write ${file}: ${error.message}`);
  }
}

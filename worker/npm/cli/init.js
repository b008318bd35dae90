// outx-gateway init [DIR]: the project of an operator, which `npx wrangler deploy` publishes.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";
import { packageFile, readPackageJson } from "./package-files.js";

/** The files of the project, and those of template/ that they are made from. */
const FILES = [
  ["wrangler.toml", "template/wrangler.toml"],
  ["package.json", "template/package.json"],
  [".dev.vars.example", "template/dev.vars.example"],
];

export async function run(args) {
  const { positionals: [dir = "."] } = parseArguments(args, { maxPositionals: 1, usage: "init [DIR]" });
  const folder = resolve(dir);
  createFolder(folder);
  const written = FILES.filter(([name, template]) => writeNew(join(folder, name), contentOf(template, folder)));
  for (const [name] of FILES) console.log(written.some(([one]) => one === name) ? `wrote ${join(dir, name)}` : `kept ${join(dir, name)}, which exists`);
  console.log(`next:${dir === "." ? "" : ` cd ${dir};`} npm install; npx wrangler secret put SESSION_SECRET; npx wrangler deploy`);
  return 0;
}

function createFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CommandError(`cannot create the folder ${folder}: ${error.message}`);
  }
}

function contentOf(template, folder) {
  const text = readFileSync(packageFile(template), "utf8");
  const { version } = readPackageJson("package.json");
  return text.replaceAll("{{name}}", packageName(folder)).replaceAll("{{version}}", version).replaceAll("{{wrangler}}", readPackageJson("defaults.json").wrangler);
}

/** The folder's name, as far as a package and a Worker can have it. */
function packageName(folder) {
  return basename(folder).toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 54) || "outx-gateway";
}

/** Returns whether it wrote: a file that exists stays as it is. */
function writeNew(file, content) {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new CommandError(`cannot write ${file}: ${error.message}`);
  }
}

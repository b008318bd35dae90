// A folder as a user has it: outside the repository, with the packed tarball installed and a fixture's files beside it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pkg = fileURLToPath(new URL("../../../pkg", import.meta.url));
const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const examples = fileURLToPath(new URL("../../../examples", import.meta.url));

/** Creates the folder with the files of the named fixtures. It is removed when the process exits, after the servers and browsers that use it. */
export function project(...names) {
  return folderWith(["shared", ...names].map((name) => join(fixtures, name)));
}

/** The same with the files of an example. */
export function example(name) {
  return folderWith([join(examples, name)]);
}

function folderWith(sources) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outx-package-")));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const tarball = npm(folder, "pack", pkg).trim().split("\n").at(-1);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  npm(folder, "install", "--offline", "--ignore-scripts", `./${tarball}`);
  for (const source of sources) cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  return folder;
}

/** Runs a command in the folder and returns its stdout; its stderr is in the error when it fails. */
export function command(folder, program, args, env) {
  return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
}

function npm(folder, ...args) {
  return command(folder, "npm", [...args, "--silent", "--no-audit", "--no-fund"]);
}

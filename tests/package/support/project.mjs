// A folder as a user has it: outside the repository, with the packed tarball installed and a fixture's files beside it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pkg = fileURLToPath(new URL("../../../pkg", import.meta.url));
const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

/** Makes the folder, with the files of the named fixtures; it goes with the process, after the servers and browsers that use it. */
export function project(...names) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outx-package-")));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const tarball = npm(folder, "pack", pkg).trim().split("\n").at(-1);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  npm(folder, "install", "--offline", "--ignore-scripts", `./${tarball}`);
  for (const name of ["shared", ...names]) cpSync(join(fixtures, name), folder, { recursive: true });
  return folder;
}

/** Runs a command in the folder and gives its stdout; its stderr is in the error when it fails. */
export function command(folder, program, args, env) {
  return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
}

function npm(folder, ...args) {
  return command(folder, "npm", [...args, "--silent", "--no-audit", "--no-fund"]);
}

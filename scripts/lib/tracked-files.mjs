// The files of the repository: what git tracks or would track.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./process.mjs";

/** Paths that exist, without what .gitignore names. */
export function trackedFiles() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return listed.split("\n").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Map of path to text of those that `isWanted` accepts. */
export function readTracked(isWanted) {
  return new Map(trackedFiles().filter(isWanted).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

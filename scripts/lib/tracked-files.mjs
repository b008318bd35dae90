// The files of the repository that git tracks or would track.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./process.mjs";

/** The paths of these files, if they exist. Files that .gitignore names are left out. */
export function trackedFiles() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return listed.split("\n").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Maps the paths that `isWanted` accepts to the texts of their files. */
export function readTracked(isWanted) {
  return new Map(trackedFiles().filter(isWanted).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

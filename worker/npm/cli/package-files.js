// The files of this package.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the path of a file of this package. */
export function packageFile(name) {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/** Reads a JSON file of this package. */
export function readPackageJson(name) {
  return JSON.parse(readFileSync(packageFile(name), "utf8"));
}

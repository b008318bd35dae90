// Where this package's files are.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a file of this package. */
export function packageFile(name) {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/** A JSON file of this package. */
export function readPackageJson(name) {
  return JSON.parse(readFileSync(packageFile(name), "utf8"));
}

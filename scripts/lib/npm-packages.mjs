// The npm packages of the repository, in the order in which they are published: a package comes after those it depends on.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./process.mjs";

export const npmPackages = ["pkg", "sandbox/npm", "worker/npm"].map((folder) => ({
  folder,
  manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
}));

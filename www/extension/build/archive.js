import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { zipSync } from "fflate";

/** The earliest a zip can name. One time for every file makes two builds of the same sources the same bytes. */
const TIME = new Date(1980, 0, 1);

/** A zip of everything in a folder, sorted by name. */
export function archive(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))])), { level: 9, mtime: TIME });
}

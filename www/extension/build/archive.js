import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { zipSync } from "fflate";

/** The earliest date that a zip can contain. It is used for every file, so that two builds of the same sources produce the same bytes. */
const TIME = new Date(1980, 0, 1);

/** Returns a zip of all files below `folder`, sorted by name. */
export function archive(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))])), { level: 9, mtime: TIME });
}

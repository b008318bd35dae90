// The tools of the long package tests, installed apart from the root's.

import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const modules = new URL("../long/node_modules/", import.meta.url);

/** The path of a tool's command. */
export const bin = (name) => fileURLToPath(new URL(`.bin/${name}`, modules));

/** The path of Bun's program. The command `bun` is created by an install script of the package, and install scripts are not run. */
export function bun() {
  const platforms = fileURLToPath(new URL("@oven", modules));
  return join(platforms, readdirSync(platforms)[0], "bin/bun");
}

/** Lets the files of a project import tools by name, as if they were installed there. */
export function linked(folder, ...names) {
  for (const name of names) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(fileURLToPath(new URL(name, modules)), link);
  }
  return folder;
}

// Folders of the machine that builds: no built file may contain them.

import { homedir } from "node:os";
import { join } from "node:path";

import { root } from "./process.mjs";

/** The clone, the home folder, and cargo's and rustup's own folders, which may lie outside it; without a slash at the end. */
export function localFolders(env = process.env) {
  const home = homedir();
  const folders = [root, home, env.CARGO_HOME ?? join(home, ".cargo"), env.RUSTUP_HOME ?? join(home, ".rustup")];
  // A home folder of "/", as some containers have, is no name of a machine.
  return [...new Set(folders.map((folder) => folder.replace(/\/+$/, "")))].filter((folder) => folder.length > 1);
}

/** Those of `folders` that `bytes`, a `Buffer`, names something in. */
export function localPathsIn(bytes, folders = localFolders()) {
  const text = bytes.toString("latin1");
  return folders.filter((folder) => text.includes(`${Buffer.from(folder).toString("latin1")}/`));
}

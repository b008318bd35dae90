// Folders of the machine that builds, whose paths no built file may contain.

import { homedir } from "node:os";
import { join } from "node:path";

import { root } from "./process.mjs";

/** The clone, the home folder, and the folders of cargo and rustup, which may be outside of it. Paths have no slash at the end. */
export function localFolders(env = process.env) {
  const home = homedir();
  const folders = [root, home, env.CARGO_HOME ?? join(home, ".cargo"), env.RUSTUP_HOME ?? join(home, ".rustup")];
  // A home folder of "/", as in some containers, does not identify a machine.
  return [...new Set(folders.map((folder) => folder.replace(/\/+$/, "")))].filter((folder) => folder.length > 1);
}

/** Returns those of `folders` that contain a path in `bytes`, a `Buffer`. */
export function localPathsIn(bytes, folders = localFolders()) {
  const text = bytes.toString("latin1");
  return folders.filter((folder) => text.includes(`${Buffer.from(folder).toString("latin1")}/`));
}

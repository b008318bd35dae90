// Tools that must be on the machine before anything is installed or built.

import { spawnSync } from "node:child_process";

import { Problem } from "./process.mjs";

const OLDEST_NODE = 20;

/** Throws a {@link Problem} unless this Node is new enough. */
export function requireNode(version = process.versions.node) {
  if (Number(version.split(".")[0]) < OLDEST_NODE) throw new Problem(`Node ${version} is too old; install Node ${OLDEST_NODE} or newer`);
}

/** Throws a {@link Problem} unless cargo can be run. */
export function requireCargo(env = process.env) {
  const { error } = spawnSync("cargo", ["--version"], { env, stdio: "ignore" });
  if (error) throw new Problem("cargo not found; install Rust from https://rustup.rs");
}

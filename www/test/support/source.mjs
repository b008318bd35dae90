// Imports modules of the pages as Vite compiles them, because Node 20 cannot import TypeScript.

import { fileURLToPath } from "node:url";

import { runnerImport } from "vite";

/** Returns the exports of a module. `name` is its path in www/. The module must not use the document. */
export async function source(name) {
  const { module } = await runnerImport(fileURLToPath(new URL(`../../${name}`, import.meta.url)), { configFile: false, logLevel: "error" });
  return module;
}

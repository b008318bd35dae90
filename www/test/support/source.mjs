// The console's modules as Vite compiles them: Node 20 reads no TypeScript.

import { fileURLToPath } from "node:url";

import { runnerImport } from "vite";

/** The exports of a module, named by its path in www/. It must not touch the document. */
export async function source(name) {
  const { module } = await runnerImport(fileURLToPath(new URL(`../../${name}`, import.meta.url)), { configFile: false, logLevel: "error" });
  return module;
}

// Starts a sandbox on a free port.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startSandbox as start } from "outx-client/testing";

export { Sandbox } from "outx-client/testing";

/** The sandbox that scripts/build/sandbox builds. */
export const binary = fileURLToPath(new URL("../../target/debug/outx-sandbox", import.meta.url));

/** Starts a sandbox. With a test context it ends with the test. */
export async function startSandbox(t) {
  if (!existsSync(binary)) throw new Error("the sandbox is not built; run scripts/build/sandbox");
  // On a busy machine a program may need long to start.
  const sandbox = await start({ binary, timeoutMs: 60_000 });
  t?.after(() => sandbox.stop());
  return sandbox;
}

/** The team that an e-mail address belongs to. */
export async function teamOf(sandbox, email) {
  return (await sandbox.teams()).find(({ members }) => JSON.stringify(members).includes(email));
}

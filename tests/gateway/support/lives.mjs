// A gateway that is killed and started again over the same files.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startSandbox } from "../../helpers/sandbox.mjs";
import { boot } from "./gateway.mjs";

/** Gives a function that boots a gateway over the same files, in `folder`, each time; a gateway's `kill()` is SIGKILL. */
export async function lives(t, settings) {
  const folder = mkdtempSync(join(tmpdir(), "outx-ledger-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox(t);
  return async () => {
    const others = runtimes();
    const gateway = await boot(t, settings, sandbox, undefined, { durableObjectsPersist: folder });
    const [runtime] = runtimes().filter((id) => !others.includes(id));
    return { ...gateway, folder, kill: () => process.kill(runtime, "SIGKILL") };
  };
}

/** The processes of workerd that this one started. */
function runtimes() {
  try {
    return execFileSync("pgrep", ["-P", String(process.pid), "workerd"], { encoding: "utf8" }).trim().split("\n").map(Number);
  } catch {
    return [];
  }
}

// A gateway that can be killed and started again with the same storage.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startSandbox } from "./sandbox.mjs";
import { startGateway as startBuiltGateway } from "./gateway.mjs";

/** Returns a function that starts a gateway, each time with the storage in `folder`; `kill()` of a gateway sends SIGKILL. */
export async function restartableGateway(t, settings, startGateway = startBuiltGateway) {
  const folder = mkdtempSync(join(tmpdir(), "outx-ledger-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox(t);
  return async () => {
    const others = runtimes();
    const gateway = await startGateway(t, { settings, upstream: sandbox, miniflare: { durableObjectsPersist: folder } });
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

// Runs `npm start` on free ports.

import { Sandbox } from "./sandbox.mjs";
import { start, stop, waitForOutput } from "../../scripts/lib/process.mjs";

/**
 * Runs the script behind `npm start` until the test ends. `url` is the gateway with the console. The extension is not built by default: test
 * files run at the same time and would write to one folder.
 */
export async function startStack(t, { args = ["--no-extension"], env } = {}) {
  const began = Date.now();
  const child = start("node", ["scripts/verbs/start.mjs", ...args], { stdio: ["pipe", "pipe"], env: { PORT: "0", SANDBOX_PORT: "0", ...env } });
  t.after(() => stop(child));
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const ready = await waitForOutput(child, /^ready (http:\/\/\S+)$/m).catch((error) => {
    throw new Error(`${error.message}; stderr:\n${stderr}`);
  });
  const [, sandbox] = stderr.match(/^sandbox (http:\/\/[^\s:]+:\d+)/m);
  return { url: ready[1], sandbox: new Sandbox(sandbox), startedInMs: Date.now() - began, child };
}

export { stop };

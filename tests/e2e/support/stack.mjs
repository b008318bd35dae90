// What `npm start` starts, on free ports.

import { Sandbox } from "../../helpers/sandbox.mjs";
import { answer, printed, start, stop } from "../../../scripts/lib/process.mjs";

/** Starts everything with the script behind `npm start` and ends it with the test. `url` is the gateway with the console. */
export async function startStack(t) {
  const began = Date.now();
  const child = start("node", ["scripts/start.mjs"], { stdio: ["pipe", "pipe"], env: { PORT: "0", SANDBOX_PORT: "0" } });
  t.after(() => stop(child));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  const ready = await printed(child, /^ready (http:\/\/\S+)$/m).catch((error) => {
    throw new Error(`${error.message}; it said:\n${said}`);
  });
  const [, sandbox] = said.match(/^sandbox (http:\/\/[^\s:]+:\d+)/m);
  return { url: ready[1], sandbox: new Sandbox(sandbox), startedInMs: Date.now() - began, child };
}

export { answer, stop };

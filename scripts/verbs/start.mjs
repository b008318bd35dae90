// npm start: builds what is not built, runs the sandbox and the gateway with the console, and prints where.
// OUTX_UPSTREAM=https://api.outx.ai talks to the real API instead and starts no sandbox.

import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { extensionId } from "../../www/extension/build/identity.js";
import { keepSessionSecret } from "../lib/dev-vars.mjs";
import { port } from "../lib/port.mjs";
import { Problem, exitWith, main, root, run, start, waitForOutput, waitForResponse } from "../lib/process.mjs";

const upstream = process.env.OUTX_UPSTREAM;
const logs = join(root, ".wrangler", "logs");

// Without these, wrangler asks Cloudflare for the visitor's place and reports its own use.
const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: logs,
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
};

await main(async () => {
  // Before the long builds: a port that is taken should be known at once.
  const gatewayPort = await port("PORT", 8787);
  const sandboxPort = upstream ? undefined : await port("SANDBOX_PORT", 8788);

  await run("scripts/build/all");
  if (keepSessionSecret(join(root, ".dev.vars"))) console.error("wrote a random SESSION_SECRET to .dev.vars");
  const api = upstream ?? (await startSandbox(sandboxPort));
  console.log(`ready ${await startGateway(gatewayPort, api)}`);
});

async function startSandbox(at) {
  await run("scripts/build/sandbox");
  const sandbox = start("target/debug/outx-sandbox", ["--port", at], { stdio: ["pipe", "inherit"] });
  const [, url] = await waitForOutput(sandbox, /^listening (http:\/\/\S+)$/m);
  exitWith(sandbox, "the sandbox");
  console.error(`sandbox ${url}: sign in as demo@outx.test; its codes are at ${url}/__sandbox/outbox?email=demo@outx.test`);
  return url;
}

async function startGateway(at, api) {
  const url = `http://127.0.0.1:${at}`;
  const log = join(logs, `gateway-${at}.log`);
  mkdirSync(logs, { recursive: true });
  const output = openSync(log, "w");
  const gateway = start(
    "node_modules/.bin/wrangler",
    [
      "dev", "--ip", "127.0.0.1", "--port", at, "--inspector-port", 0, "--show-interactive-dev-session=false",
      "--persist-to", stateFolder(), "--var", `OUTX_UPSTREAM:${api}`, ...extensionMayAsk(),
    ],
    { stdio: output, env: quiet },
  );
  const health = await waitForResponse(`${url}/_gateway/health`, gateway);
  if (!health) throw new Problem(`the gateway does not start; it says:\n${readFileSync(log, "utf8").trim()}`);
  const { status, problems } = await health.json();
  if (status !== "ok") {
    const reasons = problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; ");
    throw new Problem(`the gateway refuses to serve: ${reasons}; mend it in .dev.vars or wrangler.toml`);
  }
  exitWith(gateway, "the gateway");
  console.error(`requests are logged to ${log}`);
  return url;
}

// The extension as it is built here; for the real API, ALLOWED_ORIGINS is the operator's to set.
function extensionMayAsk() {
  return upstream ? [] : ["--var", `ALLOWED_ORIGINS:chrome-extension://${extensionId()}`];
}

// The sandbox forgets everything when it ends; a gateway that did not would count the sign-ins of people who are gone.
function stateFolder() {
  if (upstream) return join(root, ".wrangler", "state");
  const folder = mkdtempSync(join(tmpdir(), "outx-gateway-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

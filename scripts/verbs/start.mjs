// npm start: builds what is missing, runs the sandbox and the gateway with the console, and prints their addresses.
// OUTX_UPSTREAM=https://api.outx.ai uses the real API instead of a sandbox. --no-extension does not build the companion extension.

import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseBasePath } from "../../worker/npm/base-path.js";
import { extensionId } from "../../www/extension/build/identity.js";
import { keepSessionSecret, readSettings } from "../lib/dev-vars.mjs";
import { portProblem, portSetting } from "../lib/port-setting.mjs";
import { Problem, exitWith, main, root, run, start, waitForLine, waitForOutput, waitForResponse } from "../lib/process.mjs";
import { requireCargo, requireNode } from "../lib/requirements.mjs";

const upstream = process.env.OUTX_UPSTREAM;
const SETTINGS = { names: ["ALLOWED_ORIGINS", "BASE_PATH", "MCP"], vars: {} };
const logs = join(root, ".wrangler", "logs");

// Without these, wrangler asks Cloudflare for this machine's location and reports its own usage.
const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: logs,
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
};

await main(async () => {
  requireNode();
  requireCargo();
  const gatewayPort = await portSetting("PORT", 8787);
  const sandboxPort = upstream ? undefined : await portSetting("SANDBOX_PORT", 8788);

  const devVars = join(root, ".dev.vars");
  const basePath = findBasePath(readSettings({ defaults: SETTINGS, origins: [], devVars, env: process.env }));

  await run("scripts/build/worker");
  if (keepSessionSecret(devVars)) console.error("wrote a random SESSION_SECRET to .dev.vars");
  const api = upstream ?? (await startSandbox(sandboxPort));
  // With the sandbox, calls are allowed from the extension that is built here and from pages on this machine.
  const origins = upstream ? [] : [`chrome-extension://${extensionId()}`, "loopback"];
  const settings = readSettings({ defaults: SETTINGS, origins, devVars, env: process.env });
  const url = await startGateway(gatewayPort, api, { ...settings, BASE_PATH: basePath });
  // The extension is built for the port in use, because its manifest names the built-in gateway.
  if (!process.argv.includes("--no-extension")) await run("scripts/build/extension", [], { env: { OUTX_GATEWAY: url } });
  console.log(`ready ${url}`);
});

function findBasePath({ BASE_PATH = "" }) {
  try {
    return parseBasePath(BASE_PATH, "BASE_PATH");
  } catch (error) {
    throw new Problem(`${error.message}; correct it in .dev.vars or the environment`);
  }
}

async function startSandbox(port) {
  await run("scripts/build/sandbox");
  const sandbox = start("target/debug/outx-sandbox", ["--port", port], { stdio: ["pipe", "inherit"] });
  const [, url] = await waitForOutput(sandbox, /^listening (http:\/\/\S+)$/m);
  exitWith(sandbox, "the sandbox");
  console.error(`sandbox ${url}: sign in as demo@outx.test; its codes are at ${url}/__sandbox/outbox?email=demo@outx.test`);
  return url;
}

async function startGateway(port, api, { ALLOWED_ORIGINS, BASE_PATH, MCP }) {
  const log = join(logs, `gateway-${port || process.pid}.log`);
  mkdirSync(logs, { recursive: true });
  const output = openSync(log, "w");
  const gateway = start(
    "node_modules/.bin/wrangler",
    [
      "dev", "--ip", "127.0.0.1", "--port", port, "--inspector-port", 0, "--show-interactive-dev-session=false",
      "--persist-to", stateFolder(), "--var", `OUTX_UPSTREAM:${api}`, ...variable("ALLOWED_ORIGINS", ALLOWED_ORIGINS), ...variable("BASE_PATH", BASE_PATH), ...variable("MCP", MCP),
    ],
    { stdio: output, env: quiet },
  );
  closeSync(output);
  // The address is read from the log, because another program on the same port could respond too.
  const [, origin] = (await waitForLine(log, /Ready on (http:\/\/127\.0\.0\.1:\d+)/, gateway)) ?? [];
  const url = origin && `${origin}${BASE_PATH}`;
  const health = url && (await waitForResponse(`${url}/_gateway/health`, gateway));
  if (!health) throw startProblem(port, log);
  const { status, problems } = await health.json();
  if (status !== "ok") {
    const reasons = problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; ");
    throw new Problem(`the gateway is misconfigured: ${reasons}; correct it in .dev.vars or wrangler.toml`);
  }
  exitWith(gateway, "the gateway");
  console.error(`requests are logged to ${log}`);
  return url;
}

function startProblem(port, log) {
  const text = readFileSync(log, "utf8").trim();
  // Another program has taken the port while the gateway was built.
  if (text.includes("Address already in use")) return portProblem("PORT", port, "EADDRINUSE");
  return new Problem(`the gateway does not start; its log ${log}:\n${text}`);
}

function variable(name, value) {
  return value ? ["--var", `${name}:${value}`] : [];
}

// The folder for the gateway's state. The sandbox has its state in memory, so the gateway's is temporary too; otherwise sign-ins at an earlier sandbox
// would count.
function stateFolder() {
  if (upstream) return join(root, ".wrangler", "state");
  const folder = mkdtempSync(join(tmpdir(), "outx-gateway-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// npm run deploy [-- --env NAME] [--dry-run]: reports missing tools, account or secrets, builds, and deploys the gateway with the console.
// --dry-run needs no account and uploads nothing. Further arguments are passed to wrangler.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { Problem, main, root, run } from "../lib/process.mjs";
import { requireCargo, requireNode } from "../lib/requirements.mjs";
import { missingSecrets, neededSecrets } from "../lib/secrets.mjs";

const wrangler = join(root, "node_modules/.bin/wrangler");
const options = process.argv.slice(2);

await main(async () => {
  requireNode();
  requireCargo();
  await run("scripts/setup/packages");
  // Imported after the packages are installed, because it needs wrangler.
  const { environmentOf } = await import("../lib/environment.mjs");
  const environment = environmentOf(options);
  if (!options.includes("--dry-run")) {
    requireAccount();
    requireSecrets(environment);
  }
  await run("scripts/build/worker");
  // --env is also set for the top-level Worker, because wrangler warns if it is missing.
  const target = environment.name ? [] : ["--env="];
  await run(wrangler, ["deploy", ...options, ...target], { env: { WRANGLER_SEND_METRICS: "false" } });
});

function requireAccount() {
  if (process.env.CLOUDFLARE_API_TOKEN) return;
  const { stdout, stderr } = runWrangler("whoami");
  if (/not authenticated/i.test(stdout + stderr)) {
    throw new Problem("no Cloudflare account; run npx wrangler login, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID");
  }
}

function requireSecrets({ name, vars }) {
  const { status, stdout, stderr } = runWrangler("secret", "list", "--format", "json", `--env=${name}`);
  // Before the first deployment there is no Worker, so wrangler lists no secrets.
  const absent = /10007|not found|does not exist/i.test(stderr + stdout);
  if (status !== 0 && !absent) throw new Problem(`cannot list the gateway's secrets; output of wrangler:\n${(stderr || stdout).trim()}`);
  const present = status === 0 ? JSON.parse(stdout).map((secret) => secret.name) : [];
  const missing = neededSecrets(vars).filter((secret) => !present.includes(secret));
  if (missing.length > 0) throw new Problem(missingSecrets(missing, name));
}

function runWrangler(...args) {
  return spawnSync(wrangler, args, { cwd: root, encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } });
}

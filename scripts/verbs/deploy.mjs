// npm run deploy [-- --env NAME] [--dry-run]: says what is missing (account, secrets, by name), builds, and deploys the gateway with
// the console. --dry-run needs no account and uploads nothing. Further arguments go to wrangler.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { environmentOf } from "../lib/environment.mjs";
import { Problem, main, root, run } from "../lib/process.mjs";
import { missingSecrets, neededSecrets } from "../lib/secrets.mjs";

const wrangler = join(root, "node_modules/.bin/wrangler");
const options = process.argv.slice(2);

await main(async () => {
  const environment = environmentOf(options);
  if (!options.includes("--dry-run")) {
    requireAccount();
    requireSecrets(environment);
  }
  await run("scripts/build/all");
  // Said of the Worker above all environments too: wrangler warns when it has to guess.
  const target = environment.name ? [] : ["--env="];
  await run(wrangler, ["deploy", ...options, ...target], { env: { WRANGLER_SEND_METRICS: "false" } });
});

function requireAccount() {
  if (process.env.CLOUDFLARE_API_TOKEN) return;
  const { stdout, stderr } = ask("whoami");
  if (/not authenticated/i.test(stdout + stderr)) {
    throw new Problem("no Cloudflare account; run npx wrangler login, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID");
  }
}

function requireSecrets({ name, vars }) {
  const { status, stdout, stderr } = ask("secret", "list", "--format", "json", `--env=${name}`);
  // Before the first deployment there is no Worker, and so no list.
  const absent = /10007|not found|does not exist/i.test(stderr + stdout);
  if (status !== 0 && !absent) throw new Problem(`cannot list the gateway's secrets; wrangler says:\n${(stderr || stdout).trim()}`);
  const present = status === 0 ? JSON.parse(stdout).map((secret) => secret.name) : [];
  const missing = neededSecrets(vars).filter((secret) => !present.includes(secret));
  if (missing.length > 0) throw new Problem(missingSecrets(missing, name));
}

function ask(...args) {
  return spawnSync(wrangler, args, { cwd: root, encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } });
}

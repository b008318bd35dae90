// Writes the files of worker/npm that are copied or made from other files of the repository.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Miniflare } from "miniflare";
import { unstable_readConfig as readConfig } from "wrangler";

import { extensionId } from "../../www/extension/build/identity.js";
import { main, root } from "../lib/process.mjs";
import { templateOf } from "../lib/gateway-template.mjs";

const target = join(root, "worker/npm");
const COPIES = {
  "worker/build/index.js": "build/index.js",
  "worker/build/index_bg.wasm": "build/index_bg.wasm",
  "worker/THIRD-PARTY-LICENSES": "THIRD-PARTY-LICENSES",
  "LICENSE-MIT": "LICENSE-MIT",
  "LICENSE-APACHE": "LICENSE-APACHE",
};

await main(async () => {
  mkdirSync(join(target, "build"), { recursive: true });
  for (const [from, to] of Object.entries(COPIES)) copyFileSync(join(root, from), join(target, to));
  writeFileSync(join(target, "template/wrangler.toml"), templateOf(readFileSync(join(root, "wrangler.toml"), "utf8")));
  writeFileSync(join(target, "defaults.json"), `${JSON.stringify(await readDefaults(), null, 2)}\n`);
});

/** The defaults of `outx-gateway dev` from wrangler.toml, and the names of all settings. */
async function readDefaults() {
  const config = readConfig({ config: join(root, "wrangler.toml") }, { hideWarnings: true });
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // The upstream is chosen when the gateway is started.
  const { OUTX_UPSTREAM: _, ...vars } = config.vars;
  return {
    compatibilityDate: config.compatibility_date,
    runWorkerFirst: config.assets.run_worker_first,
    rateLimit: config.ratelimits[0].simple,
    extensionOrigin: `chrome-extension://${extensionId()}`,
    wrangler: devDependencies.wrangler,
    names: await readSettingNames(),
    vars,
  };
}

/** The names of the gateway's settings, from the health of the built gateway, and BASE_PATH, which only this package reads. */
async function readSettingNames() {
  const build = join(root, "worker/build");
  const miniflare = new Miniflare({
    cf: false,
    // Discards the log line of the one request.
    handleRuntimeStdio: (...streams) => streams.forEach((stream) => stream.resume()),
    modulesRoot: build,
    modules: [{ type: "ESModule", path: join(build, "index.js") }, { type: "CompiledWasm", path: join(build, "index_bg.wasm") }],
    compatibilityDate: "2026-04-01",
  });
  try {
    const { settings } = await (await miniflare.dispatchFetch("http://127.0.0.1/_gateway/health")).json();
    return [...new Set([...settings.set, ...settings.missing, "BASE_PATH"])].sort();
  } finally {
    await miniflare.dispose();
  }
}

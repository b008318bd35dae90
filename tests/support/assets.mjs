// Serves the console, or another folder, beside the Worker, with the routes of wrangler.toml.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** Options of Miniflare, for `startGateway`. `directory` is an absolute path. */
export function assets(directory = fileURLToPath(new URL("www/dist", root))) {
  const [, paths] = readFileSync(new URL("wrangler.toml", root), "utf8").match(/^run_worker_first = (\[.*\])$/m);
  return {
    name: "gateway",
    assets: {
      workerName: "gateway",
      binding: "ASSETS",
      directory,
      routerConfig: { has_user_worker: true, static_routing: { user_worker: JSON.parse(paths) } },
      assetConfig: { not_found_handling: "none" },
    },
  };
}

// Serves the console beside the Worker, with the routes of wrangler.toml.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** Options of Miniflare, for `startGateway`. */
export function assets() {
  const [, paths] = readFileSync(new URL("wrangler.toml", root), "utf8").match(/^run_worker_first = (\[.*\])$/m);
  return {
    name: "gateway",
    assets: {
      workerName: "gateway",
      binding: "ASSETS",
      directory: fileURLToPath(new URL("www/dist", root)),
      routerConfig: { has_user_worker: true, static_routing: { user_worker: JSON.parse(paths) } },
      assetConfig: { not_found_handling: "none" },
    },
  };
}

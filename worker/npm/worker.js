// The gateway as a complete Worker, for `main` of wrangler.toml. The variable BASE_PATH mounts it at a path.

import { createGateway } from "./gateway.js";
import { reject } from "./rejection.js";

export { Ledger, Limiter } from "./gateway.js";

const gateway = createGateway();

export default {
  async fetch(request, env, ctx) {
    try {
      return (await gateway.fetch(request, env, ctx)) ?? reject(404, "route_denied", `nothing is served outside ${env.BASE_PATH}`);
    } catch (error) {
      if (!(error instanceof TypeError && error.message.startsWith("BASE_PATH "))) throw error;
      return reject(500, "misconfigured", error.message);
    }
  },
};

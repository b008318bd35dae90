// The gateway as a whole Worker: `main` of wrangler.toml. The variable BASE_PATH mounts it below a path.

import { Ledger, Limiter, createGateway } from "./gateway.js";

export { Ledger, Limiter };

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

function reject(status, code, error) {
  const requestId = crypto.randomUUID();
  return Response.json({ error, code, request_id: requestId }, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

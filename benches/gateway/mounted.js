// The gateway as a library in another Worker, below /outx.

import { Ledger, Limiter, createGateway } from "../../worker/npm/gateway.js";

export { Ledger, Limiter };

const gateway = createGateway({ basePath: "/outx" });

export default {
  async fetch(request, env, ctx) {
    return (await gateway.fetch(request, env, ctx)) ?? new Response("nothing here", { status: 404 });
  },
};

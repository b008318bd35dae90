// The types of outx-gateway, as a Worker uses them. Compiled by outx-gateway-build.test.mjs.

import { Ledger, Limiter, createGateway, type Gateway } from "outx-gateway";
import worker from "outx-gateway/worker";

const gateway: Gateway = createGateway({ basePath: "/outx" });
// @ts-expect-error An option that there is not.
createGateway({ basepath: "/outx" });

export { Ledger, Limiter };
export async function handle(request: Request, env: { OUTX_UPSTREAM: string }): Promise<Response> {
  const ctx = { waitUntil() {}, passThroughOnException() {} };
  const response: Response | undefined = await gateway.fetch(request, env, ctx);
  return response ?? worker.fetch(request, env, ctx);
}

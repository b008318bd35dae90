// The use of outx-gateway in a Worker, to test its types. Compiled by outx-gateway-build.test.mjs.

import { Ledger, Limiter, createGateway, type Gateway } from "outx-gateway";
import worker from "outx-gateway/worker";

const gateway: Gateway = createGateway({ basePath: "/outx" });
// @ts-expect-error An unknown option.
createGateway({ basepath: "/outx" });

export { Ledger, Limiter };
export async function handle(request: Request, env: { OUTX_UPSTREAM: string }): Promise<Response> {
  const ctx = { waitUntil() {}, passThroughOnException() {} };
  const response: Response | undefined = await gateway.fetch(request, env, ctx);
  return response ?? worker.fetch(request, env, ctx);
}

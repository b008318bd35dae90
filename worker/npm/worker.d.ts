import type { Gateway } from "outx-gateway";

export { Ledger, Limiter } from "outx-gateway";

/** The gateway as a complete Worker. The variable `BASE_PATH` mounts it at a path; requests to other paths receive a 404. */
declare const worker: { fetch(...args: Parameters<Gateway["fetch"]>): Promise<Response> };
export default worker;

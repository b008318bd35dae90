import type { Gateway } from "outx-gateway";

export { Ledger, Limiter } from "outx-gateway";

/** The gateway as a whole Worker. The variable `BASE_PATH` mounts it below a path; requests outside get a 404. */
declare const worker: { fetch(...args: Parameters<Gateway["fetch"]>): Promise<Response> };
export default worker;

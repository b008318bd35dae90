// The division of a soak into parts.

/** Number of parts of equal length, which are compared with each other. */
export const PARTS = 10;
/** Number of requests after which growth of memory counts. */
export const WARM_REQUESTS = 50_000;

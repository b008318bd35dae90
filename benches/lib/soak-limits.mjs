// How a soak is divided.

/** Parts of equal length, compared with each other. */
export const PARTS = 10;
/** Requests after which growth counts. */
export const WARM_REQUESTS = 50_000;

// Idempotency keys of writes: a write that is sent again after its response was lost takes effect once.

import { isOutxError } from "outx-client/external";

/** Keys of the writes whose response was lost, by description of the write. A reload of the page clears them. */
const unconfirmedKeys = new Map<string, string>();

/** Sends the write that `what` describes. If its response is lost, the next write with the same description reuses the idempotency key. */
export async function withIdempotencyKey<T>(what: unknown, write: (options: { idempotencyKey: string }) => Promise<T>): Promise<T> {
  const words = JSON.stringify(what);
  const idempotencyKey = unconfirmedKeys.get(words) ?? crypto.randomUUID();
  unconfirmedKeys.delete(words);
  try {
    return await write({ idempotencyKey });
  } catch (error) {
    if (isOutxError(error) && (error.code === "network" || error.code === "timeout")) unconfirmedKeys.set(words, idempotencyKey);
    throw error;
  }
}

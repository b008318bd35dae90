// Writes whose response was lost: the same arguments sent again are the same write.

import { isOutxError } from "outx-client/external";

/** The idempotency keys of such writes, by their description. A reload forgets them. */
const unconfirmedKeys = new Map<string, string>();

/** Sends the write that `what` describes. When its response is lost, the next write of the same description reuses the idempotency key, so it takes effect once. */
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

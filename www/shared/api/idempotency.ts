// Writes whose answer was lost on the way: asked for again in the same words, each is the same write.

import { isOutxError } from "outx-client";

/** The idempotency keys of such writes, by what they ask for. A reload forgets them. */
const lost = new Map<string, string>();

/** Makes the write that `what` describes. Should its answer be lost, the next one of the same words has its key, and so it is done once. */
export async function once<T>(what: unknown, write: (options: { idempotencyKey: string }) => Promise<T>): Promise<T> {
  const words = JSON.stringify(what);
  const idempotencyKey = lost.get(words) ?? crypto.randomUUID();
  lost.delete(words);
  try {
    return await write({ idempotencyKey });
  } catch (error) {
    if (isOutxError(error) && (error.code === "network" || error.code === "timeout")) lost.set(words, idempotencyKey);
    throw error;
  }
}

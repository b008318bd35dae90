/** Returns a random idempotency key. */
export function newIdempotencyKey() {
  // `randomUUID` exists in secure contexts only.
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

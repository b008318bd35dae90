/** A random name for a write. */
export function newIdempotencyKey() {
  // randomUUID is missing where a page is not a secure context.
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The dice of the client's retries.

/** Backoffs of no length, and so retries at once: the dice fall on 0. */
export function withoutBackoff(t) {
  t.mock.method(Math, "random", () => 0);
}

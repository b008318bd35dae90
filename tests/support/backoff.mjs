// Makes the jitter of the client's retries predictable.

/** Removes backoff, so that retries are sent at once: the jitter is 0. */
export function withoutBackoff(t) {
  t.mock.method(Math, "random", () => 0);
}

// Asserts how a command of outx-gateway fails.

import assert from "node:assert/strict";

/** Asserts that the command ended with code 1, that its last message is `expected` (the whole text, or a pattern), and that it printed no stack. */
export function assertFailure({ code, stderr }, expected) {
  const message = stderr.slice(stderr.lastIndexOf("outx-gateway: ") + "outx-gateway: ".length).trimEnd();
  if (expected instanceof RegExp) assert.match(message, expected);
  else assert.equal(message, expected);
  assert.equal(code, 1);
  assert.doesNotMatch(stderr, /^\s+at /m);
}

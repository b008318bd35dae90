// What a command of outx-gateway reports when it fails.

import assert from "node:assert/strict";

/** The command ended with code 1, and its last message is `expected`: the whole text, or a pattern for it. No stack is printed. */
export function assertFailure({ code, stderr }, expected) {
  const message = stderr.slice(stderr.lastIndexOf("outx-gateway: ") + "outx-gateway: ".length).trimEnd();
  if (expected instanceof RegExp) assert.match(message, expected);
  else assert.equal(message, expected);
  assert.equal(code, 1);
  assert.doesNotMatch(stderr, /^\s+at /m);
}

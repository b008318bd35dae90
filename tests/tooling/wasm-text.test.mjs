// The wasm as text: scripts/lib/wasm-text.mjs writes what pkg/wasm-decode.js reads.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import { decode } from "../../pkg/wasm-decode.js";
import { encode } from "../../scripts/lib/wasm-text.mjs";

const decoded = (bytes) => {
  const { common, text } = encode(bytes);
  return Buffer.from(decode(common, text));
};

const cases = {
  "no byte": Buffer.alloc(0),
  "every byte once": Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  "one byte many times": Buffer.alloc(1_000, 255),
  "random bytes": randomBytes(10_000),
};

for (const [what, bytes] of Object.entries(cases)) {
  test(`${what}: the text decodes to the same bytes`, () => assert.deepEqual(decoded(bytes), bytes));
}

test("the text has no character that a string, a template, a script element or another encoding has to escape", () => {
  const { text } = encode(cases["random bytes"]);
  assert.match(text, /^[\x20-\x7e]*$/);
  assert.doesNotMatch(text, /["'`$<\\]/);
});

test("the most frequent bytes are one character each", () => {
  assert.equal(encode(Buffer.alloc(100, 7)).text.length, 100);
  const frequent = Array.from({ length: 87 }, (_, index) => [255 - index, 255 - index]).flat();
  const rare = Array.from({ length: 100 }, (_, index) => index);
  assert.equal(encode(Buffer.from([...frequent, ...rare])).text.length, 87 * 2 + 100 * 2);
});

// The size check finds the largest function of a wasm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { largestFunction } from "../../scripts/lib/wasm-functions.mjs";

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A function type without parameters and results. */
const TYPES = [1, 4, 1, 0x60, 0, 0];

test("the largest function is found behind other sections and among several", () => {
  // Bodies of 2, 3 and 200 bytes, each without locals and with an `end` instruction.
  const bodies = [[0, 0x0b], [0, 1, 0x0b], [0, ...Array(198).fill(1), 0x0b]];
  const code = [3, ...bodies.flatMap((body) => [...number(body.length), ...body])];
  const wasm = Uint8Array.from([...HEADER, ...TYPES, 3, 4, 3, 0, 0, 0, 10, ...number(code.length), ...code]);
  assert.ok(WebAssembly.validate(wasm));
  assert.equal(largestFunction(wasm), 200);
});

test("a wasm without functions has none", () => {
  assert.equal(largestFunction(Uint8Array.from(HEADER)), 0);
});

function number(value) {
  return value < 128 ? [value] : [(value % 128) + 128, ...number(Math.floor(value / 128))];
}

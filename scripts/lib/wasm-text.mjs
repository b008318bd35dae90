// Encodes bytes as the text that pkg/wasm-decode.js decodes.

import { COMMON, alphabet, order } from "../../pkg/wasm-decode.js";

/** Returns `{ common, text }` for `decode`. */
export function encode(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const most = new Set(counts.map((count, byte) => ({ count, byte })).sort((one, other) => other.count - one.count).slice(0, COMMON).map(({ byte }) => byte));
  let common = "";
  for (let byte = 0; byte < 256; byte += 4) common += [0, 1, 2, 3].reduce((digit, bit) => digit + (most.has(byte + bit) ? 1 << bit : 0), 0).toString(16);
  const codes = alphabet();
  const text = [];
  order(common).forEach((byte, place) => {
    const page = Math.floor(place / COMMON);
    const escape = page === 0 ? "" : String.fromCharCode(codes[COMMON + page - 1]);
    text[byte] = escape + String.fromCharCode(codes[place % COMMON]);
  });
  return { common, text: Array.from(bytes, (byte) => text[byte]).join("") };
}

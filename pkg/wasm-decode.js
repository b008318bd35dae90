// Reads the text that stands for the wasm in wasm-text.js. scripts/lib/wasm-text.mjs writes it.
//
// The most frequent bytes are one character each, the others two. Equal bytes stay equal, so gzip finds the repetitions that it finds in the file, and the
// text is as small (20.2 kB; brotli: 18.3 for 17.7). As hexadecimal digits it is 21.9 kB, as base64 25.6 kB, which shifts bits.

/** How many bytes are one character. */
export const COMMON = 87;

/** The code of each character that stands for a byte or, the last two, for a page of further ones: what no string or page has to escape. */
export function alphabet() {
  const codes = [];
  for (let code = 32; code < 127; code++) if (!"\"$'<\\`".includes(String.fromCharCode(code))) codes.push(code);
  return codes;
}

/** The bytes in the order of their characters. `common`: hexadecimal digits, in which a bit is set for each byte that is one character. */
export function order(common) {
  const isCommon = (byte) => (parseInt(common[byte >> 2], 16) >> (byte & 3)) & 1;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return [...bytes.filter(isCommon), ...bytes.filter((byte) => !isCommon(byte))];
}

/** The bytes that a text stands for. */
export function decode(common, text) {
  const places = [];
  alphabet().forEach((code, place) => (places[code] = place));
  const bytes = order(common);
  const decoded = new Uint8Array(text.length);
  let length = 0;
  let page = 0;
  // A plain loop: splitting the text takes ten times as long.
  for (let at = 0; at < text.length; at++) {
    const place = places[text.charCodeAt(at)];
    if (place < COMMON) {
      decoded[length++] = bytes[page + place];
      page = 0;
    } else page = (place - COMMON + 1) * COMMON;
  }
  return decoded.slice(0, length);
}

// Decodes the text in wasm-text.js, which contains the wasm. scripts/lib/wasm-text.mjs writes it.
//
// The most frequent bytes are one character each, the others two. Equal byte sequences have equal texts, so gzip finds the same repetitions as in the
// binary file, and the compressed text is as small: 20.2 kB (brotli: 18.3 kB, the file 17.7 kB). Hexadecimal digits would take 21.9 kB, and base64,
// which shifts bits, 25.6 kB.

/** How many bytes are one character. */
export const COMMON = 87;

/**
 * Returns the codes of the characters in the text: those that need no escape in a string or a page. Each stands for a byte, except the last two,
 * which select another page of bytes for the next character.
 */
export function alphabet() {
  const codes = [];
  for (let code = 32; code < 127; code++) if (!"\"$'<\\`".includes(String.fromCharCode(code))) codes.push(code);
  return codes;
}

/** Returns the bytes in the order of their characters. `common` is a bit set in hexadecimal digits: the bytes that are one character each. */
export function order(common) {
  const isCommon = (byte) => (parseInt(common[byte >> 2], 16) >> (byte & 3)) & 1;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return [...bytes.filter(isCommon), ...bytes.filter((byte) => !isCommon(byte))];
}

/** Decodes a text. */
export function decode(common, text) {
  const places = [];
  alphabet().forEach((code, place) => (places[code] = place));
  const bytes = order(common);
  const decoded = new Uint8Array(text.length);
  let length = 0;
  let page = 0;
  // A plain loop is ten times as fast as splitting the text.
  for (let at = 0; at < text.length; at++) {
    const place = places[text.charCodeAt(at)];
    if (place < COMMON) {
      decoded[length++] = bytes[page + place];
      page = 0;
    } else page = (place - COMMON + 1) * COMMON;
  }
  return decoded.slice(0, length);
}

// Reads the sizes of the functions in a wasm file.

const HEADER_BYTES = 8;
const CODE_SECTION = 10;

/** The size of the largest function's code, in bytes; 0 without functions. */
export function largestFunction(wasm) {
  const reader = { wasm, at: HEADER_BYTES };
  while (reader.at < wasm.length) {
    const id = wasm[reader.at++];
    const end = readNumber(reader) + reader.at;
    if (id === CODE_SECTION) return largestOf(reader);
    reader.at = end;
  }
  return 0;
}

function largestOf(reader) {
  let largest = 0;
  for (let left = readNumber(reader); left > 0; left -= 1) {
    const size = readNumber(reader);
    largest = Math.max(largest, size);
    reader.at += size;
  }
  return largest;
}

/** Reads an unsigned LEB128 number: seven bits per byte, the lowest first. */
function readNumber(reader) {
  let number = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = reader.wasm[reader.at++];
    number += (byte & 127) * factor;
    if (byte < 128) return number;
  }
}

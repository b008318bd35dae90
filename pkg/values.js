// Functions with which the wasm reads JavaScript values, one call per value. None throws: a value that cannot be read is `undefined`.

const KINDS = { undefined: 0, boolean: 2, number: 3, string: 4, object: 6 };

/** Returns the kind of a value, as a number that src/js_value.rs maps to `ValueKind`. */
export function kindOf(value) {
  if (value === null) return 1;
  return Array.isArray(value) ? 5 : (KINDS[typeof value] ?? 7);
}

export function numberOf(value) {
  return typeof value === "number" ? value : NaN;
}

/** Returns a property of an object. */
export function readField(object, name) {
  try {
    return typeof object === "object" ? object[name] : undefined;
  } catch {
    // The object is `null`, or a getter threw.
  }
}

export function readHeader(response, name) {
  try {
    return response.headers.get(name);
  } catch {
    // The caller's own fetch returned something that is not a response.
  }
}

/** Decodes percent-encoding. */
export function percentDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // An escape is invalid.
  }
}

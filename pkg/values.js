// Values as the wasm reads them, each by one call. What cannot be read is `undefined`.

const KINDS = { undefined: 0, boolean: 2, number: 3, string: 4, object: 6 };

/** The kind of a value, as `ValueKind` of core numbers them. */
export function kindOf(value) {
  if (value === null) return 1;
  return Array.isArray(value) ? 5 : (KINDS[typeof value] ?? 7);
}

export function numberOf(value) {
  return typeof value === "number" ? value : NaN;
}

/** A property of an object. */
export function readField(object, name) {
  try {
    return typeof object === "object" ? object[name] : undefined;
  } catch {
    // `null`, or a getter threw.
  }
}

export function readHeader(response, name) {
  try {
    return response.headers.get(name);
  } catch {
    // The caller's own fetch returned what is not a response.
  }
}

/** A text without percent-encoding. */
export function percentDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // An escape is broken.
  }
}

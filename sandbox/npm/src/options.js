// Validates options: rejects unknown names, and values that JavaScript would silently convert.

/** Throws when `options` has a key that is not in `allowed`. */
export function assertKnownOptions(call, options, allowed) {
  const unknown = Object.keys(options).find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${call}: unknown option "${unknown}"; expected ${allowed.join(", ")}`);
  }
}

/** Returns `value`, or throws when it is not an integer from 0 to `max`. */
export function checkInteger(call, name, value, max) {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${call}: invalid "${name}": got ${String(value)}, expected an integer from 0 to ${max}`);
  }
  return value;
}

// The errors of this package: real `Error`s, one class per kind, with a `code`.

import { classes } from "./error-base.js";
import { InvalidRequestError } from "./error-classes.js";

export { OutxError, isOutxError } from "./error-base.js";
export * from "./error-classes.js";

/** Creates an error of the class `name`. */
export function createError(name, message, fields) {
  return new classes[name](message, fields);
}

/** Creates an `invalid_request` error about an option. */
export function invalidRequest(message) {
  return new InvalidRequestError(message, { code: "invalid_request" });
}

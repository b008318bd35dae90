// The base class of the errors of this package.

/** Marks the errors across two copies of the package, where `instanceof` fails. */
const MARK = Symbol.for("outx-client.error");

/** The base class of every error of this package. */
export class OutxError extends Error {
  constructor(message, { cause, code, status, requestId, retryAfterMs, retryable = false, operation, taskId, durationMs, headers, body } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { code, status, requestId, retryAfterMs, retryable, operation, durationMs });
    if (taskId !== undefined) this.taskId = taskId;
    // Not enumerable: they may contain personal data, which should not get into a log that prints the error.
    Object.defineProperties(this, { headers: { value: headers }, body: { value: body } });
  }

  get [MARK]() {
    return true;
  }
}

/** Whether an error is one of this package, or of another copy of it. */
export function isOutxError(error) {
  return typeof error === "object" && error !== null && error[MARK] === true;
}

/** The classes by name. */
export const classes = { OutxError };

/** Adds classes, and sets the `name` of their errors from the property names, which a minifier keeps. */
export function addClasses(more) {
  for (const [name, { prototype }] of Object.entries(Object.assign(classes, more))) {
    Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
  }
}

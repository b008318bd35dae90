// The base class of the errors of this package.

/** Marks the errors across two copies of the package, where `instanceof` fails. */
const MARK = Symbol.for("outx-client.error");

/** The base class of every error of this package. */
export class OutxError extends Error {
  constructor(message, { cause, code, status, requestId, retryAfterMs, retryable = false, operation, taskId, durationMs, headers, body } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { code, status, requestId, retryAfterMs, retryable, operation, durationMs });
    if (taskId !== undefined) this.taskId = taskId;
    // Not enumerated: they may have names and texts of people, which a log that writes the error should not.
    Object.defineProperties(this, { headers: { value: headers }, body: { value: body } });
  }

  get [MARK]() {
    return true;
  }
}

/** Whether an error is of this package, or of another copy of it. */
export function isOutxError(error) {
  return typeof error === "object" && error !== null && error[MARK] === true;
}

/** Names the errors of a class; as text, the name survives a minifier. */
export function nameClass({ prototype }, name) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}

nameClass(OutxError, "OutxError");

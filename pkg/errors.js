// The errors of this package: real `Error`s, one class per kind, with a `code`.

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

export class InvalidRequestError extends OutxError {}
export class AuthenticationError extends OutxError {}
export class PlanLimitError extends OutxError {}
export class ExtensionInactiveError extends OutxError {}
export class PermissionError extends OutxError {}
export class NotFoundError extends OutxError {}
export class ConflictError extends OutxError {}
export class RateLimitError extends OutxError {}
export class ServerError extends OutxError {}
export class ConnectionError extends OutxError {}
export class TimeoutError extends OutxError {}
export class TaskError extends OutxError {}
export class ClientPanicError extends OutxError {}

const classes = {
  InvalidRequestError, AuthenticationError, PlanLimitError, ExtensionInactiveError, PermissionError, NotFoundError, ConflictError,
  RateLimitError, ServerError, ConnectionError, TimeoutError, TaskError, ClientPanicError, OutxError,
};

// By name, so that the names survive a minifier. The names are those of `Class` in core/src/policy/code.rs.
for (const [name, { prototype }] of Object.entries(classes)) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}

/** Whether an error is of this package, or of another copy of it. */
export function isOutxError(error) {
  return typeof error === "object" && error !== null && error[MARK] === true;
}

/** An error of the class of this name. */
export function createError(name, message, fields) {
  return new classes[name](message, fields);
}

/** An `invalid_request` about an option. */
export function invalidRequest(message) {
  return new InvalidRequestError(message, { code: "invalid_request" });
}

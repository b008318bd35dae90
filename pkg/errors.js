// The errors a call can end in: real `Error`s, one class a kind, the code in `code`.

/** Marks our errors across two copies of the package, where `instanceof` fails. */
const MARK = Symbol.for("outx-client.error");

/** What every error of this package is. */
export class OutxError extends Error {
  constructor(message, { cause, code, status, requestId, retryAfterMs, retryable = false, operation, taskId } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { code, status, requestId, retryAfterMs, retryable, operation });
    if (taskId !== undefined) this.taskId = taskId;
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

// In the order of `Class` in core/src/error.rs, by whose number the wasm names them.
const classes = {
  InvalidRequestError, AuthenticationError, PlanLimitError, ExtensionInactiveError, PermissionError, NotFoundError, ConflictError,
  RateLimitError, ServerError, ConnectionError, TimeoutError, TaskError, ClientPanicError, OutxError,
};

// Spelled out, so that the names survive a minifier.
for (const [name, { prototype }] of Object.entries(classes)) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}

/** Whether an error is of this package, of whichever copy. */
export function isOutxError(error) {
  return typeof error === "object" && error !== null && error[MARK] === true;
}

/** The error of the fields that the wasm gave. */
export function fromFields(fields) {
  return new (Object.values(classes)[fields.type])(fields.message, fields);
}

/** An `invalid_request` of the face's own. */
export function invalid(message, operation) {
  return new InvalidRequestError(message, { code: "invalid_request", operation });
}

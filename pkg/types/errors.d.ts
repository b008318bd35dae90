import type { ErrorCode, ErrorCodes } from "./codes.js";
import type { CallName } from "./calls.js";

export type { ErrorCode } from "./codes.js";

/** The fields of an error, for tests that create one. */
export interface OutxErrorFields<Code extends ErrorCode = ErrorCode> {
  code: Code;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  retryable?: boolean | undefined;
  operation?: CallName | undefined;
  durationMs?: number | undefined;
  headers?: Headers | undefined;
  body?: unknown;
  taskId?: string | undefined;
  cause?: unknown;
}

/** The base class of every error of this package. It never contains the key. */
export class OutxError<Code extends ErrorCode = ErrorCode> extends Error {
  constructor(message: string, fields?: OutxErrorFields<Code>);
  /** What went wrong; stable, unlike the message. */
  readonly code: Code;
  /** The HTTP status; absent when there was no response. */
  readonly status: number | undefined;
  /** The `x-request-id` of the response. */
  readonly requestId: string | undefined;
  /** How long the server asked to wait, or how long until the hour's LinkedIn actions have room, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call may be made again without harm and could then succeed. */
  readonly retryable: boolean;
  /** The operation, such as `posts.list`. */
  readonly operation: CallName | undefined;
  /** Milliseconds from the call to its error, waits included; absent of an error that no call ended in. */
  readonly durationMs: number | undefined;
  /** The headers of the last response, without those that set a cookie or a session. Not enumerated. */
  readonly headers: Headers | undefined;
  /** The body of the last error response: JSON, else its text. Not enumerated: it may name people. The key in it reads `[redacted]`. */
  readonly body: unknown;
  readonly cause?: unknown;
}

/** An argument is wrong (nothing was sent), or the API rejected the request: 400, 405, 413, 415 and other 4xx. */
export class InvalidRequestError extends OutxError<ErrorCodes["InvalidRequestError"]> {
  readonly name: "InvalidRequestError";
}

/** 401: no key or a wrong one, a wrong or expired one-time code, or a session that has ended. */
export class AuthenticationError extends OutxError<ErrorCodes["AuthenticationError"]> {
  readonly name: "AuthenticationError";
}

/** 402: the plan does not allow more. */
export class PlanLimitError extends OutxError<ErrorCodes["PlanLimitError"]> {
  readonly name: "PlanLimitError";
}

/** 403: no team member's OutX extension was active within 48 hours. */
export class ExtensionInactiveError extends OutxError<ErrorCodes["ExtensionInactiveError"]> {
  readonly name: "ExtensionInactiveError";
}

/** 403: the resource belongs to another team, the token's scope does not allow it, or the gateway does not serve this origin. */
export class PermissionError extends OutxError<ErrorCodes["PermissionError"]> {
  readonly name: "PermissionError";
}

/** 404: the resource does not exist, or the gateway has no such route. */
export class NotFoundError extends OutxError<ErrorCodes["NotFoundError"]> {
  readonly name: "NotFoundError";
}

/** 409: the idempotency key was used with another body, or a write was sent and its outcome is unknown. */
export class ConflictError extends OutxError<ErrorCodes["ConflictError"]> {
  readonly name: "ConflictError";
}

/** 429 of the API, or the hourly budget of LinkedIn actions is used up; see `retryAfterMs`. */
export class RateLimitError extends OutxError<ErrorCodes["RateLimitError"]> {
  readonly name: "RateLimitError";
}

/** 5xx, a redirect, a malformed response, or a gateway with a missing or weak setting. */
export class ServerError extends OutxError<ErrorCodes["ServerError"]> {
  readonly name: "ServerError";
}

/** There was no response, or the wasm could not be loaded. */
export class ConnectionError extends OutxError<ErrorCodes["ConnectionError"]> {
  readonly name: "ConnectionError";
}

/** The time limit of the attempts, or of the whole call, was reached. */
export class TimeoutError extends OutxError<ErrorCodes["TimeoutError"]> {
  readonly name: "TimeoutError";
}

/** The task failed, or the wait for it ended. After `task_timeout` the task goes on: `tasks.resume(error.taskId)`. */
export class TaskError extends OutxError<ErrorCodes["TaskError"]> {
  readonly name: "TaskError";
  readonly taskId: string;
}

/** An internal error of this package: the call rejects, the next one works. */
export class ClientPanicError extends OutxError<ErrorCodes["ClientPanicError"]> {
  readonly name: "ClientPanicError";
}

/** Any error of this package; comparing `code` narrows it to its class. */
export type AnyOutxError =
  | InvalidRequestError
  | AuthenticationError
  | PlanLimitError
  | ExtensionInactiveError
  | PermissionError
  | NotFoundError
  | ConflictError
  | RateLimitError
  | ServerError
  | ConnectionError
  | TimeoutError
  | TaskError
  | ClientPanicError;

/** Whether an error is of this package; true across two copies of it, where `instanceof` fails. */
export function isOutxError(error: unknown): error is AnyOutxError;

import type { OperationName } from "./operations.js";

/** Every code an error can have. */
export type ErrorCode =
  | "invalid_request"
  | "missing_key"
  | "invalid_key"
  | "invalid_otp"
  | "session_expired"
  | "plan_limit"
  | "extension_inactive"
  | "access_denied"
  | "origin_denied"
  | "not_found"
  | "route_denied"
  | "idempotency_conflict"
  | "outcome_unknown"
  | "rate_limited"
  | "action_budget"
  | "upstream"
  | "bad_response"
  | "misconfigured"
  | "network"
  | "timeout"
  | "task_failed"
  | "task_timeout"
  | "panic";

/** What an error is made of, for tests that make one. */
export interface OutxErrorFields<Code extends ErrorCode = ErrorCode> {
  code: Code;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  retryable?: boolean | undefined;
  operation?: OperationName | undefined;
  taskId?: string | undefined;
  cause?: unknown;
}

/** What every error of this package is. The key is never in it. */
export class OutxError<Code extends ErrorCode = ErrorCode> extends Error {
  constructor(message: string, fields?: OutxErrorFields<Code>);
  /** What went wrong; stable, unlike the message. */
  readonly code: Code;
  /** The HTTP status; absent when there was no answer. */
  readonly status: number | undefined;
  /** The answer's `x-request-id`. */
  readonly requestId: string | undefined;
  /** How long the server asked to wait, or how long until the hour's LinkedIn actions have room, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call may be made again without harm and could then succeed. */
  readonly retryable: boolean;
  /** The operation, such as `posts.list`. */
  readonly operation: OperationName | undefined;
  readonly cause?: unknown;
}

/** An argument is wrong (nothing was sent), or the API refused the request: 400, 405, 413, 415 and other 4xx. */
export class InvalidRequestError extends OutxError<"invalid_request"> {
  readonly name: "InvalidRequestError";
}

/** 401: no key, a wrong one, a wrong or old one-time code, or a session that is over. */
export class AuthenticationError extends OutxError<"missing_key" | "invalid_key" | "invalid_otp" | "session_expired"> {
  readonly name: "AuthenticationError";
}

/** 402: the plan has no room for it. */
export class PlanLimitError extends OutxError<"plan_limit"> {
  readonly name: "PlanLimitError";
}

/** 403: no team member's OutX extension was active within 48 hours. */
export class ExtensionInactiveError extends OutxError<"extension_inactive"> {
  readonly name: "ExtensionInactiveError";
}

/** 403: it belongs to another team, the scope does not reach, or the gateway does not serve this origin. */
export class PermissionError extends OutxError<"access_denied" | "origin_denied"> {
  readonly name: "PermissionError";
}

/** 404: there is no such thing, or the gateway has no such route. */
export class NotFoundError extends OutxError<"not_found" | "route_denied"> {
  readonly name: "NotFoundError";
}

/** 409: the idempotency key was used with another body, or a write was sent and its outcome is not known. */
export class ConflictError extends OutxError<"idempotency_conflict" | "outcome_unknown"> {
  readonly name: "ConflictError";
}

/** 429 of the API, or the hour's LinkedIn actions are spent; see `retryAfterMs`. */
export class RateLimitError extends OutxError<"rate_limited" | "action_budget"> {
  readonly name: "RateLimitError";
}

/** 5xx, a redirect, an answer that is not what it says, or a gateway with a missing or weak setting. */
export class ServerError extends OutxError<"upstream" | "bad_response" | "misconfigured"> {
  readonly name: "ServerError";
}

/** There was no answer, or the wasm could not be loaded. */
export class ConnectionError extends OutxError<"network"> {
  readonly name: "ConnectionError";
}

/** The time of the attempts, or of the whole call, is spent. */
export class TimeoutError extends OutxError<"timeout"> {
  readonly name: "TimeoutError";
}

/** The task failed, or the wait for it is over. After `task_timeout` the task lives on: `tasks.resume(error.taskId)`. */
export class TaskError extends OutxError<"task_failed" | "task_timeout"> {
  readonly name: "TaskError";
  readonly taskId: string;
}

/** A defect of this package: the call rejects, the next one works. */
export class ClientPanicError extends OutxError<"panic"> {
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

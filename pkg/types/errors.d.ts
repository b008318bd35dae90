import type { ErrorCode } from "./codes.js";
import type { CallName } from "./calls.js";
import type { AnyOutxError } from "./error-classes.js";

export type { ErrorCode } from "./codes.js";
export * from "./error-classes.js";

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

/** Whether an error is of this package; true across two copies of it, where `instanceof` fails. */
export function isOutxError(error: unknown): error is AnyOutxError;

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
  /** The code, which says what went wrong. Unlike the message, it is stable. */
  readonly code: Code;
  /** The HTTP status; absent when there was no response. */
  readonly status: number | undefined;
  /** The `x-request-id` of the response. */
  readonly requestId: string | undefined;
  /** Milliseconds to wait before a retry: the server's `Retry-After`, or the time until the next LinkedIn action is allowed. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call can safely be made again and may then succeed. */
  readonly retryable: boolean;
  /** The operation, such as `posts.list`. */
  readonly operation: CallName | undefined;
  /** Milliseconds from the call to its error, waits included; absent when the error did not end a call. */
  readonly durationMs: number | undefined;
  /** The headers of the last response, without those that set a cookie or a session. The property is not enumerable. */
  readonly headers: Headers | undefined;
  /**
   * The body of the last error response: parsed JSON, else its text. The key in it is replaced by `[redacted]`. The property is not enumerable,
   * because it may contain personal data.
   */
  readonly body: unknown;
  readonly cause?: unknown;
}

/** Whether an error is one of this package. It also recognizes errors of another copy of the package, where `instanceof` fails. */
export function isOutxError(error: unknown): error is AnyOutxError;

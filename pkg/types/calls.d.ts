import type { ErrorCode } from "./codes.js";
import type { OperationName } from "./operations.js";

/** The name of a call in errors and hooks: an operation, a method of the gateway, or `request` for `outx.request`. */
export type CallName = OperationName | "auth.session" | "auth.signOut" | "gateway.usage" | "gateway.health" | "request";

/** The last argument of every call. */
export interface CallOptions {
  /** Aborts the call, also during a backoff. As with `fetch`, the call rejects with the signal's reason. */
  signal?: AbortSignal | null | undefined;
  /** Milliseconds that one attempt may take. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Milliseconds that the call may take with all its attempts and waits. Default: the client's. */
  totalTimeoutMs?: number | undefined;
  /** The attempts of the call. Default: the client's. */
  retry?: Retry | undefined;
  /**
   * Further headers, which override `defaultHeaders`. Headers that the client sets itself are rejected. `null` removes a header, `undefined` is
   * ignored.
   */
  headers?: GivenHeaders | undefined;
  /**
   * The idempotency key of a write through a gateway, 1 to 255 visible ASCII characters. Calls with the same key take effect once. Default: a
   * random key per call.
   */
  idempotencyKey?: string | undefined;
  /**
   * Arguments that the package does not know yet. They are sent where the operation's other arguments are: in the query or in the body. Names
   * that the package knows are rejected.
   */
  extraArgs?: Record<string, unknown> | undefined;
}

/** Headers as `fetch` accepts them, or an object in which `null` removes a header. */
export type GivenHeaders = ConstructorParameters<typeof Headers>[0] | Record<string, string | null | undefined>;

/** The attempts of a call: `false` for one attempt, a number from 1 to 10 with the first included, or `true` for the default. */
export type Retry =
  | boolean
  | number
  | {
      attempts?: number | undefined;
      /** Called before each retry. `false` ends the call with the error of the attempt. It cannot request further attempts. */
      when?: ((failure: RetryFailure) => boolean) | undefined;
    };

/** A failed attempt, after which the next would begin in `delayMs` milliseconds. */
export interface RetryFailure {
  operation: CallName;
  /** From 1. */
  attempt: number;
  /** The HTTP status; absent when there was no response. */
  status?: number | undefined;
  code: ErrorCode;
  delayMs: number;
}

/** The promise of a call's response data. */
export interface CallPromise<T> extends Promise<T> {
  /** Resolves to the response data and its HTTP response, whose body can be read again. */
  withResponse(): Promise<WithResponse<T>>;
}

/** The response data of a call with its HTTP response. */
export interface WithResponse<T> {
  data: T;
  response: Response;
  /** The `x-request-id` of the response. */
  requestId?: string | undefined;
}

/** A list in pages. Iterate over it for all its items, which fetches each page when it is needed, or fetch one page. */
export interface Pages<Item, Page = { data: Item[] }> extends AsyncIterable<Item> {
  /** Fetches one page: the one that the arguments select, by default the first. */
  page(): CallPromise<Page>;
  /** Iterates over the pages, from the one that the arguments select. */
  pages(): AsyncGenerator<Page, void, undefined>;
  /** Returns the first `limit` items, 1 to 10,000, and fetches only the pages that are needed for them. */
  toArray(options: { limit: number }): Promise<Item[]>;
  /** Iterates over the items, page by page. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
}

/** Arguments of an operation without arguments. */
export type NoArguments = Record<string, never>;

/** A request to a path that no operation has. */
export interface RawRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path on the API's host, such as `/api-new`, percent-encoded and without a query. */
  path: string;
  /** The query parameters. A list is sent as a repeated parameter, `undefined` is not sent. */
  query?: Record<string, QueryValue | readonly QueryValue[] | undefined> | undefined;
  /** The body, sent as JSON. It must be absent with GET. */
  body?: unknown;
  /**
   * The kind of operation, which decides whether it is retried. `task` and `write-task` count as a LinkedIn action and resolve to a `Task`.
   * Default: `read` for GET, else `write`.
   */
  kind?: "read" | "write" | "task" | "write-task" | undefined;
}

/** A value of a query parameter. */
export type QueryValue = string | number | boolean;

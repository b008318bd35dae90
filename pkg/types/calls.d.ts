import type { ErrorCode } from "./codes.js";
import type { OperationName } from "./operations.js";

/** What errors and hooks call an operation: its name, those of the gateway, and `request` for a path that is no operation's. */
export type CallName = OperationName | "auth.session" | "auth.signOut" | "gateway.usage" | "gateway.health" | "request";

/** The last argument of every call. */
export interface CallOptions {
  /** Ends the call, a backoff included; it rejects with the signal's own reason, as `fetch` does. */
  signal?: AbortSignal | null | undefined;
  /** Milliseconds an attempt may take. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Milliseconds the call may take with all its attempts and waits. Default: the client's. */
  totalTimeoutMs?: number | undefined;
  /** Default: the client's. */
  retry?: Retry | undefined;
  /** Further headers, over `defaultHeaders`. Those that the client sets itself are rejected; `null` removes one, `undefined` is left out. */
  headers?: GivenHeaders | undefined;
  /** Names a write towards a gateway, 1 to 255 visible ASCII characters: the same key never acts twice. Default: one per call. */
  idempotencyKey?: string | undefined;
  /**
   * Arguments that the package does not know yet, sent where the operation sends its own: in the query or in the body. Names that it
   * knows are rejected.
   */
  extraArgs?: Record<string, unknown> | undefined;
}

/** Headers as `fetch` takes them, or an object in which `null` removes one. */
export type GivenHeaders = ConstructorParameters<typeof Headers>[0] | Record<string, string | null | undefined>;

/** `false`: one attempt; a number: so many attempts in all, 1 to 10; `true`: the default. */
export type Retry =
  | boolean
  | number
  | {
      attempts?: number | undefined;
      /** Called before an attempt is repeated; `false` ends the call with its error. It cannot ask for further attempts. */
      when?: ((failure: RetryFailure) => boolean) | undefined;
    };

/** An attempt that would be repeated after `delayMs`. */
export interface RetryFailure {
  operation: CallName;
  /** From 1. */
  attempt: number;
  /** The HTTP status; absent when there was no response. */
  status?: number | undefined;
  code: ErrorCode;
  delayMs: number;
}

/** The promise of a call's value. */
export interface CallPromise<T> extends Promise<T> {
  /** The value with its HTTP response, whose body is already read. */
  withResponse(): Promise<WithResponse<T>>;
}

/** The value of a call with its response. */
export interface WithResponse<T> {
  data: T;
  response: Response;
  /** The `x-request-id` of the response. */
  requestId?: string | undefined;
}

/** A list in pages. Iterate over it for all its items, each page fetched when it is needed; or take one page. */
export interface Pages<Item, Page = { data: Item[] }> extends AsyncIterable<Item> {
  /** The one page that the arguments name, as the API returns it. */
  page(): CallPromise<Page>;
  /** The pages, from the one that the arguments name. */
  pages(): AsyncGenerator<Page, void, undefined>;
  /** The first `limit` items, 1 to 10,000. Pages are fetched until there are as many. */
  toArray(options: { limit: number }): Promise<Item[]>;
  /** The items, page after page. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
}

/** Arguments of an operation that has none. */
export type NoArguments = Record<string, never>;

/** A request to a path that is no operation's. */
export interface RawRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path on the API's host, such as `/api-new`, percent-encoded and without a query. */
  path: string;
  /** A list becomes a repeated parameter; `undefined` is left out. */
  query?: Record<string, QueryValue | readonly QueryValue[] | undefined> | undefined;
  /** Sent as JSON; not with GET. */
  body?: unknown;
  /**
   * Whether it may be repeated, and whether it names a task: `task` and `write-task` count as a LinkedIn action and resolve to a `Task`.
   * Default: `read` for GET, else `write`.
   */
  kind?: "read" | "write" | "task" | "write-task" | undefined;
}

/** What a query carries. */
export type QueryValue = string | number | boolean;

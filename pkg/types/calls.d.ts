/** The last argument of every call. */
export interface CallOptions {
  /** Ends the call, a backoff included; it rejects with the signal's own reason, as `fetch` does. */
  signal?: AbortSignal | null | undefined;
  /** Milliseconds an attempt may take. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Default: the client's. */
  retry?: Retry | undefined;
  /** Further headers. Those that the client sets itself are rejected; `undefined` is left out. */
  headers?: ConstructorParameters<typeof Headers>[0] | Record<string, string | undefined> | undefined;
  /** Names a write towards a gateway, 1 to 255 visible ASCII characters: the same key never acts twice. Default: one per call. */
  idempotencyKey?: string | undefined;
}

/** `false`: one attempt; a number: so many attempts in all, 1 to 10; `true`: the default. */
export type Retry = boolean | number | { attempts?: number | undefined };

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
  /** The items, page after page. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
}

/** Arguments of an operation that has none. */
export type NoArguments = Record<string, never>;

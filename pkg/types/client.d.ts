import type { Auth } from "./auth.js";
import type { CallName, CallOptions, CallPromise, GivenHeaders, RawRequest, Retry } from "./calls.js";
import type { ErrorCode } from "./errors.js";
import type { Gateway } from "./gateway.js";
import type { LinkedIn } from "./linkedin.js";
import type { Engagement, Interactions, Posts, Teams, Watchlists } from "./methods.js";
import type { Task, Tasks } from "./tasks.js";

/**
 * The options of a client. Exactly one of `gateway` and `apiKey` is required. In Node, Deno and Bun, environment variables are the defaults:
 * `OUTX_GATEWAY` or `OUTX_API_KEY`, `OUTX_BASE_URL` for `baseUrl`, and `OUTX_LOG` for `logLevel`.
 */
export type OutxOptions = GatewayOptions | KeyOptions | EnvironmentOptions;

/** Options on a server where an environment variable has the gateway or the API key. */
export interface EnvironmentOptions extends SharedOptions {
  gateway?: undefined;
  apiKey?: undefined;
  /** As in `GatewayOptions`, where `OUTX_GATEWAY` names the gateway. */
  token?: GatewayOptions["token"];
  /** As in `GatewayOptions`, where `OUTX_GATEWAY` names the gateway. */
  onSession?: GatewayOptions["onSession"];
  baseUrl?: KeyOptions["baseUrl"];
  dangerouslyAllowKeyInBrowser?: undefined;
}

/** Options for browsers, and for any place where the API key must not be: the gateway holds it. */
export interface GatewayOptions extends SharedOptions {
  /** The URL of the gateway: https, or http for a loopback host. */
  gateway: string | URL;
  /**
   * Returns the bearer token of the session. It is called once per call. Use it on extension pages and on other sites; without it the session is
   * a cookie, which only pages on the gateway's site can use. When it returns `undefined`, because no one is signed in, the call rejects with
   * `missing_key`.
   */
  token?: (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Receives each session token that the gateway renews. Store it for `token`. */
  onSession?: ((token: string) => unknown) | undefined;
  apiKey?: undefined;
  baseUrl?: undefined;
  dangerouslyAllowKeyInBrowser?: undefined;
}

/** Options for servers, edge workers and scripts. The constructor throws in a browser. */
export interface KeyOptions extends SharedOptions {
  /**
   * The team's API key, or a function that returns it, which is called once per call, except for calls of `auth`. When it returns `undefined`, for
   * example because an environment variable is not set, the call rejects with `missing_key`.
   */
  apiKey: string | (() => string | undefined | Promise<string | undefined>);
  /** The base URL of the API. Default: `https://api.outx.ai`. */
  baseUrl?: string | URL | undefined;
  /** Allows `apiKey` in a browser. Everyone who opens the page can read the key, so use it only on a page that no one else can open. */
  dangerouslyAllowKeyInBrowser?: boolean | undefined;
  gateway?: undefined;
  token?: undefined;
  onSession?: undefined;
}

/** Options of clients with a gateway and of clients with an API key. */
export interface SharedOptions extends DerivedOptions {
  /** LinkedIn actions per hour. Default: 50. Further ones wait, or reject with `action_budget`. */
  actionsPerHour?: number | undefined;
}

/** Options that `withOptions` may change. */
export interface DerivedOptions {
  /** Milliseconds that one attempt may take. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** Milliseconds that a call may take with all its attempts and waits. Default: 120,000. */
  totalTimeoutMs?: number | undefined;
  /** The attempts of a call. Default: 3. */
  retry?: Retry | undefined;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Further options of `fetch`, such as `cache`, `keepalive` or Node's `dispatcher`. Options that the client sets itself are rejected. */
  fetchOptions?: FetchOptions | undefined;
  /** Headers of every call, for example for tracing. A call's `headers` override them. */
  defaultHeaders?: GivenHeaders | undefined;
  /** Your application, for the header `user-agent` on servers. A browser sends its own. */
  appInfo?: AppInfo | undefined;
  /** Receives the events of the hooks, and failed calls, such as `console`. Default: the console, if `logLevel` is set. */
  logger?: Logger | undefined;
  /** The least serious events that are logged. Default: `debug` with a `logger`, else `off`. */
  logLevel?: LogLevel | undefined;
  hooks?: Hooks | undefined;
}

/** Options of `fetch` that the client does not set itself. */
export type FetchOptions = Omit<RequestInit, ReservedFetchOption> & { [Name in ReservedFetchOption]?: undefined } & Record<string, unknown>;

/** Options of `fetch` that the client sets itself. */
export type ReservedFetchOption = "redirect" | "credentials" | "headers" | "method" | "body" | "signal";

/** An application. Each field consists of visible ASCII characters and spaces. */
export interface AppInfo {
  name: string;
  version?: string | undefined;
  url?: string | undefined;
}

/** `error` logs failed calls; `warn` also retries; `info` also responses; `debug` also requests. */
export type LogLevel = "off" | "error" | "warn" | "info" | "debug";

/** A logger with at least one of these functions. When the function of a level is missing, the next lower level is used. */
export interface Logger {
  debug?: LogFunction | undefined;
  info?: LogFunction | undefined;
  warn?: LogFunction | undefined;
  error?: LogFunction | undefined;
}

/** A function that logs a message and its fields. */
export type LogFunction = (message: string, fields: RequestEvent | ResponseEvent | RetryEvent | FailureEvent) => unknown;

/** Functions that receive the events of a call. No event contains headers, bodies or the key. An error that a hook throws is ignored. */
export interface Hooks {
  /** Called when an attempt begins. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** Called when an attempt has ended, with or without a response. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** Called when an attempt has failed and another follows. */
  onRetry?: ((event: RetryEvent) => unknown) | undefined;
}

/** The event of an attempt that begins. */
export interface RequestEvent {
  operation: CallName;
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  /** From 1. */
  attempt: number;
}

/** The event of an attempt that has ended. */
export interface ResponseEvent extends RequestEvent {
  /** The HTTP status; absent when there was no response. */
  status?: number;
  /** The `x-request-id` of the response. */
  requestId?: string;
  /** The error of the attempt; absent when it succeeded. */
  code?: ErrorCode;
  /** Milliseconds that the attempt took. */
  durationMs: number;
}

/** The event of a retry. */
export interface RetryEvent extends RequestEvent {
  /** Milliseconds until the next attempt. */
  delayMs: number;
  /** The error of the attempt that failed. */
  code: ErrorCode;
}

/** The event of a failed call, which only the logger receives. */
export interface FailureEvent extends RequestEvent {
  /** The HTTP status; absent when there was no response. */
  status?: number;
  /** The `x-request-id` of the response. */
  requestId?: string;
  code: ErrorCode;
  message: string;
  /** Milliseconds from the call to its error. */
  durationMs: number;
}

/** Counts since the client was created. */
export interface Usage {
  /** Calls that began. */
  calls: number;
  /** Attempts beyond the first of a call. */
  retries: number;
  /** Calls that ended in an error, by its code. */
  errors: Partial<Record<ErrorCode, number>>;
  /** LinkedIn actions within the last hour. */
  actions: number;
  actionsPerHour: number;
}

/** The client. It sends requests only for calls, and loads the wasm on the first call. */
export class Outx {
  /** @throws {InvalidRequestError} an option is wrong, unknown or missing, or `apiKey` is used in a browser */
  constructor(options?: OutxOptions);
  readonly auth: Auth;
  readonly tasks: Tasks;
  readonly linkedin: LinkedIn;
  readonly watchlists: Watchlists;
  readonly posts: Posts;
  readonly interactions: Interactions;
  readonly engagement: Engagement;
  readonly team: Teams;
  readonly gateway: Gateway;
  /**
   * Sends a request to a path that no operation has, with the same retries, limits and errors. A gateway allows such a path only when its setting
   * `EXTRA_ROUTES` lists it.
   */
  request<Output = unknown>(request: RawRequest & { kind: "task" | "write-task" }, options?: Omit<CallOptions, "extraArgs">): CallPromise<Task<Output>>;
  request<Value = unknown>(request: RawRequest, options?: Omit<CallOptions, "extraArgs">): CallPromise<Value>;
  /** Returns a client with other options, which shares the budget of LinkedIn actions, the polls of tasks and the session with this one. */
  withOptions(options: DerivedOptions): Outx;
  /** Returns the number of calls and retries, of errors by code, and of LinkedIn actions within the last hour, since this client was created. */
  usage(): Usage;
  /** Returns an empty object, because one of the options may be the key. */
  toJSON(): Record<string, never>;
}

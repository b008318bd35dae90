import type { Auth } from "./auth.js";
import type { CallName, CallOptions, CallPromise, GivenHeaders, RawRequest, Retry } from "./calls.js";
import type { ErrorCode } from "./errors.js";
import type { Gateway } from "./gateway.js";
import type { LinkedIn } from "./linkedin.js";
import type { Engagement, Interactions, Posts, Teams, Watchlists } from "./methods.js";
import type { Task, Tasks } from "./tasks.js";

/**
 * Exactly one of `gateway` and `apiKey`. On a server (Node, Deno, Bun) either may come from the environment: `OUTX_GATEWAY` or
 * `OUTX_API_KEY`, with `OUTX_BASE_URL` for the `baseUrl` and `OUTX_LOG` for the `logLevel`.
 */
export type OutxOptions = GatewayOptions | KeyOptions | EnvironmentOptions;

/** On a server whose environment says the rest. */
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

/** For browsers, and wherever the key should not be: the gateway has it. */
export interface GatewayOptions extends SharedOptions {
  /** The gateway's address; https, or http on this machine. */
  gateway: string | URL;
  /**
   * Returns the bearer token of the session; called for every call. For extension pages and other sites; without it the session is a
   * cookie, which needs the same site. `undefined` when no one is signed in: the call rejects with `missing_key`.
   */
  token?: (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Takes the token that the gateway renewed. */
  onSession?: ((token: string) => unknown) | undefined;
  apiKey?: undefined;
  baseUrl?: undefined;
  dangerouslyAllowKeyInBrowser?: undefined;
}

/** For servers, edge workers and scripts. Throws in a browser. */
export interface KeyOptions extends SharedOptions {
  /**
   * The team's key, or a function that returns it, called for every call except those of `auth`. When it returns `undefined`, as a variable of the
   * environment may, the call rejects with `missing_key`.
   */
  apiKey: string | (() => string | undefined | Promise<string | undefined>);
  /** Default: `https://api.outx.ai`. */
  baseUrl?: string | URL | undefined;
  /** Everyone who opens the page gets the key. Only for a page that no one else uses. */
  dangerouslyAllowKeyInBrowser?: boolean | undefined;
  gateway?: undefined;
  token?: undefined;
  onSession?: undefined;
}

/** Options with a gateway and with a key. */
export interface SharedOptions extends DerivedOptions {
  /** LinkedIn actions an hour. Default: 50. Actions beyond wait, or reject with `action_budget`. */
  actionsPerHour?: number | undefined;
}

/** Options that `withOptions` may change. */
export interface DerivedOptions {
  /** Milliseconds an attempt may take. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** Milliseconds a call may take with all its attempts and waits. Default: 120,000. */
  totalTimeoutMs?: number | undefined;
  /** Default: 3 attempts. */
  retry?: Retry | undefined;
  /** Used instead of the global one. */
  fetch?: typeof fetch | undefined;
  /** Further options of `fetch`, such as `cache`, `keepalive` or Node's `dispatcher`. Those that the client sets itself are rejected. */
  fetchOptions?: FetchOptions | undefined;
  /** Headers of every call, such as those of tracing. A call's `headers` go over them. */
  defaultHeaders?: GivenHeaders | undefined;
  /** Your application, named in the `user-agent` of a server. A browser sends its own. */
  appInfo?: AppInfo | undefined;
  /** Receives the events of the hooks, and failed calls; `console` is one. Default: the console, once `logLevel` is set. */
  logger?: Logger | undefined;
  /** The least serious events that are logged. Default: `debug` with a `logger`, else `off`. */
  logLevel?: LogLevel | undefined;
  hooks?: Hooks | undefined;
}

/** Options of `fetch` that the client does not set itself. */
export type FetchOptions = Omit<RequestInit, ReservedFetchOption> & { [Name in ReservedFetchOption]?: undefined } & Record<string, unknown>;

/** Options of `fetch` that the client sets itself. */
export type ReservedFetchOption = "redirect" | "credentials" | "headers" | "method" | "body" | "signal";

/** An application. Each field is visible ASCII characters. */
export interface AppInfo {
  name: string;
  version?: string | undefined;
  url?: string | undefined;
}

/** `debug`: requests; `info`: responses too; `warn`: retries; `error`: failed calls alone. */
export type LogLevel = "off" | "error" | "warn" | "info" | "debug";

/** Takes a line and its fields; at least one of the functions. What one is missing goes to the next of `warn`, `info` and `debug`. */
export interface Logger {
  debug?: LogFunction | undefined;
  info?: LogFunction | undefined;
  warn?: LogFunction | undefined;
  error?: LogFunction | undefined;
}

/** Takes a line and its fields. */
export type LogFunction = (message: string, fields: RequestEvent | ResponseEvent | RetryEvent | FailureEvent) => unknown;

/** Functions that receive the events of a call. No event has headers, bodies or the key. What a hook throws is ignored. */
export interface Hooks {
  /** An attempt begins. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** An attempt ended: with a response, or without one and then with `code` only. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** An attempt failed and another is made. */
  onRetry?: ((event: RetryEvent) => unknown) | undefined;
}

/** An attempt begins. */
export interface RequestEvent {
  operation: CallName;
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  /** From 1. */
  attempt: number;
}

/** An attempt ended, with a response or without. */
export interface ResponseEvent extends RequestEvent {
  status?: number;
  /** The `x-request-id` of the response. */
  requestId?: string;
  /** What went wrong. */
  code?: ErrorCode;
  /** Milliseconds the attempt took. */
  durationMs: number;
}

/** Another attempt follows after `delayMs`. */
export interface RetryEvent extends RequestEvent {
  /** Milliseconds until the next attempt. */
  delayMs: number;
  /** Why. */
  code: ErrorCode;
}

/** A call failed. Only the logger hears of it. */
export interface FailureEvent extends RequestEvent {
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
  /** Calls begun. */
  calls: number;
  /** Attempts beyond the first of a call. */
  retries: number;
  /** Calls that ended in an error, by its code. */
  errors: Partial<Record<ErrorCode, number>>;
  /** LinkedIn actions of the last hour. */
  actions: number;
  actionsPerHour: number;
}

/** The client. It makes no request by itself: the wasm is loaded on the first call. */
export class Outx {
  /** @throws {InvalidRequestError} an option is wrong, unknown or missing; or `apiKey` in a browser */
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
   * A request to a path that is no operation's, with the same retries, limits and errors. A gateway serves the paths of its table and of
   * its setting `EXTRA_ROUTES`.
   */
  request<Output = unknown>(request: RawRequest & { kind: "task" | "write-task" }, options?: Omit<CallOptions, "extraArgs">): CallPromise<Task<Output>>;
  request<Value = unknown>(request: RawRequest, options?: Omit<CallOptions, "extraArgs">): CallPromise<Value>;
  /** A client with other options, which shares the budget of LinkedIn actions, the polls of tasks and the session with this one. */
  withOptions(options: DerivedOptions): Outx;
  /** Calls, retries, errors by code, and LinkedIn actions of the last hour, since this client was created. */
  usage(): Usage;
  /** Empty: one of the options may be the key. */
  toJSON(): Record<string, never>;
}

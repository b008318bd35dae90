import type { Auth } from "./auth.js";
import type { Retry } from "./calls.js";
import type { ErrorCode } from "./errors.js";
import type { LinkedIn } from "./linkedin.js";
import type { Engagement, Interactions, Posts, Teams, Watchlists } from "./methods.js";
import type { OperationName } from "./operations.js";
import type { Tasks } from "./tasks.js";

/** Exactly one of `gateway` and `apiKey`. */
export type OutxOptions = GatewayOptions | KeyOptions;

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
export interface SharedOptions {
  /** Milliseconds an attempt may take. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** Milliseconds a call may take with all its attempts and waits. Default: 120,000. */
  totalTimeoutMs?: number | undefined;
  /** Default: 3 attempts. */
  retry?: Retry | undefined;
  /** Used instead of the global one. */
  fetch?: typeof fetch | undefined;
  /** Receives the events of the hooks; `console` is one. */
  logger?: Logger | undefined;
  hooks?: Hooks | undefined;
  /** LinkedIn actions an hour. Default: 50. Actions beyond wait, or reject with `action_budget`. */
  actionsPerHour?: number | undefined;
}

/** Takes every event of the hooks; `console` is one. */
export interface Logger {
  /** Takes a line and its fields. */
  debug(message: string, fields: RequestEvent | ResponseEvent | RetryEvent): unknown;
}

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
  operation: OperationName;
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
}

/** Another attempt follows after `delayMs`. */
export interface RetryEvent extends RequestEvent {
  /** Milliseconds until the next attempt. */
  delayMs: number;
  /** Why. */
  code: ErrorCode;
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
  constructor(options: OutxOptions);
  readonly auth: Auth;
  readonly tasks: Tasks;
  readonly linkedin: LinkedIn;
  readonly watchlists: Watchlists;
  readonly posts: Posts;
  readonly interactions: Interactions;
  readonly engagement: Engagement;
  readonly team: Teams;
  /** Calls, retries, errors by code, and LinkedIn actions of the last hour, since this client was created. */
  usage(): Usage;
  /** Empty: one of the options may be the key. */
  toJSON(): Record<string, never>;
}

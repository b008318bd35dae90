import type { CallOptions, CallPromise } from "./calls.js";
import type { ErrorCode } from "./codes.js";

/** What the gateway says of itself. With an `apiKey` there is none: the methods reject with `invalid_request`. */
export interface Gateway {
  /** The calls of the caller's team, by day. */
  usage(args?: { /** 1 to 90, today included. Default: 30. */ days?: number | undefined }, options?: CallOptions): CallPromise<GatewayUsage>;
  /** Whether its settings are complete. Needs no session. */
  health(options?: CallOptions): Promise<GatewayHealth>;
}

/** The calls of a team through the gateway. */
export interface GatewayUsage {
  /** Calls by day (UTC), operation and status. */
  days: { day: string; operation: string; status: number; calls: number }[];
  /** Those of `days` that the gateway's console made. */
  console?: { day: string; operation: string; status: number; calls: number }[];
  /** Calls by caller and operation, those with the most first. */
  callers?: {
    /** The hash that the log has too; "public", "console" and "other" stand for several callers. */
    caller: string;
    kind: "session" | "console" | "token" | "agent" | "public" | (string & {});
    /** The name in the caller's token. */
    name: string;
    operation: string;
    calls: number;
    failures: number;
  }[];
  /** Failed calls by day and code. */
  codes: { day: string; code: ErrorCode | (string & {}); calls: number }[];
  /** The hours with LinkedIn actions among the last 48, oldest first. */
  action_hours: { /** When it began, in milliseconds since 1970. */ hour: number; actions: number }[];
  actions: {
    /** LinkedIn actions of the last hour. */
    hour: number;
    limit: number;
    /** Milliseconds until the oldest of them no longer counts. */
    reset_ms: number;
  };
}

/** The settings of a gateway by name, never by value. */
export interface GatewayHealth {
  status: "ok" | "misconfigured";
  version: string;
  /** The first 12 hexadecimal digits of the SHA-256 of its wasm. */
  build?: string;
  /** The kinds of access that it offers. */
  access: ("session" | "token" | "public" | (string & {}))[];
  settings: { set: string[]; missing: string[] };
  /** Why it does not serve. */
  problems: { setting: string; reason: string }[];
  /** The setting whose API key is in use; `null` before the first call. */
  key?: { live: string | null };
  /** What agents may do; `null` while settings are missing. */
  mcp?: "off" | "read" | "write" | null;
  /** The address of the sandbox that it calls instead of the API, asked on the same machine. */
  sandbox?: string | null;
  /** Turnstile's public key, when public access waits for its check. */
  turnstile?: string | null;
  [field: string]: unknown;
}

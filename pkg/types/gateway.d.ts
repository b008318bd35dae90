import type { CallOptions, CallPromise } from "./calls.js";
import type { ErrorCode } from "./codes.js";

/** The gateway's own routes. For a client with an `apiKey`, the methods reject with `invalid_request`. */
export interface Gateway {
  /** Returns the calls of the caller's team, by day. */
  usage(args?: { /** 1 to 90, today included. Default: 30. */ days?: number | undefined }, options?: CallOptions): CallPromise<GatewayUsage>;
  /** Returns whether the gateway's settings are complete. It needs no session. */
  health(options?: CallOptions): Promise<GatewayHealth>;
}

/** The calls of a team through the gateway. */
export interface GatewayUsage {
  /** Calls by day (UTC), operation and status. */
  days: { day: string; operation: string; status: number; calls: number }[];
  /** The calls among `days` that the gateway's console made. */
  console?: { day: string; operation: string; status: number; calls: number }[];
  /** Calls by caller and operation, the largest number first. */
  callers?: {
    /** The caller's hash, as in the log. "public", "console" and "other" stand for several callers. */
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
  action_hours: { /** When the hour began, in milliseconds since 1970. */ hour: number; actions: number }[];
  actions: {
    /** LinkedIn actions within the last hour. */
    hour: number;
    limit: number;
    /** Milliseconds until the oldest of these actions no longer counts. */
    reset_ms: number;
  };
}

/** The settings of a gateway by name, never by value. */
export interface GatewayHealth {
  status: "ok" | "misconfigured";
  version: string;
  /** The first 12 hexadecimal digits of the SHA-256 of the gateway's wasm. */
  build?: string;
  /** The kinds of access in the setting `ACCESS`. */
  access: ("session" | "token" | "public" | (string & {}))[];
  settings: { set: string[]; missing: string[] };
  /** Missing or wrong settings. While there are any, the gateway rejects calls. */
  problems: { setting: string; reason: string }[];
  /** The setting whose API key is in use; `null` before the first call. */
  key?: { live: string | null };
  /** The setting `MCP`: what agents may do. `null` while settings are missing. */
  mcp?: "off" | "read" | "write" | null;
  /** The address of the sandbox that the gateway calls instead of the API; only in responses on a loopback host. */
  sandbox?: string | null;
  /** Turnstile's public key, when public access requires its check. */
  turnstile?: string | null;
  [field: string]: unknown;
}

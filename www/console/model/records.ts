// What the gateway's ledger keeps about a team: writes and requests.

/** `GET /_gateway/audit`. */
export interface Audit {
  writes: Write[];
  /** The `before` of the next page, or null on the last. */
  next: number | null;
}

export interface Write {
  id: number;
  /** ms since the epoch. */
  at: number;
  request_id: string;
  caller: string;
  /** The name in the caller's token, or the email address of the session. */
  name?: string | null;
  operation: string;
  /** The id of what is changed, or "". */
  target: string;
  /** "sent", "done", "rejected", "unknown", "replayed", or one that is not known yet. */
  outcome: string;
  status: number | null;
  /** The task that it created; gateways before 0.2 do not report it. */
  task_id?: string | null;
}

/** A row of `GET /_gateway/requests`. */
export interface LoggedRequest {
  request_id: string;
  /** ms since the epoch. */
  at: number;
  operation: string;
  status: number;
  /** Time until the response, in ms. */
  ms: number;
  caller: string;
  /** The error code, or "" for a success. */
  code: string | null;
}

/** The shown class of an outcome. */
export function outcomeTone(outcome: string): "good" | "bad" | "warn" | "" {
  if (outcome === "done" || outcome === "replayed") return "good";
  if (outcome === "rejected") return "bad";
  return outcome === "unknown" ? "warn" : "";
}

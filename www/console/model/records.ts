// Records of a team in the gateway's ledger: writes and requests.

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
  /** The id of the changed object, or "". */
  target: string;
  /** "sent", "done", "rejected", "unknown", "replayed", or an outcome of a newer gateway. */
  outcome: string;
  status: number | null;
  /** The id of the task that the write created; gateways before 0.2 do not report it. */
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

/** The CSS class of the tag with an outcome. */
export function outcomeTone(outcome: string): "good" | "bad" | "warn" | "" {
  if (outcome === "done" || outcome === "replayed") return "good";
  if (outcome === "rejected") return "bad";
  return outcome === "unknown" ? "warn" : "";
}

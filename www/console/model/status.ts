/** The parts of `GET /_gateway/status` that the console shows. Times are milliseconds since 1970. */
export interface GatewayStatus {
  /** The time since which each secret is in use, by the name of its setting. */
  secrets: Record<string, number>;
  ledger: {
    schema: number;
    bytes: number;
    rows: Record<string, number>;
    last_flush_at: number | null;
    /** The kinds of alerts that were sent, each with its last time. */
    alerts: { kind: string; at: number }[];
  };
}

/** `POST /_gateway/alerts/test`. */
export interface TestAlert {
  outcome: "sent" | "not_set" | "rejected" | "timed_out" | "unreachable";
  /** Status of the webhook's response, if there was one. */
  status: number | null;
  /** The gateway's text: what happened, and what to do about it. */
  text: string;
}

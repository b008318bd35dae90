/** `GET /_gateway/status`, of which the console shows these parts. Times are milliseconds since 1970. */
export interface GatewayStatus {
  /** Since when each secret is in use, by the name of its setting. */
  secrets: Record<string, number>;
  ledger: {
    schema: number;
    bytes: number;
    rows: Record<string, number>;
    last_flush_at: number | null;
    /** Each kind with the time at which it was last sent. */
    alerts: { kind: string; at: number }[];
  };
}

/** `POST /_gateway/alerts/test`. */
export interface TestAlert {
  outcome: "sent" | "not_set" | "rejected" | "timed_out" | "unreachable";
  /** Status of the webhook's response, where there was one. */
  status: number | null;
  /** What happened and what to do about it, from the gateway. */
  text: string;
}

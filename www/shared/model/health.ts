/** `GET /_gateway/health`. */
export interface Health {
  status: "ok" | "misconfigured";
  version: string;
  access: string[];
  /** Names of settings, never values. */
  settings?: { set: string[]; missing: string[] };
  /** Which API key the gateway uses, as the name of its setting. */
  key?: { live: string | null };
  problems: { setting: string; reason: string }[];
  /** What agents may do; `null` while settings are missing. */
  mcp?: "off" | "read" | "write" | null;
  sandbox: string | null;
  /** Turnstile's public key, when public access waits for its check. */
  turnstile: string | null;
}

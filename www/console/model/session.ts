// `GET /_gateway/session`.

/** A member's session. */
export interface Session {
  access: "session";
  email?: string;
  team: { id: string; name?: string };
  /** Milliseconds since the epoch. */
  expires_at: number;
}

/** A visitor's, of ten minutes, after the check by Turnstile. */
export interface GuestSession {
  access: "public";
  /** Milliseconds since the epoch. */
  expires_at: number;
}

import type { CallOptions } from "./calls.js";
import type { AuthOperations } from "./methods.js";

/** Signing in by one-time code. Needs no key. */
export interface Auth extends AuthOperations {
  /**
   * Returns the session at the gateway; `null` when no one is signed in. A client with a cookie session is bound to the first session that it
   * sees, here or at sign-in. When the cookie is replaced by another session, its calls reject with `session_expired` and have no effect.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  session(options?: CallOptions): Promise<Session | null>;
  /**
   * Ends the session, or with `everywhere` all sessions of the same person. Also resolves when the session was already over.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  signOut(options?: SignOutOptions): Promise<void>;
  /**
   * Calls `listener` when someone signs in or out with this client or in another tab of its origin, and when a call finds the session expired.
   * Returns a function that removes the listener. Other tabs receive only the name of the event.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  onChange(listener: (event: SessionEvent) => unknown): () => void;
}

/** An event of the session. `expired` means that a call rejected with `session_expired`. */
export type SessionEvent = "signed-in" | "signed-out" | "expired";

/** The options of `signOut`. */
export interface SignOutOptions extends CallOptions {
  /** Ends all sessions of the same person that began until now. */
  everywhere?: boolean | undefined;
}

/** A session at the gateway; `access` says of which kind. */
export type Session = UserSession | PublicSession | TokenSession;

/** The session of a person who signed in. */
export interface UserSession {
  access: "session";
  /** It stays the same when the session is renewed, and is not a secret. */
  id: string;
  email: string;
  team: { id: string; name: string };
  /** Milliseconds since 1970. */
  expires_at: number;
  /** When the gateway begins to renew the session, in milliseconds since 1970. */
  renew_at: number;
}

/** The session of a visitor who passed the gateway's check for public access. */
export interface PublicSession {
  access: "public";
  id: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

/** The session of a visitor with a token from the site's back end. */
export interface TokenSession {
  access: "token";
}

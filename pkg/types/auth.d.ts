import type { CallOptions } from "./calls.js";
import type { AuthOperations } from "./methods.js";

/** Signing in by one-time code. Needs no key. */
export interface Auth extends AuthOperations {
  /**
   * Who is signed in at the gateway; `null` when no one is. A client whose session is a cookie stays with the session it saw, here or
   * when it signed in: when another one takes the cookie's place, its calls reject with `session_expired` and nothing is done.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  session(options?: CallOptions): Promise<Session | null>;
  /**
   * Ends the session, or with `everywhere` all sessions of the same person. Resolves too when it was already over.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  signOut(options?: SignOutOptions): Promise<void>;
  /**
   * Calls `listener` when someone signs in or out with this client or in another tab of its origin, and when a session was found to be
   * over. Returns the function that ends that. Other tabs are told the word alone.
   *
   * @throws {InvalidRequestError} the client has an `apiKey`
   */
  onChange(listener: (event: SessionEvent) => unknown): () => void;
}

/** `expired`: a call rejected with `session_expired`. */
export type SessionEvent = "signed-in" | "signed-out" | "expired";

/** The options of `signOut`. */
export interface SignOutOptions extends CallOptions {
  /** Ends all sessions of the same person that began until now. */
  everywhere?: boolean | undefined;
}

/** A session at the gateway, by its kind of access. */
export type Session = UserSession | PublicSession | TokenSession;

/** A person who signed in. */
export interface UserSession {
  access: "session";
  /** The same through all renewals, and no secret. */
  id: string;
  email: string;
  team: { id: string; name: string };
  /** Milliseconds since 1970. */
  expires_at: number;
  /** From when on the gateway renews it, in milliseconds since 1970. */
  renew_at: number;
}

/** A visitor who passed the gateway's check of public access. */
export interface PublicSession {
  access: "public";
  id: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

/** The holder of a token of the site's back end. */
export interface TokenSession {
  access: "token";
}

import type { CallOptions, CallPromise } from "./calls.js";

/** Who gets a code. */
export interface SendOtpArgs {
  /** The address that the code goes to. An unknown one becomes an account when the code is verified. */
  email: string;
  /** Used only when the address becomes an account. */
  full_name?: string | undefined;
}

/** Confirms that a code was sent. */
export interface OtpSent {
  success: boolean;
  email: string;
  /** Set by a gateway for a client with `token`, which sends it with the code: no other caller can use up its tries. */
  sign_in?: string;
}

/** The code and whose it is. */
export interface VerifyOtpArgs {
  email: string;
  /** The six digits that were mailed, as a string; valid for 1 hour. */
  otp: string;
}

/** Who signed in, and with what. */
export interface OtpVerified {
  user: { id: string; full_name: string; email: string };
  team: {
    id: string;
    name: string;
    /** The team's key, a secret. Never present through a gateway. */
    api_key?: string;
  };
  /** From a gateway: the id of the session. */
  session_id?: string;
  /** From a gateway, when the client has `token`: hand `token` back from that function from now on. */
  session?: {
    token: string;
    /** Milliseconds since 1970. */
    expires_at: number;
  };
}

/** Signing in by one-time code. Needs no key. */
export interface Auth {
  /** Sends a one-time code to an e-mail address. */
  sendOtp(args: SendOtpArgs, options?: CallOptions): CallPromise<OtpSent>;
  /**
   * Exchanges the code for a session (through a gateway) or for the team's key.
   *
   * @throws {AuthenticationError} `invalid_otp`: the code is wrong or over an hour old
   */
  verifyOtp(args: VerifyOtpArgs, options?: CallOptions): CallPromise<OtpVerified>;
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

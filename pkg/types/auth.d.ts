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
}

import type { FetchCompanyArgs, FetchConnectionsArgs } from "./args.js";
import type { CallOptions } from "./calls.js";
import type { LinkedInOperations } from "./methods.js";
import type { Connection, ConnectionsOutput, ProfileOutput } from "./responses.js";

/** The company of `fetchCompany` and `fetchCompanyPosts`. */
export type CompanyArgs = FetchCompanyArgs;

/** What `readProfile` found, whichever the shape. */
export interface ReadProfile {
  name: string | undefined;
  headline: string | undefined;
  location: string | undefined;
  /** The part of the address after `linkedin.com/in/`. */
  slug: string | undefined;
  /** `urn:li:fsd_profile:…`; absent in the older shape. */
  urn: string | undefined;
  /** The output itself. */
  raw: ProfileOutput | null | undefined;
}

/** The connections of the acting account. Each page is a task, and so one LinkedIn action. */
export interface Connections extends AsyncIterable<Connection> {
  /** The output of the one page that the arguments name. */
  page(): Promise<ConnectionsOutput>;
  /** The connections, page after page. */
  [Symbol.asyncIterator](): AsyncGenerator<Connection, void, undefined>;
}

/**
 * What the team's browser extension does on LinkedIn. Every call creates a task and counts as a LinkedIn action; the promise is of the
 * task, not of its output. All may reject with `ExtensionInactiveError`, and with `RateLimitError` (`action_budget`) when the actions of
 * the hour are used up.
 */
export interface LinkedIn extends LinkedInOperations {
  /** The acting account's connections, page after page. */
  connections(args?: FetchConnectionsArgs, options?: CallOptions): Connections;
}

/** Reads a profile from the output of `fetchProfile`, in either of the two shapes that the API returns. */
export function readProfile(output: ProfileOutput | null | undefined): ReadProfile;

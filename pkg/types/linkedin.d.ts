import type { FetchCompanyArgs, FetchConnectionsArgs } from "./args.js";
import type { CallOptions } from "./calls.js";
import type { LinkedInOperations } from "./methods.js";
import type { Connection, ConnectionsOutput, ProfileOutput } from "./responses.js";

/** The company of `fetchCompany` and `fetchCompanyPosts`. */
export type CompanyArgs = FetchCompanyArgs;

/** The fields that `readProfile` returns, for both shapes of a profile. */
export interface ReadProfile {
  name: string | undefined;
  headline: string | undefined;
  location: string | undefined;
  /** The part of the profile's URL after `linkedin.com/in/`. */
  slug: string | undefined;
  /** `urn:li:fsd_profile:…`; absent in the older shape. */
  urn: string | undefined;
  /** The output itself. */
  raw: ProfileOutput | null | undefined;
}

/** The connections of the acting account. Each page is a task, and so one LinkedIn action. */
export interface Connections extends AsyncIterable<Connection> {
  /** Fetches one page, which is the output of its task: the one that the arguments select, by default the first. */
  page(): Promise<ConnectionsOutput>;
  /** Iterates over the connections, page by page. */
  [Symbol.asyncIterator](): AsyncGenerator<Connection, void, undefined>;
}

/**
 * Operations that the team's browser extension performs on LinkedIn. Each call creates a task, counts as a LinkedIn action, and resolves to the
 * task, not to its output. All may reject with `ExtensionInactiveError`, and with `RateLimitError` (`action_budget`) when the actions of the
 * hour are used up.
 */
export interface LinkedIn extends LinkedInOperations {
  /** Lists the acting account's connections, page by page. */
  connections(args?: FetchConnectionsArgs, options?: CallOptions): Connections;
}

/** Reads a profile from the output of `fetchProfile`, in either of the two shapes that the API returns. */
export function readProfile(output: ProfileOutput | null | undefined): ReadProfile;

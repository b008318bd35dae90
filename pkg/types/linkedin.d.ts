import type { CallOptions, CallPromise } from "./calls.js";
import type { Task } from "./tasks.js";

/** Whose profile to fetch. */
export interface FetchProfileArgs {
  /** The part of the address after `linkedin.com/in/`; not a URL. */
  profile_slug: string;
}

/** Whose posts to fetch. */
export interface FetchProfilesPostsArgs {
  /** `urn:li:fsd_profile:…`, at least one; from `fetchProfile`. */
  profile_urns: readonly string[];
}

/** The company of `fetchCompany` and `fetchCompanyPosts`. */
export interface CompanyArgs {
  /** The part of the address after `linkedin.com/company/`; not a URL. */
  company_slug: string;
}

/** At least one filter is needed. */
export interface SearchProfilesArgs {
  /** Words in name, headline or profile. */
  keywords?: string | undefined;
  /** Job title. */
  title?: string | undefined;
  /** Name of the current company. */
  company?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
  /** Places, as bare ids such as `103644278`. */
  geo_urn?: readonly string[] | undefined;
  /** Current companies, as URNs. */
  current_company?: readonly string[] | undefined;
  /** Former companies, as URNs. */
  past_company?: readonly string[] | undefined;
  /** Industries, as URNs. */
  industry?: readonly string[] | undefined;
  /** Name of a school. */
  school?: string | undefined;
  /** Languages of the profile, such as `en`. */
  profile_language?: readonly string[] | undefined;
  /** How many, 1 to 50. Default: 25. */
  count?: number | undefined;
}

/** Which page of connections to fetch. */
export interface FetchConnectionsArgs {
  /** Part of the name. */
  keyword?: string | undefined;
  /** The one documented order. Default: LinkedIn's. */
  sort_type?: "RECENTLY_ADDED" | undefined;
  /** How many to pass over. Default: 0. */
  start?: number | undefined;
  /** Connections per page, 1 to 100. Default: 40. */
  count?: number | undefined;
}

/** A message and who gets it. */
export interface SendMessageArgs {
  /** A first-degree connection: `urn:li:person:…`, or a profile's URN. */
  recipient_urn: string;
  /** 1 to 10,000 characters, not only white space. */
  message: string;
}

/** Whom to invite, and with what note. */
export interface SendConnectionRequestArgs {
  /** `urn:li:fsd_profile:…`, or the bare id. */
  profile_urn: string;
  /** Up to 300 characters once trimmed; an empty one sends none. */
  note?: string | undefined;
}

/** The post to like. */
export interface LikePostArgs {
  /** The post: `urn:li:activity:` and digits. */
  social_urn: string;
}

/** The post to comment on, and the comment. */
export interface CommentPostArgs extends LikePostArgs {
  /** Not only white space. */
  comment_text: string;
}

/** A position in a profile. */
export interface Position {
  title?: string;
  company_name?: string;
  location?: string;
  is_current?: boolean;
  start_year?: number;
  start_month?: number;
  end_year?: number | null;
  end_month?: number | null;
}

/** A profile, one level down in `ProfileOutput`. */
export interface Profile {
  full_name?: string;
  headline?: string;
  location?: string;
  profile_slug?: string;
  profile_urn?: string;
  positions?: Position[];
  [field: string]: unknown;
}

/** The output of `fetchProfile`, in either of the two shapes that were seen; `readProfile` reads both. */
export interface ProfileOutput {
  profile?: Profile;
  name?: string;
  headline?: string;
  location?: string;
  profile_url?: string;
  connections?: number;
  followers?: number;
  [field: string]: unknown;
}

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

/** The fields of the posts are not documented, except for a URN usable as `social_urn`. */
export interface ProfilesPostsOutput {
  posts?: Record<string, unknown>[];
  [field: string]: unknown;
}

/** `total` is the size of this page. The name of the list and the fields of its items are not documented. */
export interface ConnectionsOutput {
  total?: number;
  [field: string]: unknown;
}

/** A connection; its fields are not documented. */
export type Connection = Record<string, unknown>;

/** The output of tasks that send, like or comment. */
export interface SentOutput {
  sent: boolean;
  [field: string]: unknown;
}

/** An output whose fields are not documented. */
export type UndocumentedOutput = Record<string, unknown>;

/** The output of a task of an unknown kind: every field that was seen. */
export interface TaskOutput extends ProfileOutput, ProfilesPostsOutput, ConnectionsOutput {
  sent?: boolean;
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
 * task, not of its output. All may reject with `ExtensionInactiveError`, and with `RateLimitError` (`action_budget`) when the hour's
 * actions are spent.
 */
export interface LinkedIn {
  /** Fetches a profile as the acting account sees it. */
  fetchProfile(args: FetchProfileArgs, options?: CallOptions): CallPromise<Task<ProfileOutput>>;
  /** Fetches recent posts of profiles. */
  fetchProfilesPosts(args: FetchProfilesPostsArgs, options?: CallOptions): CallPromise<Task<ProfilesPostsOutput>>;
  /** Fetches a company's page. */
  fetchCompany(args: CompanyArgs, options?: CallOptions): CallPromise<Task<UndocumentedOutput>>;
  /** Fetches a company's recent posts. */
  fetchCompanyPosts(args: CompanyArgs, options?: CallOptions): CallPromise<Task<UndocumentedOutput>>;
  /** Searches people; at least one filter is needed. */
  searchProfiles(args: SearchProfilesArgs, options?: CallOptions): CallPromise<Task<UndocumentedOutput>>;
  /** Fetches one page of the acting account's connections; `connections` pages by itself. */
  fetchConnections(args?: FetchConnectionsArgs, options?: CallOptions): CallPromise<Task<ConnectionsOutput>>;
  /** The acting account's connections, page after page. */
  connections(args?: FetchConnectionsArgs, options?: CallOptions): Connections;
  /**
   * Sends a message to a first-degree connection. To anyone else the task fails, not the call.
   *
   * @throws {NotFoundError} the team has no admin
   */
  sendMessage(args: SendMessageArgs, options?: CallOptions): CallPromise<Task<SentOutput>>;
  /**
   * Invites a person to connect.
   *
   * @throws {RateLimitError} LinkedIn's limit on invitations is reached; it is not retried
   * @throws {NotFoundError} the team has no admin
   */
  sendConnectionRequest(args: SendConnectionRequestArgs, options?: CallOptions): CallPromise<Task<SentOutput>>;
  /**
   * Likes a post.
   *
   * @throws {NotFoundError} the team has no admin
   */
  likePost(args: LikePostArgs, options?: CallOptions): CallPromise<Task<UndocumentedOutput>>;
  /** Comments on a post. */
  commentPost(args: CommentPostArgs, options?: CallOptions): CallPromise<Task<UndocumentedOutput>>;
}

/** Reads a profile from the output of `fetchProfile`, in either of the two shapes that the API returns. */
export function readProfile(output: ProfileOutput | null | undefined): ReadProfile;

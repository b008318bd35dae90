import type { CallOptions, CallPromise, NoArguments } from "./calls.js";

/** What a watchlist watches. */
export type WatchlistType = "keyword" | "people" | "company" | "reddit" | (string & {});

/** Hours between two looks. */
export type FetchFrequency = 1 | 3 | 6 | 12 | 24 | 48 | 72;

/** A keyword with its conditions. */
export interface Keyword {
  keyword: string;
  /** Words that must stand beside it; see `include_all_required`. */
  required_keywords?: readonly string[] | undefined;
  /** Words that rule a post out. */
  excluded_keywords?: readonly string[] | undefined;
  /** `true`: all required words; `false`: at least one of them. */
  include_all_required?: boolean | undefined;
}

/** A label that posts are sorted under. */
export interface Label {
  name?: string | undefined;
  /** Another name of `name`, the one that responses use. */
  key?: string | undefined;
  /** When a post gets it. */
  description?: string | undefined;
  /** Shown first; at most two labels are. */
  default?: boolean | undefined;
}

/** Arguments that every watchlist accepts. */
interface Named {
  /** Made from the content when absent. */
  name?: string | undefined;
  description?: string | undefined;
  /** Labels that posts are sorted under. */
  labels?: readonly Label[] | undefined;
  fetchFreqInHours?: FetchFrequency | undefined;
}

/** A watchlist described in words; the API makes keywords and labels of them. */
interface FromPrompt {
  /** What to watch, in words; keywords and labels are made from it within seconds. */
  prompt: string;
  name?: string | undefined;
  /** Default: 12 (keyword), 24 (Reddit). */
  fetchFreqInHours?: FetchFrequency | undefined;
  /** Slack address that new posts go to. */
  slack_webhook_url?: string | null | undefined;
  keywords?: undefined;
  description?: undefined;
  labels?: undefined;
  objective?: undefined;
}

/** A watchlist of keywords. */
interface FromKeywords extends Named {
  /** What to watch, at least one. */
  keywords: readonly (string | Keyword)[];
  /** Slack address that new posts go to. */
  slack_webhook_url?: string | null | undefined;
  prompt?: undefined;
}

/** From keywords or from a prompt, never both. */
export type CreateKeywordWatchlistArgs =
  | (FromKeywords & {
      /** One sentence that ranks posts by relevance. */
      objective?: string | undefined;
    })
  | FromPrompt;

/** From keywords or from a prompt, never both. */
export type CreateRedditWatchlistArgs = FromKeywords | FromPrompt;

/** Whom to watch. */
export interface CreatePeopleWatchlistArgs extends Named {
  /** LinkedIn addresses or slugs, at least one; they cannot be changed later. */
  profiles: readonly string[];
}

/** Which companies to watch. */
export interface CreateCompanyWatchlistArgs extends Named {
  /** LinkedIn addresses or slugs, at least one. */
  companies: readonly string[];
}

/** At least one field beside `id`. */
export interface UpdateWatchlistArgs {
  id: string;
  name?: string | undefined;
  fetchFreqInHours?: FetchFrequency | undefined;
  /** `true` pauses it and keeps its data; `false` resumes. */
  disable?: boolean | undefined;
  /** Slack address that new posts go to; `null` clears it. */
  slack_webhook_url?: string | null | undefined;
}

interface Patch extends UpdateWatchlistArgs {
  /** Replaces the set. */
  keywords?: readonly (string | Keyword)[] | undefined;
  /** Replaces the set. */
  labels?: readonly Label[] | undefined;
  prompt?: undefined;
}

/** Regenerates keywords and labels; cannot be combined with other fields. */
interface Regenerate {
  id: string;
  prompt: string;
  name?: undefined;
  fetchFreqInHours?: undefined;
  disable?: undefined;
  slack_webhook_url?: undefined;
  keywords?: undefined;
  append?: undefined;
  labels?: undefined;
}

/** Changes of a keyword watchlist: fields, or a new prompt. */
export type UpdateKeywordWatchlistArgs = (Patch & { append?: undefined }) | Regenerate;

/** Changes of a Reddit watchlist: fields, or a new prompt. */
export type UpdateRedditWatchlistArgs =
  | (Patch & {
      /** `true` adds only keywords that are new. Default: `false`, which replaces the set. */
      append?: boolean | undefined;
    })
  | Regenerate;

/** A watchlist. A list has fewer of its fields than `get`. */
export interface Watchlist {
  id: string;
  name: string;
  /** The name's slug with a piece of the id. */
  slug: string;
  type: WatchlistType;
  /** ISO 8601. */
  createdAt: string;
  description?: string;
  disable?: boolean;
  fetchFreqInHours?: number;
  prompt?: string;
  labels?: Label[];
  [field: string]: unknown;
}

export interface KeywordWatchlist extends Watchlist {
  keywords?: (string | Keyword)[];
  /** From `get`: the rules of each keyword; their fields are not documented. */
  keyword_tracking?: unknown[];
}

export interface PeopleWatchlist extends Watchlist {
  /** From `get`. */
  profiles_count?: number;
  /** From `get`; not documented. */
  lists?: unknown[];
}

export interface CompanyWatchlist extends Watchlist {
  /** From `get`. */
  companies_count?: number;
  /** From `get`; not documented. */
  lists?: unknown[];
}

export interface RedditWatchlist extends Watchlist {
  keywords?: (string | Keyword)[];
}

/** All watchlists of a type. */
export interface WatchlistList<Kind extends Watchlist = Watchlist> {
  watchlists: Kind[];
  count: number;
}

/** A watchlist as it was made. */
export interface WatchlistCreated {
  id: string;
  name?: string;
  slug?: string;
  type?: WatchlistType;
  fetchFreqInHours?: number;
  keywords?: (string | Keyword)[];
  prompt?: string;
  created?: boolean;
  message?: string;
  [field: string]: unknown;
}

/** Fields that were changed come back. */
export interface WatchlistUpdated {
  id: string;
  updated: boolean;
  message?: string;
  name?: string;
  fetchFreqInHours?: number;
  disable?: boolean;
  prompt?: string;
  [field: string]: unknown;
}

/** Says that a watchlist is gone. */
export interface WatchlistDeleted {
  id: string;
  deleted: boolean;
  message?: string;
}

/** The watchlists of one type. All may reject with `PermissionError`: it is another team's. */
export interface WatchlistGroup<Kind extends Watchlist, CreateArgs, UpdateArgs> {
  /** Lists the watchlists of this type; all of them, in one response. */
  list(args?: NoArguments, options?: CallOptions): CallPromise<WatchlistList<Kind>>;
  /** The one with this id, as `get`. */
  list(args: { id: string }, options?: CallOptions): CallPromise<Kind>;
  /**
   * Reads one.
   *
   * @throws {NotFoundError} no such watchlist
   */
  get(id: string, options?: CallOptions): CallPromise<Kind>;
  /**
   * Creates one.
   *
   * @throws {PlanLimitError} the plan has no room for another
   */
  create(args: CreateArgs, options?: CallOptions): CallPromise<WatchlistCreated>;
  /**
   * Changes one; collected posts stay.
   *
   * @throws {NotFoundError} no such watchlist
   */
  update(args: UpdateArgs, options?: CallOptions): CallPromise<WatchlistUpdated>;
  /**
   * Deletes one and its posts, for good; `update` with `disable: true` pauses instead.
   *
   * @throws {NotFoundError} no such watchlist
   */
  delete(id: string | { id: string }, options?: CallOptions): CallPromise<WatchlistDeleted>;
}

/** Watchlists, by what they watch. */
export interface Watchlists {
  /** Posts on LinkedIn with keywords. */
  keyword: WatchlistGroup<KeywordWatchlist, CreateKeywordWatchlistArgs, UpdateKeywordWatchlistArgs>;
  /** Posts of people on LinkedIn. */
  people: WatchlistGroup<PeopleWatchlist, CreatePeopleWatchlistArgs, UpdateWatchlistArgs>;
  /** Posts of companies on LinkedIn. */
  company: WatchlistGroup<CompanyWatchlist, CreateCompanyWatchlistArgs, UpdateWatchlistArgs>;
  /** Posts on Reddit with keywords. */
  reddit: WatchlistGroup<RedditWatchlist, CreateRedditWatchlistArgs, UpdateRedditWatchlistArgs>;
}

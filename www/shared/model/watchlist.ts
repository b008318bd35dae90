import { type Raw, count, identifier, isObject, objectsIn, text, textsIn, time } from "./raw.ts";

export const kinds = ["keyword", "people", "company", "reddit"] as const;
export type Kind = (typeof kinds)[number];

export function isKind(text: string | undefined): text is Kind {
  return kinds.some((kind) => kind === text);
}

/** The fields of a watchlist that the pages use. A list of watchlists has fewer of them than a single watchlist. */
export interface Watchlist {
  id: string;
  name: string;
  fetchFreqInHours?: number | undefined;
  keywords: (string | Keyword)[];
  labels: Label[];
  slack_webhook_url?: string | undefined;
  disable: boolean;
  createdAt?: number | string | undefined;
  /** Number of profiles or companies, for watchlists that track them. */
  tracked?: number | undefined;
  /** Slugs of the profiles or companies, where the response names them. */
  slugs: string[];
}

export interface Keyword {
  keyword: string;
  required_keywords: string[];
  excluded_keywords: string[];
  include_all_required: boolean;
}

/** Sent with `name`; the API returns it as `key`. */
export interface Label {
  name: string;
  description?: string | undefined;
}

/** The intervals between scans that OutX accepts, in hours. */
export const frequencies = [1, 3, 6, 12, 24, 48, 72] as const;

/** The body of a creation or an update. */
export type WatchlistChange = Record<string, unknown>;

/** The watchlists of a list response. A row that is not an object or has no id cannot be shown or changed and is left out. */
export function readWatchlists(response: unknown): Watchlist[] {
  const rows = isObject(response) ? response.watchlists : undefined;
  return objectsIn(rows).flatMap((row) => readWatchlist(row) ?? []);
}

/** Reads a watchlist; `undefined` when `raw` has no id. A field of another type than documented is left out. */
export function readWatchlist(raw: unknown): Watchlist | undefined {
  if (!isObject(raw)) return undefined;
  const id = identifier(raw);
  if (id === undefined) return undefined;
  return {
    id,
    name: text(raw, "name") ?? id,
    fetchFreqInHours: count(raw, "fetchFreqInHours"),
    keywords: keywordsOf(raw),
    labels: objectsIn(raw.labels).flatMap(labelOf),
    slack_webhook_url: text(raw, "slack_webhook_url"),
    disable: raw.disable === true,
    createdAt: time(raw, "createdAt"),
    tracked: count(raw, "profiles_count", "companies_count"),
    slugs: slugsOf(raw),
  };
}

// The documentation names `lists` but does not describe its contents.
function slugsOf(raw: Raw): string[] {
  const entries = objectsIn(raw.lists).flatMap(({ profiles, companies }) => [profiles, companies]).filter(Array.isArray).flat() as unknown[];
  return entries.flatMap((each) => (typeof each === "string" ? each.trim() || [] : isObject(each) ? (text(each, "profile_slug", "company_slug", "slug") ?? []) : []));
}

/** The words a watchlist looks for, as text. */
export function wordsOf({ keywords }: Watchlist): string[] {
  return keywords.map((each) => (typeof each === "string" ? each : each.keyword));
}

// A single watchlist has its keywords with conditions in `keyword_tracking`; in a list of watchlists there are only the words, in `keywords`.
function keywordsOf(raw: Raw): (string | Keyword)[] {
  const list = Array.isArray(raw.keyword_tracking) ? raw.keyword_tracking : raw.keywords;
  return Array.isArray(list) ? list.flatMap(keywordOf) : [];
}

function keywordOf(value: unknown): (string | Keyword)[] {
  if (typeof value === "string") return value.trim() ? [value] : [];
  const keyword = isObject(value) && text(value, "keyword");
  if (!isObject(value) || !keyword) return [];
  return [
    {
      keyword,
      required_keywords: textsIn(value.required_keywords),
      excluded_keywords: textsIn(value.excluded_keywords ?? value.exclude_keywords),
      include_all_required: value.include_all_required !== false,
    },
  ];
}

function labelOf(raw: Raw): Label[] {
  const name = text(raw, "name", "key");
  return name ? [{ name, description: text(raw, "description") }] : [];
}

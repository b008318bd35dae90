import { outx } from "./api.ts";
import { noteAccepted } from "./extension.ts";
import { once } from "./once.ts";

export const kinds = ["keyword", "people", "company", "reddit"] as const;
export type Kind = (typeof kinds)[number];

/** Hours between scans that OutX takes. */
export const frequencies = [1, 3, 6, 12, 24, 48, 72] as const;

/** What the console reads of a watchlist. Lists carry less than single ones. */
export interface Watchlist {
  id: string;
  name: string;
  type?: string;
  fetchFreqInHours?: number;
  keywords?: (string | Keyword)[];
  keyword_tracking?: unknown[];
  labels?: Label[];
  prompt?: string;
  description?: string;
  slack_webhook_url?: string | null;
  disable?: boolean;
  createdAt?: string;
  profiles_count?: number;
  companies_count?: number;
}

export interface Keyword {
  keyword: string;
  required_keywords?: string[];
  excluded_keywords?: string[];
  include_all_required?: boolean;
}

/** Sent with `name`; the API gives `key` back. */
export interface Label {
  name?: string;
  key?: string;
  description?: string;
}

export type Change = Record<string, unknown>;

export function isKind(text: string | undefined): text is Kind {
  return kinds.some((kind) => kind === text);
}

/** What the four kinds have in common. How their bodies differ, the client checks. */
interface Calls {
  list(args: object, options: { signal: AbortSignal | undefined }): Promise<{ watchlists?: Watchlist[] }>;
  get(id: string, options: { signal: AbortSignal | undefined }): Promise<Watchlist>;
  create(body: Change, options: object): Promise<Watchlist>;
  update(change: Change, options: object): Promise<unknown>;
  delete(id: string, options: object): Promise<unknown>;
}

const of = (kind: Kind) => outx.watchlists[kind] as unknown as Calls;

export async function list(kind: Kind, signal?: AbortSignal): Promise<Watchlist[]> {
  const { watchlists = [] } = await of(kind).list({}, { signal });
  noteAccepted();
  return watchlists;
}

export async function one(kind: Kind, id: string, signal?: AbortSignal): Promise<Watchlist> {
  const watchlist = await of(kind).get(id, { signal });
  noteAccepted();
  return watchlist;
}

export function create(kind: Kind, body: Change): Promise<Watchlist> {
  return once([kind, "create", body], (options) => of(kind).create(body, options));
}

export async function update(kind: Kind, id: string, change: Change): Promise<void> {
  await once([kind, "update", id, change], (options) => of(kind).update({ id, ...change }, options));
}

export async function remove(kind: Kind, id: string): Promise<void> {
  await once([kind, "delete", id], (options) => of(kind).delete(id, options));
}

/** The words a watchlist looks for, as text. */
export function words(watchlist: Watchlist): string[] {
  return (watchlist.keywords ?? []).map((each) => (typeof each === "string" ? each : each.keyword));
}

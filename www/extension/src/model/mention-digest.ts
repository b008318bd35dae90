import { date } from "../../../shared/lib/format.ts";
import { post } from "../../../shared/model/post.ts";
import { truncate } from "../../../shared/lib/graphemes.ts";
import type { Raw } from "../../../shared/model/raw.ts";
import { type Seen, seen, unread } from "./unread.ts";

/** Posts asked for of each watchlist: the API's own default. */
export const PAGE_SIZE = 20;
/** Posts kept for the popup. */
const KEPT = 10;
const TEXT_LENGTH = 600;

export interface Named {
  id: string;
  name: string;
}

/** What is shown of a post. */
export interface Item {
  id: string;
  author: string | undefined;
  text: string;
  /** ms since the epoch, 0 when the API names no time. */
  at: number;
  url: string | undefined;
  source: string | undefined;
}

export type Mention = Item & { watchlist: Named; unread: boolean };

/** What one check of the watchlists found. */
export interface News {
  checkedAt: number;
  /** The newest over all watchlists, newest first, each once. */
  posts: Mention[];
  /** By watchlist id: the ids of the posts the reader has not seen. */
  unread: Record<string, string[]>;
  /** Ids of the watchlists whose newest page was new from end to end and is not the only one: more posts may be unread. */
  hasMore: string[];
  /** By watchlist id: what becomes `seen` once the reader has looked. */
  latest: Record<string, Seen>;
}

export interface Page {
  watchlist: Named;
  posts: Item[];
  /** The watchlist has no other page. Where the API does not say, a page shorter than asked for counts as the last. */
  isLast: boolean;
}

/** A post as the API gives it, as far as it is shown; one without an id could not be told from others and is left out. */
export function items(raw: readonly Raw[]): Item[] {
  return raw.map(post).flatMap(({ id, author, text, at, url, source }) => {
    const item = { author, text: truncate(text, TEXT_LENGTH), at: date(at)?.getTime() ?? 0, url, source };
    return id === undefined ? [] : [{ id, ...item }];
  });
}

/** Puts the newest pages of all watchlists together. */
export function gather(pages: readonly Page[], before: Record<string, Seen>, now: number): News {
  const news: News = { checkedAt: now, posts: [], unread: {}, hasMore: [], latest: {} };
  const mentions = new Map<string, Mention>();
  for (const { watchlist, posts, isLast } of pages) {
    const fresh = new Set(unread(posts, before[watchlist.id]));
    news.unread[watchlist.id] = Array.from(fresh, ({ id }) => id);
    if (!isLast && fresh.size === posts.length) news.hasMore.push(watchlist.id);
    news.latest[watchlist.id] = seen(posts, isLast);
    // A post that several watchlists found is one post.
    for (const item of posts) mentions.set(item.id, { ...item, watchlist, unread: fresh.has(item) });
  }
  news.posts = [...mentions.values()].sort((a, b) => b.at - a.at).slice(0, KEPT);
  return news;
}

/** What is seen after a check: watchlists met for the first time start from here, removed ones are dropped, the others wait for the reader. */
export function carrySeen(before: Record<string, Seen>, { latest }: News): Record<string, Seen> {
  return Object.fromEntries(Object.entries(latest).map(([id, now]) => [id, before[id] ?? now]));
}

/** The news and what is seen after the reader has looked at these watchlists. */
export function look(ids: readonly string[], news: News, before: Record<string, Seen>): { news: News; seen: Record<string, Seen> } {
  const looked = new Set(ids);
  const keep = <T>(of: Record<string, T>, change: (id: string, value: T) => T) =>
    Object.fromEntries(Object.entries(of).map(([id, value]) => [id, looked.has(id) ? change(id, value) : value]));
  return {
    news: {
      ...news,
      posts: news.posts.map((mention) => (looked.has(mention.watchlist.id) ? { ...mention, unread: false } : mention)),
      unread: keep(news.unread, () => []),
    },
    seen: keep(before, (id, seen) => news.latest[id] ?? seen),
  };
}

/** For the badge: the unread posts, and whether there may be more than were counted. */
export function total({ unread, hasMore }: News): { count: number; more: boolean } {
  return { count: new Set(Object.values(unread).flat()).size, more: hasMore.some((id) => (unread[id]?.length ?? 0) > 0) };
}

import { parseDate } from "../../../shared/lib/format.ts";
import { truncate } from "../../../shared/lib/graphemes.ts";
import { readPost } from "../../../shared/model/post.ts";
import type { Raw } from "../../../shared/model/raw.ts";
import { type SeenPosts, seenAfter, selectUnread } from "./unread.ts";

/** Posts to request per watchlist; the default of the API. */
export const PAGE_SIZE = 20;
/** Number of posts that the popup shows. */
const MAX_MENTIONS = 10;
const MAX_TEXT_CHARS = 600;

export interface WatchlistRef {
  id: string;
  name: string;
}

/** The parts of a post that are shown. */
export interface Item {
  id: string;
  author: string | undefined;
  text: string;
  /** ms since the epoch, 0 when the API names no time. */
  at: number;
  url: string | undefined;
  source: string | undefined;
}

export type Mention = Item & { watchlist: WatchlistRef; unread: boolean };

/** The result of one check of the watchlists. */
export interface MentionDigest {
  checkedAt: number;
  /** The newest posts of all watchlists, newest first, each once. */
  posts: Mention[];
  /** By watchlist id: the ids of the posts the reader has not seen. */
  unread: Record<string, string[]>;
  /** Ids of the watchlists that may have more unread posts: every post of the newest page is unread, and it is not the only page. */
  hasMore: string[];
  /** By watchlist id: the posts that count as seen once the reader has opened the popup or the panel. */
  latest: Record<string, SeenPosts>;
}

export interface Page {
  watchlist: WatchlistRef;
  posts: Item[];
  /** Whether the watchlist has no other page. If the API does not say, a page shorter than requested counts as the last. */
  isLast: boolean;
}

/** Reduces posts of the API to the parts that are shown. A post without an id cannot be told from others and is left out. */
export function readItems(raw: readonly Raw[]): Item[] {
  return raw.map(readPost).flatMap(({ id, author, text, at, url, source }) => {
    const item = { author, text: truncate(text, MAX_TEXT_CHARS), at: parseDate(at)?.getTime() ?? 0, url, source };
    return id === undefined ? [] : [{ id, ...item }];
  });
}

/** Merges the newest pages of all watchlists. */
export function mergePages(pages: readonly Page[], before: Record<string, SeenPosts>, now: number): MentionDigest {
  const digest: MentionDigest = { checkedAt: now, posts: [], unread: {}, hasMore: [], latest: {} };
  const mentions = new Map<string, Mention>();
  for (const { watchlist, posts, isLast } of pages) {
    const fresh = new Set(selectUnread(posts, before[watchlist.id]));
    digest.unread[watchlist.id] = Array.from(fresh, ({ id }) => id);
    if (!isLast && fresh.size === posts.length) digest.hasMore.push(watchlist.id);
    digest.latest[watchlist.id] = seenAfter(posts, isLast);
    // A post that several watchlists found is shown once.
    for (const item of posts) mentions.set(item.id, { ...item, watchlist, unread: fresh.has(item) });
  }
  digest.posts = [...mentions.values()].sort((a, b) => b.at - a.at).slice(0, MAX_MENTIONS);
  return digest;
}

/** The seen posts after a check. New watchlists start with their newest page as seen, removed ones are dropped, the others are unchanged. */
export function carrySeen(before: Record<string, SeenPosts>, { latest }: MentionDigest): Record<string, SeenPosts> {
  return Object.fromEntries(Object.entries(latest).map(([id, now]) => [id, before[id] ?? now]));
}

/** The digest and the seen posts after the reader has looked at these watchlists. */
export function markSeen(ids: readonly string[], digest: MentionDigest, before: Record<string, SeenPosts>): { digest: MentionDigest; seen: Record<string, SeenPosts> } {
  const looked = new Set(ids);
  const keep = <T>(of: Record<string, T>, change: (id: string, value: T) => T) =>
    Object.fromEntries(Object.entries(of).map(([id, value]) => [id, looked.has(id) ? change(id, value) : value]));
  return {
    digest: {
      ...digest,
      posts: digest.posts.map((mention) => (looked.has(mention.watchlist.id) ? { ...mention, unread: false } : mention)),
      unread: keep(digest.unread, () => []),
    },
    seen: keep(before, (id, seen) => digest.latest[id] ?? seen),
  };
}

/** Counts unread posts for the badge. `more`: there may be more than were counted. */
export function countUnread({ unread, hasMore }: MentionDigest): { count: number; more: boolean } {
  return { count: new Set(Object.values(unread).flat()).size, more: hasMore.some((id) => (unread[id]?.length ?? 0) > 0) };
}

/** The posts of these watchlists that became unread since the digest before, by watchlist id. The first digest announces nothing. */
export function newlyUnread(before: MentionDigest | undefined, now: MentionDigest, watched: readonly string[]): Record<string, number> {
  if (!before) return {};
  const counts = watched.map((id): [string, number] => {
    const known = new Set(before.unread[id] ?? []);
    return [id, (now.unread[id] ?? []).filter((post) => !known.has(post)).length];
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

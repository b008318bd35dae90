import { parseDate } from "../../shared/lib/format.ts";
import type { Post } from "../../shared/model/post.ts";
import type { Kind } from "../../shared/model/watchlist.ts";

export interface WatchlistRef {
  id: string;
  name: string;
  kind: Kind;
}

/** A post in a feed. In a feed of several watchlists, it names the watchlist that found it. */
export type FeedPost = Post & { watchlist?: WatchlistRef };

/** The time of a post in ms since the epoch; 0 when the API names none. */
export function timeOf({ at }: Pick<Post, "at">): number {
  return parseDate(at)?.getTime() ?? 0;
}

/** Compares two posts, newest first. */
export function compareByTime(a: Pick<Post, "at">, b: Pick<Post, "at">): number {
  return timeOf(b) - timeOf(a);
}

import type { FeedPost } from "./feed-post.ts";
import { timeOf } from "./feed-post.ts";

export interface Ranked {
  name: string;
  count: number;
}

export interface PostStatistics {
  /** Posts that were counted. */
  posts: number;
  /** Counts by day in the reader's time zone, oldest first, including days without posts. */
  days: { day: Date; count: number }[];
  authors: Ranked[];
  labels: Ranked[];
}

const DAYS = 14;
const TOP = 5;

/** Counts the loaded posts by day, author and label. `now` in ms since the epoch. */
export function summarizePosts(posts: readonly FeedPost[], now: number): PostStatistics {
  const today = new Date(now);
  const days = Array.from({ length: DAYS }, (_, index) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - (DAYS - 1 - index)));
  const starts = days.map((day) => day.getTime());
  const counts = days.map(() => 0);
  for (const post of posts) {
    const at = starts.findLastIndex((start) => start <= timeOf(post));
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  return {
    posts: posts.length,
    days: days.map((day, index) => ({ day, count: counts[index] ?? 0 })),
    authors: rank(posts.flatMap(({ author }) => author ?? [])),
    labels: rank(posts.flatMap(({ tags }) => tags)),
  };
}

/** The most frequent names. */
function rank(names: readonly string[]): Ranked[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)).slice(0, TOP);
}

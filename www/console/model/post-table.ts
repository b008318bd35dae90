// Posts as rows: the columns of the table, its order, and the rows of an exported file.

import type { FeedPost } from "./feed-post.ts";
import { compareByTime, timeOf } from "./feed-post.ts";

export const columns = ["author", "text", "at", "likes", "comments", "shares", "tags", "type", "watchlist"] as const;
export type Column = (typeof columns)[number];

/** Columns that are shown until the reader chooses others. */
export const defaultColumns: readonly Column[] = ["author", "text", "at", "likes", "comments", "tags"];

export interface TableOrder {
  column: Column;
  ascending: boolean;
}

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
const numeric: readonly Column[] = ["likes", "comments", "shares"];

/** Sorts posts. Posts with equal values are newest first; a missing value comes last in both directions. */
export function sortPosts(posts: readonly FeedPost[], { column, ascending }: TableOrder): FeedPost[] {
  const sign = ascending ? 1 : -1;
  return [...posts].sort((a, b) => {
    const [left, right] = [valueOf(a, column), valueOf(b, column)];
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
    const order = typeof left === "number" && typeof right === "number" ? left - right : collator.compare(String(left), String(right));
    return sign * order || compareByTime(a, b);
  });
}

/** Whether the first press on a column's heading sorts in ascending order. Numbers and times start with the highest. */
export function firstDirection(column: Column): boolean {
  return !(numeric.includes(column) || column === "at");
}

function valueOf(post: FeedPost, column: Column): string | number | undefined {
  if (column === "at") return timeOf(post) || undefined;
  if (column === "tags") return post.tags.join(", ") || undefined;
  if (column === "watchlist") return post.watchlist?.name;
  return post[column];
}

/** Posts as flat rows for a file. */
export function exportRows(posts: readonly FeedPost[]): Record<string, unknown>[] {
  return posts.map((post) => {
    const time = timeOf(post);
    return {
      id: post.id ?? "",
      ...(post.watchlist && { watchlist: post.watchlist.name }),
      author: post.author ?? "",
      headline: post.headline ?? "",
      text: post.text,
      created_at: time ? new Date(time).toISOString() : "",
      likes: post.likes,
      comments: post.comments,
      shares: post.shares,
      labels: post.tags.join("; "),
      type: post.type ?? "",
      source: post.source ?? "",
      url: post.url ?? "",
      urn: post.urn ?? "",
    };
  });
}

/**
 * The posts of one watchlist that the reader has seen: the ids of its newest page at that time, and the time of the oldest of
 * them, in ms since the epoch. Times alone would miss a post that was published early and collected late.
 */
export interface SeenPosts {
  ids: string[];
  since: number;
}

interface Dated {
  id: string;
  at: number;
}

/** The posts that count as seen after this newest page. If it `isLast`, it has every post, so any post that comes later is new, however old. */
export function seenAfter(posts: readonly Dated[], isLast: boolean): SeenPosts {
  return {
    ids: posts.map(({ id }) => id),
    since: isLast ? 0 : Math.min(...posts.map(({ at }) => at)),
  };
}

/**
 * The posts of the newest page that are new to the reader. A watchlist that was never seen has none, since its backlog is not new.
 * A post older than all posts of the page before is not new either: it moved up because another post was removed.
 */
export function selectUnread<P extends Dated>(posts: readonly P[], before: SeenPosts | undefined): P[] {
  if (!before) return [];
  const known = new Set(before.ids);
  return posts.filter(({ id, at }) => !known.has(id) && at >= before.since);
}

/** The text of the badge: at most three characters, with a plus when there may be `more` than were counted, and empty for none. */
export function badgeText(count: number, more = false): string {
  if (count > 99) return "99+";
  return count === 0 ? "" : `${count}${more ? "+" : ""}`;
}

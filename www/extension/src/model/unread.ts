/**
 * What the reader has seen of one watchlist: the ids on its newest page then, and the time of the oldest of them, in ms
 * since the epoch. Times alone would miss a post that was published early and collected late.
 */
export interface SeenPosts {
  ids: string[];
  since: number;
}

interface Dated {
  id: string;
  at: number;
}

/** What counts as seen after this newest page. When it `isLast`, it holds every post, so whatever comes later is new, however old. */
export function seenAfter(posts: readonly Dated[], isLast: boolean): SeenPosts {
  return {
    ids: posts.map(({ id }) => id),
    since: isLast ? 0 : Math.min(...posts.map(({ at }) => at)),
  };
}

/**
 * The posts of the newest page that are new to the reader. A watchlist that was never seen has none: its backlog is not new.
 * A post older than all that was on the page moved up because another was removed; it is not new either.
 */
export function selectUnread<P extends Dated>(posts: readonly P[], before: SeenPosts | undefined): P[] {
  if (!before) return [];
  const known = new Set(before.ids);
  return posts.filter(({ id, at }) => !known.has(id) && at >= before.since);
}

/** The badge's text: nothing for none, at most three characters, and a plus when there may be `more` than were counted. */
export function badgeText(count: number, more = false): string {
  if (count > 99) return "99+";
  return count === 0 ? "" : `${count}${more ? "+" : ""}`;
}

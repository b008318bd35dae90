/**
 * What the reader has seen of one watchlist: the ids on its newest page then, and the time of the oldest of them.
 * Times alone would miss a post that was published early and collected late.
 *
 * @typedef {{ ids: string[], since: number }} Seen `since` in milliseconds since the epoch
 * @typedef {{ id: string, created_at: number }} Dated
 */

/**
 * @param {Dated[]} posts the newest page
 * @param {number} pageSize a page that is not full holds all there is, so whatever comes later is new, however old
 * @returns {Seen}
 */
export function seen(posts, pageSize) {
  return {
    ids: posts.map((post) => post.id),
    since: posts.length < pageSize ? 0 : Math.min(...posts.map((post) => post.created_at)),
  };
}

/**
 * The posts of the newest page that are new to the reader. A watchlist met for the first time has none: its backlog is not news.
 * A post older than all that was on the page moved up because another was removed; it is not new either.
 *
 * @template {Dated} P
 * @param {P[]} posts
 * @param {Seen | undefined} before
 * @returns {P[]}
 */
export function unread(posts, before) {
  if (!before) return [];
  const known = new Set(before.ids);
  return posts.filter((post) => !known.has(post.id) && post.created_at >= before.since);
}

/**
 * The badge's text: nothing for none, and at most three characters because more is cut off.
 *
 * @param {number} count
 * @param {boolean} more a page was new from end to end, so there may be more than were counted
 */
export function badgeText(count, more = false) {
  if (count > 99) return "99+";
  return count === 0 ? "" : `${count}${more ? "+" : ""}`;
}

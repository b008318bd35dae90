import { seen, unread } from "./unread.js";

/** Posts asked for of each watchlist: the API's own default. */
export const PAGE_SIZE = 20;
/** Posts kept for the popup. */
const KEPT = 10;
const TEXT_LENGTH = 400;

/**
 * What one check of the watchlists found.
 *
 * @typedef {object} News
 * @property {number} checkedAt milliseconds since the epoch
 * @property {Mention[]} posts the newest over all watchlists, newest first
 * @property {Record<string, { unread: number, more: boolean }>} counts by watchlist id
 * @property {Record<string, import("./unread.js").Seen>} latest by watchlist id: what "seen" becomes once the reader has looked
 *
 * @typedef {{ id: string, name: string }} Watchlist
 * @typedef {{ id: string, text: string, url: string, author: string, created_at: number, watchlist: string, unread: boolean }} Mention
 */

/**
 * @param {{ watchlist: Watchlist, posts: any[] }[]} pages the newest page of each watchlist
 * @param {Record<string, import("./unread.js").Seen>} before
 * @param {number} now
 * @returns {News}
 */
export function gather(pages, before, now) {
  const posts = [];
  const counts = {};
  const latest = {};
  for (const page of pages) {
    const { id, name } = page.watchlist;
    const fresh = new Set(unread(page.posts, before[id]));
    counts[id] = { unread: fresh.size, more: fresh.size === PAGE_SIZE };
    latest[id] = seen(page.posts, PAGE_SIZE);
    posts.push(...page.posts.map((post) => mention(post, name, fresh.has(post))));
  }
  posts.sort((a, b) => b.created_at - a.created_at);
  return { checkedAt: now, posts: posts.slice(0, KEPT), counts, latest };
}

/**
 * What "seen" is after a check: watchlists met for the first time start from here, removed ones are dropped, the others wait for the reader.
 *
 * @param {Record<string, import("./unread.js").Seen>} before
 * @param {News} news
 */
export function carrySeen(before, news) {
  return Object.fromEntries(Object.entries(news.latest).map(([id, latest]) => [id, before[id] ?? latest]));
}

/** @param {News} news @returns {{ count: number, more: boolean }} for the badge */
export function total(news) {
  const counts = Object.values(news.counts);
  return { count: counts.reduce((sum, { unread }) => sum + unread, 0), more: counts.some(({ more }) => more) };
}

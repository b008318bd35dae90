// Sorts and filters a list of watchlists.

import { parseDate } from "../../shared/lib/format.ts";
import { type Watchlist, wordsOf } from "../../shared/model/watchlist.ts";

export const listOrders = ["newest", "oldest", "name", "frequency"] as const;
export type ListOrder = (typeof listOrders)[number];

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
const created = ({ createdAt }: Watchlist) => parseDate(createdAt)?.getTime() ?? 0;
const byName = (a: Watchlist, b: Watchlist) => collator.compare(a.name, b.name);

const comparisons: Record<ListOrder, (a: Watchlist, b: Watchlist) => number> = {
  newest: (a, b) => created(b) - created(a),
  oldest: (a, b) => created(a) - created(b),
  name: byName,
  frequency: (a, b) => (a.fetchFreqInHours ?? Infinity) - (b.fetchFreqInHours ?? Infinity) || byName(a, b),
};

/** Sorts watchlists; without an order, they stay in the order of the API. */
export function sortWatchlists(all: readonly Watchlist[], order: ListOrder | undefined): readonly Watchlist[] {
  return order ? [...all].sort(comparisons[order]) : all;
}

/** Adds to each watchlist the text that a filter searches, in lower case, so that it is computed once and not per key press. */
export function indexWatchlists(all: readonly Watchlist[]): { watchlist: Watchlist; text: string }[] {
  return all.map((watchlist) => ({ watchlist, text: [watchlist.name, ...wordsOf(watchlist)].join("\n").toLowerCase() }));
}

/** The watchlists whose name or keywords contain every word of `filter`. */
export function filterWatchlists(index: readonly { watchlist: Watchlist; text: string }[], filter: string): Watchlist[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return index.filter(({ text }) => words.every((word) => text.includes(word))).map(({ watchlist }) => watchlist);
}

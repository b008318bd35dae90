// Pages of `posts.list` and `interactions.list`.

import { type Raw, count, isObject, objectsIn } from "./raw.ts";

export interface Page {
  rows: Raw[];
  /** Rows over all pages, where the API reports it. */
  total: number | undefined;
  /** Whether this is the last page; absent when the API does not say. */
  isLast: boolean | undefined;
}

/**
 * Reads one page of a list. `seen` is the number of rows on the pages before. The last page is an empty one, or the one that `pagination`
 * names. A page shorter than requested need not be the last, because the API caps `page_size` and can hide rows.
 */
export function readPage(response: unknown, { page, seen }: { page: number; seen: number }): Page {
  const { data, pagination } = isObject(response) ? response : {};
  const listed = Array.isArray(data) ? data.length : 0;
  const facts = isObject(pagination) ? pagination : {};
  const pages = count(facts, "total_pages");
  const total = count(facts, "total");
  return { rows: objectsIn(data), total, isLast: listed === 0 || isLastBy({ page, pages, total, listed: seen + listed }) };
}

interface Facts {
  page: number;
  pages: number | undefined;
  total: number | undefined;
  /** Rows up to this page. */
  listed: number;
}

function isLastBy({ page, pages, total, listed }: Facts): boolean | undefined {
  if (pages !== undefined) return page >= pages;
  return total === undefined ? undefined : listed >= total;
}

interface Identified {
  id?: string | undefined;
}

/** The items of `found` that are not in `before`. Pages can overlap, because a new post moves the others down. */
export function unseen<T extends Identified>(before: readonly T[], found: readonly T[]): T[] {
  const known = new Set(before.map(({ id }) => id));
  return found.filter(({ id }) => id === undefined || !known.has(id));
}

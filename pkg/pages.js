// Lists in pages, fetched as they are consumed.

import { createError, invalidRequest } from "./errors.js";
import { defineMethods } from "./methods.js";

const MAX_ITEMS = 10_000;

/** A list in pages. Iterate over its items or its pages, collect items, or fetch one page. */
export class Pages {
  constructor({ fetch, items, next }, args = {}, options) {
    async function* pagesWithItems() {
      let [at, seen] = [args, 0];
      while (at !== undefined) {
        const page = await fetch(at, options);
        const found = items(page);
        const { length } = found;
        yield [page, found];
        at = next(args, at, seen, length, page);
        seen += length;
      }
    }
    async function* all() {
      for await (const [, found] of pagesWithItems()) yield* found;
    }
    defineMethods(this, {
      /** Fetches one page: the one that the arguments select, by default the first. A page of connections is the output of its task. */
      page: () => fetch(args, options),
      async *pages() {
        for await (const [page] of pagesWithItems()) yield page;
      },
      /** The first `limit` items. */
      async toArray(options) {
        const limit = options?.limit;
        if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ITEMS) throw invalidRequest(`limit must be a whole number from 1 to ${MAX_ITEMS}`);
        const found = [];
        for await (const item of all()) if (found.push(item) >= limit) break;
        return found;
      },
      [Symbol.asyncIterator]: all,
    });
  }
}

/** The connections of the acting account; each page is a task, and so one LinkedIn action. */
export function connections(pager, args, options) {
  const fetch = async (...call) => (await pager.fetch(...call)).wait({ signal: options?.signal });
  // Each page is a write of its own, so each gets a random idempotency key.
  return new Pages({ ...pager, fetch, items: connectionsIn }, args, { ...options, idempotencyKey: undefined });
}

/**
 * Finds the list of connections in an output. The name of its field is not documented, so this is the first list with `total` items, where
 * `total` is the size of the page, or else the first list.
 */
function connectionsIn(output) {
  const { total } = output ?? {};
  const lists = [output, ...Object.values(output ?? {})].filter(Array.isArray);
  if (lists.length === 0 && total > 0) {
    throw createError("ServerError", `the output has a total of ${total} and no list of connections`, { code: "bad_response", operation: "linkedin.fetchConnections" });
  }
  return lists.find(({ length }) => length === total) ?? lists[0] ?? [];
}

// Lists in pages, fetched as they are consumed.

import { createError } from "./errors.js";
import { defineMethods } from "./methods.js";

/** The items of a list: iterate over them, or take one page. */
export class Pages {
  constructor({ fetch, items, next }, args = {}, options) {
    defineMethods(this, {
      /** The page that the arguments name, as the API returns it; of connections the output of its task. */
      page: () => fetch(args, options),
      async *[Symbol.asyncIterator]() {
        let [at, seen] = [args, 0];
        while (at !== undefined) {
          const page = await fetch(at, options);
          const found = items(page);
          const { length } = found;
          yield* found;
          at = next(args, at, seen, length, page);
          seen += length;
        }
      },
    });
  }
}

/** The connections of the acting account; each page is a task, and so one LinkedIn action. */
export function connections(pager, args, options) {
  const fetch = async (...call) => (await pager.fetch(...call)).wait({ signal: options?.signal });
  // One idempotency key for several pages would name several writes.
  return new Pages({ ...pager, fetch, items: connectionsIn }, args, { ...options, idempotencyKey: undefined });
}

/** The list in an output, whose name is not documented: the one of `total` items, which is the size of the page, or else the first. */
function connectionsIn(output) {
  const { total } = output ?? {};
  const lists = [output, ...Object.values(output ?? {})].filter(Array.isArray);
  if (lists.length === 0 && total > 0) {
    throw createError("ServerError", `the output has a total of ${total} and no list of connections`, { code: "bad_response", operation: "linkedin.fetchConnections" });
  }
  return lists.find(({ length }) => length === total) ?? lists[0] ?? [];
}

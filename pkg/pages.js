// Lists in pages, fetched as they are consumed.

/** The items of a list: iterate over them, or take one page. */
export class Pages {
  #pager;
  #args;
  #options;

  constructor(pager, args = {}, options) {
    this.#pager = pager;
    this.#args = args;
    this.#options = options;
  }

  /** The page that the arguments name, as the API returns it; of connections the output of its task. */
  page() {
    return this.#pager.fetch(this.#args, this.#options);
  }

  async *[Symbol.asyncIterator]() {
    const { fetch, items, size, next } = this.#pager;
    let [args, seen] = [this.#args, 0];
    while (args !== undefined) {
      const page = await fetch(args, this.#options);
      yield* items(page);
      args = next(this.#args, args, seen, size(page), page);
      seen += size(page);
    }
  }
}

/** The connections of the acting account; each page is a task, and so one LinkedIn action. */
export function connections(pager, args, options) {
  const fetch = async (...call) => (await pager.fetch(...call)).wait({ signal: options?.signal });
  // `total` is the size of the page.
  const size = (output) => (typeof output?.total === "number" ? output.total : firstListIn(output).length);
  // One idempotency key for several pages would name several writes.
  return new Pages({ ...pager, fetch, items: firstListIn, size }, args, { ...options, idempotencyKey: undefined });
}

/** The list in an output, whose name is not documented. */
function firstListIn(output) {
  if (Array.isArray(output)) return output;
  return Object.values(output ?? {}).find(Array.isArray) ?? [];
}

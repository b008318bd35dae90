// Lists that come in pages, fetched as they are consumed.

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

  /** The one page that the arguments name, as the API gives it; of connections the output of its task. */
  page() {
    return this.#pager.fetch(this.#args, this.#options);
  }

  async *[Symbol.asyncIterator]() {
    const { fetch, items, size, next } = this.#pager;
    let page;
    for (let args = this.#args; args !== undefined; args = next(args, size(page))) {
      page = await fetch(args, this.#options);
      yield* items(page);
    }
  }
}

/** The connections of the acting account; each page is a task, and so one LinkedIn action. */
export function connections(pager, args, options) {
  const fetch = async (...call) => (await pager.fetch(...call)).wait({ signal: options?.signal });
  // `total` is the size of the page (spec 4.6).
  const size = (output) => (typeof output?.total === "number" ? output.total : listIn(output).length);
  // One key for several pages would name several writes.
  return new Pages({ ...pager, fetch, items: listIn, size }, args, { ...options, idempotencyKey: undefined });
}

/** The list in an output whose name for it is not documented. */
function listIn(output) {
  if (Array.isArray(output)) return output;
  return Object.values(output ?? {}).find(Array.isArray) ?? [];
}

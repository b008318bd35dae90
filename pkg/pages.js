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

  /** The one page that the arguments name, as the API gives it. */
  page() {
    return this.#pager.fetch(this.#args, this.#options);
  }

  async *[Symbol.asyncIterator]() {
    let items;
    for (let args = this.#args; args !== undefined; args = this.#pager.next(args, items.length)) {
      items = (await this.#pager.fetch(args, this.#options)).data;
      yield* items;
    }
  }
}

/** The connections of the acting account; each page is a task, and so one LinkedIn action. */
export class Connections {
  #pager;
  #args;
  #options;

  constructor(pager, args = {}, options = {}) {
    this.#pager = pager;
    this.#args = args;
    // One key for several pages would name several writes.
    this.#options = { ...options, idempotencyKey: undefined };
  }

  /** The output of the one page that the arguments name. */
  page() {
    return this.#output(this.#args);
  }

  async *[Symbol.asyncIterator]() {
    let size;
    for (let args = this.#args; args !== undefined; args = this.#pager.next(args, size)) {
      const output = await this.#output(args);
      const items = listIn(output);
      // `total` is the size of the page (spec 4.6).
      size = typeof output?.total === "number" ? output.total : items.length;
      yield* items;
    }
  }

  async #output(args) {
    const task = await this.#pager.fetch(args, this.#options);
    return task.wait({ signal: this.#options.signal });
  }
}

/** The list in an output whose name for it is not documented. */
function listIn(output) {
  if (Array.isArray(output)) return output;
  return Object.values(output ?? {}).find(Array.isArray) ?? [];
}

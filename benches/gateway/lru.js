// A map that removes the least recently used entry above its limit. It relies on the order of a Map, in which the oldest key comes first.

export class Lru {
  #entries = new Map();

  constructor(limit) {
    this.limit = limit;
  }

  get(key) {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key, value) {
    this.#entries.set(key, value);
    if (this.#entries.size > this.limit) this.#entries.delete(this.#entries.keys().next().value);
  }
}

// A map that forgets what was used longest ago. A Map keeps the order in which keys were set.

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

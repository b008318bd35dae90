// The polls of one task, shared by all who follow it in a client.

import { enter } from "./instance.js";

/** Asks after a task as long as somebody follows it: at once, then at the intervals that the wasm decides. */
export class Poller {
  #poll;
  #over;
  #followers = 0;
  #waiters = new Set();
  #running;
  #polls = 0;
  #latest;

  /** `poll(signal)` reads the state once; `over()` is called when the last follower has left. */
  constructor(poll, over) {
    this.#poll = poll;
    this.#over = over;
  }

  join() {
    this.#followers += 1;
  }

  leave() {
    this.#followers -= 1;
    if (this.#followers > 0) return;
    this.#running?.abort();
    this.#over();
  }

  /** The newest state, with its number, once it is later than number `seen`. */
  next(seen, signal) {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#latest?.number > seen) return Promise.resolve(this.#latest);
    return new Promise((resolve, reject) => {
      const end = (settle) => (value) => {
        this.#waiters.delete(waiter);
        signal.removeEventListener("abort", abort);
        settle(value);
      };
      const waiter = { resolve: end(resolve), reject: end(reject) };
      const abort = () => waiter.reject(signal.reason);
      signal.addEventListener("abort", abort);
      this.#waiters.add(waiter);
      if (!this.#running) this.#run();
    });
  }

  async #run() {
    const running = (this.#running = new AbortController());
    for (let wait = 0; wait >= 0; ) {
      if (wait > 0) await pause(wait, running.signal);
      if (running.signal.aborted) return;
      this.#polls += 1;
      let error;
      try {
        const { data } = await this.#poll(running.signal);
        this.#latest = { state: data.data, number: this.#polls };
      } catch (thrown) {
        error = thrown;
      }
      if (running.signal.aborted) return;
      wait = error ? this.#next(undefined, error.code, error.retryAfterMs) : this.#next(this.#latest.state.status);
      // A poll that failed and may work the next time is nobody's concern: the task lives on.
      if (!error) for (const waiter of this.#waiters) waiter.resolve(this.#latest);
      else if (wait < 0) for (const waiter of this.#waiters) waiter.reject(error);
    }
    this.#running = undefined;
  }

  #next(status, code, retryAfterMs) {
    return enter((wasm) => wasm.taskNext(this.#polls, status, code, retryAfterMs));
  }
}

function pause(ms, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

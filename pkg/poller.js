// The polls of one task, shared by all who follow it in a client.

import { onAbort } from "./abort.js";
import { enter } from "./instance.js";

/** Asks after a task while somebody waits for its next state: at once, then at the intervals that the wasm decides. */
export class Poller {
  #poll;
  #over;
  #followers = 0;
  #waiters = new Set();
  #running;
  #polls = 0;
  #waitMs = 0;
  #dueMs = 0;
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
    if (this.#followers === 0) this.#over();
  }

  /** The newest state, with its number, once it is later than number `seen`. */
  next(seen, signal) {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#latest?.number > seen) return Promise.resolve(this.#latest);
    return new Promise((resolve, reject) => {
      const end = (settle) => (value) => {
        this.#waiters.delete(waiter);
        unwatch();
        settle(value);
      };
      const waiter = { resolve: end(resolve), reject: end(reject) };
      const abort = () => {
        waiter.reject(signal.reason);
        // A poll that nobody waits for is not worth its request.
        if (this.#waiters.size === 0) this.#running?.abort();
      };
      const unwatch = onAbort(signal, abort);
      this.#waiters.add(waiter);
      if (!this.#running) this.#run();
    });
  }

  // Ends when nobody waits: a follower who looks at a state for an hour costs no polls.
  async #run() {
    const running = (this.#running = new AbortController());
    try {
      while (this.#waiters.size > 0) {
        // No longer than the interval, should the clock have been set back.
        await pause(Math.min(this.#dueMs - Date.now(), this.#waitMs), running.signal);
        if (running.signal.aborted) break;
        await this.#ask(running.signal);
      }
    } catch (error) {
      if (!running.signal.aborted) for (const waiter of this.#waiters) waiter.reject(error);
    }
    this.#running = undefined;
    // Somebody may have come while the poll of those who left was being ended.
    if (this.#waiters.size > 0) this.#run();
  }

  async #ask(signal) {
    this.#polls += 1;
    let wait;
    try {
      const { data: state } = await this.#poll(signal);
      this.#latest = { state, number: this.#polls };
      wait = this.#next(state.status);
      for (const waiter of this.#waiters) waiter.resolve(this.#latest);
    } catch (error) {
      if (!signal.aborted) wait = this.#next(undefined, error);
      // A poll that may work the next time is nobody's concern: the task lives on.
      if (!(wait >= 0)) throw error;
    }
    this.#waitMs = wait;
    this.#dueMs = Date.now() + wait;
  }

  #next(status, error) {
    return enter((wasm) => wasm.taskNext(this.#polls, status, error));
  }
}

function pause(ms, signal) {
  if (ms <= 0) return undefined;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      unwatch();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const unwatch = onAbort(signal, end);
  });
}

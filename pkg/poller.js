// The polls of one task, shared by all waits for it in a client.

import { onAbort } from "./abort.js";
import { LAST_POLL_MS } from "./operations.js";
import { afterPoll, createTaskWait, nextPoll } from "./outx_client.js";
import { instance } from "./wasm-instance.js";

/** Results of `afterPoll` in the wasm; 1 is an open task. */
export const [COMPLETED, FAILED] = [2, 3];

/** One wait for a task. An abort ends it. After `timeoutMs` it sends a last poll and then fails with `timeoutError`. */
export class Wait {
  /** The number of the poll whose state was consumed last. */
  seen = 0;
  /** Whether the time is over. */
  isEnding = false;
  /** The number of the last poll, once it has been sent. */
  lastPoll = Infinity;
  /** These settle the pending `next()`. */
  resolve;
  reject;
  #poller;
  #signal;
  #timeoutError;
  #timer;
  #unwatch;

  constructor(poller, signal, timeoutMs, timeoutError) {
    this.#poller = poller;
    this.#signal = signal;
    this.#timeoutError = timeoutError;
    this.#unwatch = onAbort(signal, () => this.#fail(signal.reason));
    this.#timer = setTimeout(() => {
      this.isEnding = true;
      poller.onEnd(this);
    }, Math.min(timeoutMs, 2 ** 31 - 1));
    // This timer does not keep a Node process alive. A poll in flight does.
    this.#timer.unref?.();
    poller.join();
  }

  /** Returns the next state: `{ state, outcome, number }`. */
  async next() {
    this.#signal?.throwIfAborted();
    const pending = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.#poller.add(this);
    return pending;
  }

  expire() {
    this.#fail(this.#timeoutError);
  }

  /** Starts the time limit of the last poll, which ends the wait. */
  limitLastPoll() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.expire(), LAST_POLL_MS);
  }

  close() {
    clearTimeout(this.#timer);
    this.#unwatch();
    this.#poller.leave();
  }

  #fail(reason) {
    this.reject?.(reason);
    this.#poller.remove(this);
  }
}

/** Polls a task while a wait needs its next state. The first poll is sent at once, the next ones at intervals that the wasm determines. */
export class Poller {
  #poll;
  #onUnused;
  #handle = instance.handleOf(this, createTaskWait);
  #joined = 0;
  /** The waits that need a state. */
  #waiting = new Set();
  #running;
  #wake;
  #isPolling = false;
  #polls = 0;
  #polledAt = 0;
  #latest;

  /** `poll(signal)` reads the state once; `onUnused()` is called when the last wait has left. */
  constructor(poll, onUnused) {
    this.#poll = poll;
    this.#onUnused = onUnused;
  }

  join() {
    this.#joined += 1;
  }

  leave() {
    this.#joined -= 1;
    if (this.#joined === 0) this.#onUnused();
  }

  /** Settles a wait with the newest state, as soon as there is one that the wait has not seen. */
  add(wait) {
    if (this.#latest?.number > wait.seen) return wait.resolve(this.#latest);
    if (!this.#isPolling && wait.lastPoll <= this.#polls) return wait.expire();
    this.#waiting.add(wait);
    if (wait.isEnding) this.onEnd(wait);
    if (!this.#running) this.#run();
  }

  remove(wait) {
    this.#waiting.delete(wait);
    // No wait needs the poll in flight.
    if (this.#waiting.size === 0) this.#running?.abort();
  }

  /** Handles the end of a wait's time: the poll in flight becomes its last one, or a last one is sent now. */
  onEnd(wait) {
    if (!this.#waiting.has(wait)) return;
    wait.limitLastPoll();
    if (this.#isPolling) wait.lastPoll = this.#polls;
    else this.#wake?.();
  }

  // Ends when no wait needs a state, so that a slow consumer causes no polls.
  async #run() {
    const { signal } = (this.#running = new AbortController());
    signal.addEventListener("abort", () => this.#wake?.());
    try {
      // The wasm is not loaded when a resumed task is the first use of the client.
      if (!instance.isLoaded) await instance.load();
      while (!signal.aborted && this.#waiting.size > 0) await this.#step(signal);
    } catch (error) {
      if (!signal.aborted) for (const wait of this.#waiting) wait.reject(error);
      this.#waiting.clear();
    }
    this.#running = undefined;
    // A wait may have begun while the poll of earlier waits was being aborted.
    if (this.#waiting.size > 0) this.#run();
  }

  async #step(signal) {
    const ending = [...this.#waiting].filter(({ isEnding }) => isEnding);
    const ms = instance.call(nextPoll, this.#handle(), Date.now() - this.#polledAt, ending.length > 0);
    if (ms === Infinity) for (const wait of ending) wait.expire();
    else if (ms === 0 || (await this.#sleep(ms))) await this.#ask(signal);
  }

  async #ask(signal) {
    this.#polls += 1;
    for (const wait of this.#waiting) if (wait.isEnding) wait.lastPoll = this.#polls;
    this.#isPolling = true;
    let state, failure;
    try {
      ({ data: state } = await this.#poll(signal));
    } catch (error) {
      if (signal.aborted) return;
      failure = error;
    } finally {
      this.#isPolling = false;
    }
    this.#polledAt = Date.now();
    const outcome = instance.call(afterPoll, this.#handle(), state?.status, failure);
    if (outcome === 0) throw failure;
    if (state) {
      this.#latest = { state, outcome, number: this.#polls };
      for (const wait of this.#waiting) wait.resolve(this.#latest);
      this.#waiting.clear();
    } else for (const wait of this.#waiting) if (wait.lastPoll <= this.#polls) wait.expire();
  }

  /** Resolves to `true` after `ms` milliseconds, or to `false` when it is woken earlier. */
  #sleep(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, true);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }
}

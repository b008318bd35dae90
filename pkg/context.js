// The face's side of one call: timers, abort, dice, observers. The wasm says when, this acts.

import { onAbort } from "./abort.js";
import { join } from "./instance.js";

export class Context {
  /** The last answer, for `withResponse()`. */
  response;
  timedOut = false;
  #observe;
  #onSession;
  #controller;
  #timer;
  #interrupt;
  #leave;
  #unwatch;
  #ended;

  constructor(observe, onSession) {
    this.#observe = observe;
    this.#onSession = onSession;
  }

  /** Begins the call, which ends when `signal` aborts. */
  follow(signal) {
    signal?.throwIfAborted();
    this.#leave = join(this);
    this.#unwatch = onAbort(signal, () => this.#end(signal.reason));
  }

  /** Awaits `promise`, but no longer than the attempt lasts and the caller waits. */
  wait(promise) {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      promise.then(resolve, reject);
      if (this.#ended) reject(this.#ended.reason);
    });
  }

  /** Whether the call is over, with `reason`: by the caller's abort, or by a trap. */
  get ended() {
    return this.#ended;
  }

  attempt(ms) {
    this.settle();
    this.timedOut = false;
    this.#controller = new AbortController();
    this.#timer = setTimeout(() => {
      this.timedOut = true;
      this.#stop(new DOMException("the attempt took too long", "TimeoutError"));
    }, ms);
    return this.#controller.signal;
  }

  settle() {
    clearTimeout(this.#timer);
  }

  giveUp() {
    this.settle();
    this.#controller?.abort();
  }

  sleep(ms) {
    return new Promise((resolve) => {
      this.#timer = setTimeout(resolve, ms);
    });
  }

  newKey() {
    // randomUUID is missing where a page is not a secure context.
    if (crypto.randomUUID) return crypto.randomUUID();
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  notify(event, fields) {
    this.#observe(event, fields);
  }

  renewed(token) {
    // What the caller's function throws is the caller's; the call goes on.
    quietly(() => this.#onSession(token));
  }

  /** Ends the call from outside: the defect that ended the instance. */
  trapped(error) {
    this.#end(error);
  }

  close() {
    this.settle();
    this.#leave?.();
    this.#unwatch?.();
  }

  #end(reason) {
    this.#ended ??= { reason };
    this.settle();
    this.#stop(reason);
  }

  #stop(reason) {
    this.#controller?.abort(reason);
    // A caller's own fetch may not listen to its signal.
    this.#interrupt?.(reason);
  }
}

/** Calls a function of the caller's whose failure is none of ours. */
export function quietly(call) {
  try {
    Promise.resolve(call()).catch(() => {});
  } catch {
    // Its own business.
  }
}

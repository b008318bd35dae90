// What a client knows of its session at the gateway, and who hears of its beginning and its end.

import { ignoreErrors } from "./callbacks.js";
import { invalidRequest } from "./errors.js";

const EVENTS = ["signed-in", "signed-out", "expired"];

export class Session {
  /** The id of the cookie's session, once it was seen: the gateway rejects a call that names another one. */
  id;
  /** Where no cookie is kept, the gateway recognizes by this value the caller that was sent a code. */
  signIn;
  #listeners = new Set();
  #channelName;
  #channel;
  #isExpired = false;

  constructor(base) {
    this.#channelName = `outx-client ${base}`;
  }

  /** Calls `listener` with each event, of other tabs too. Returns the function that ends that. */
  onChange(listener) {
    if (typeof listener !== "function") throw invalidRequest("the listener must be a function");
    // One function may be given twice.
    const entry = { listener };
    this.#listeners.add(entry);
    this.#channel ??= this.#open();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size > 0) return;
      this.#channel?.close();
      this.#channel = undefined;
    };
  }

  /** Reports an event here, and in the other tabs of this origin: the word alone. */
  emit(event, isLocal) {
    // Every call in flight rejects when a session expires.
    if (event === "expired" && this.#isExpired) return;
    this.#notify(event);
    if (isLocal || typeof BroadcastChannel !== "function") return;
    const channel = this.#channel ?? new BroadcastChannel(this.#channelName);
    channel.postMessage(event);
    if (channel !== this.#channel) channel.close();
  }

  #open() {
    if (typeof BroadcastChannel !== "function") return undefined;
    const channel = new BroadcastChannel(this.#channelName);
    channel.onmessage = ({ data }) => EVENTS.includes(data) && this.#notify(data);
    // In Node it would keep the process alive.
    channel.unref?.();
    return channel;
  }

  #notify(event) {
    this.#isExpired = event === "expired";
    for (const { listener } of [...this.#listeners]) ignoreErrors(() => listener(event));
  }
}

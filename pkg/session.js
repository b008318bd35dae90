// The client's session at the gateway, and the events of sign-in, sign-out and expiry.

import { ignoreErrors } from "./callbacks.js";
import { invalidRequest } from "./errors.js";

const EVENTS = ["signed-in", "signed-out", "expired"];

export class Session {
  /**
   * The id of the cookie's session, once it is known. The client sends it with calls, and the gateway rejects a call when the cookie is of
   * another session.
   */
  id;
  /** The field `sign_in` of the last response to `auth.sendOtp`. Without cookies, the gateway recognizes by it the caller that requested the code. */
  signIn;
  #listeners = new Set();
  #channelName;
  #channel;
  #isExpired = false;

  constructor(base) {
    this.#channelName = `outx-client ${base}`;
  }

  /** Calls `listener` with each event, of other tabs too. Returns a function that removes the listener. */
  onChange(listener) {
    if (typeof listener !== "function") throw invalidRequest("the listener must be a function");
    // An object per registration, because one function may be registered twice.
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

  /** Reports an event to the listeners here and, unless `isLocal`, in the other tabs of this origin. The other tabs receive only its name. */
  emit(event, isLocal) {
    // All calls in flight reject when a session expires; the event is reported once.
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
    // In Node an open channel would keep the process alive.
    channel.unref?.();
    return channel;
  }

  #notify(event) {
    this.#isExpired = event === "expired";
    for (const { listener } of [...this.#listeners]) ignoreErrors(() => listener(event));
  }
}

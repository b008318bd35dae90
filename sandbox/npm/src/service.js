// One sandbox in wasm, which turns requests into outcomes. It has no socket and no clock of its own.

import { WasmSandbox, bodyLimit } from "../glue/outx_sandbox.js";

/** The response to a method, target or header that is not valid HTTP, as the native sandbox sends it. */
const BAD_REQUEST = { kind: "respond", delayMs: 0, status: 400, headers: [], body: new Uint8Array() };

export class Service {
  #wasm;
  #clock;

  /** `now` is the time at which the sandbox starts, in milliseconds since the epoch; the host's time by default. */
  constructor({ seed, now }) {
    const started = Date.now();
    this.#clock = now === undefined ? Date.now : () => now + Date.now() - started;
    this.#wasm = new WasmSandbox(seed, now ?? started);
  }

  /** The API key of the demo team. */
  get apiKey() {
    return this.#wasm.api_key;
  }

  get isStopped() {
    return this.#wasm === undefined;
  }

  /** The maximum number of bytes of a body that `handle` needs. */
  bodyLimit(path) {
    return bodyLimit(path);
  }

  /**
   * Handles a request, and returns the outcome: `{ kind: "respond" | "truncate" | "reset", delayMs, status, headers, body }`. Both lists of
   * headers alternate names and values.
   */
  handle({ peer = "127.0.0.1", method, target, headers, body }) {
    if (this.isStopped) throw new Error("the sandbox is stopped; create another one");
    try {
      const outcome = this.#wasm.handle(peer, method, target, headers, body, this.#clock());
      const { kind, delay_ms: delayMs, status, headers: responseHeaders } = outcome;
      return { kind, delayMs, status, headers: responseHeaders, body: outcome.into_body() };
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError)) return BAD_REQUEST;
      // A trap leaves the memory in an unknown state.
      this.#wasm = undefined;
      throw new Error(`outx-sandbox failed at ${method} ${target} and stopped; please report this defect`, { cause });
    }
  }

  /** Calls the control interface, and returns the JSON of its response. */
  control(method, path, body) {
    const target = `/__sandbox/${path}`;
    const sent = body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
    const outcome = this.handle({ method, target, headers: ["host", "localhost"], body: sent });
    const text = new TextDecoder().decode(outcome.body);
    if (outcome.status !== 200) throw new Error(`${method} ${target} returned ${outcome.status}: ${JSON.parse(text).error}`);
    return JSON.parse(text);
  }

  stop() {
    this.#wasm?.free();
    this.#wasm = undefined;
  }
}

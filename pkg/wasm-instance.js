// The wasm: loaded on the first call, replaced by a fresh instance after a trap.

import { __wbg_reset_state, initSync, release } from "./outx_client.js";
import { ClientPanicError, ConnectionError } from "./errors.js";
import { ignoreErrors } from "./callbacks.js";
import { compiledWasm } from "./wasm-source.js";

const REMEDY =
  "; import outx-client, which needs no file, or call ready(bytes); a Content-Security-Policy must allow 'wasm-unsafe-eval', " +
  "an edge runtime must resolve the condition workerd or edge-light";

class WasmInstance {
  isLoaded = false;
  /** The number of the current instance. Handles of earlier instances are invalid. */
  id = 0;
  /** The calls in progress, each with an `abort` that is called when the instance traps. */
  inFlight = new Set();
  #loading;
  #finalizers = new FinalizationRegistry(({ handle, id }) => this.release(handle, id));

  /** Loads the wasm once, from `input` or from the entry's own source. */
  load(input) {
    if (this.isLoaded) return Promise.resolve();
    this.#loading ??= this.#load(input).catch((cause) => {
      this.#loading = undefined;
      const retryable = cause?.isTransient === true;
      const text = `the wasm of outx-client could not be loaded: ${cause?.message ?? cause}${retryable ? "" : REMEDY}`;
      throw new ConnectionError(text, { code: "network", retryable, cause });
    });
    return this.#loading;
  }

  async #load(input) {
    // Without the glue's asynchronous loader, which is a fifth of the glue.
    initSync({ module: await compiledWasm(input) });
    this.isLoaded = true;
  }

  /** Calls an export of the wasm. An exception is a trap: all calls in progress reject, and the next call uses a fresh instance. */
  call(entry, ...args) {
    try {
      return entry(...args);
    } catch (thrown) {
      throw this.#handleTrap(thrown);
    }
  }

  /**
   * Returns a function that returns the handle of an object in the wasm. The object is created on first use, created again after a trap, and
   * released when `owner` is garbage-collected.
   */
  handleOf(owner, create, ...options) {
    let handle, id;
    return () => {
      if (id !== this.id) {
        handle = this.call(create, ...options);
        id = this.id;
        this.#finalizers.register(owner, { handle, id });
      }
      return handle;
    };
  }

  /** Releases a handle of the instance `id`, unless a trap has replaced that instance. */
  release(handle, id) {
    if (id === this.id) ignoreErrors(() => this.call(release, handle));
  }

  #handleTrap(cause) {
    this.id += 1;
    __wbg_reset_state();
    const calls = [...this.inFlight];
    this.inFlight.clear();
    for (const call of calls) call.abort(panicError(cause));
    return panicError(cause);
  }
}

export const instance = /* @__PURE__ */ new WasmInstance();

/**
 * Loads the wasm from the entry's own source or from `input`: a URL, bytes, a `Response` or a `WebAssembly.Module`. The first call of an operation
 * does it too. Once the wasm is loaded, it does nothing.
 */
export function ready(input) {
  return instance.load(input);
}

function panicError(cause) {
  return new ClientPanicError("internal error in outx-client; the next call uses a fresh instance", { code: "panic", cause });
}

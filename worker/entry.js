// The Worker's entry. worker-build's own wraps every request in three proxies, a sixth of its time, to start a fresh instance of the wasm
// after a trap; here only the request after a trap goes that way.

import Shim, { Ledger, Limiter } from "./build/shim.js";

const { fetch: handle } = Shim.prototype;
// worker-build's, and read by its proxies.
const state = globalThis.__worker_init_state;

export { Ledger, Limiter };

export default {
  async fetch(request, env, ctx) {
    if (state.criticalError) return new Shim(ctx, env).fetch(request);
    try {
      return await handle.call({ env, ctx }, request);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) state.criticalError = true;
      throw error;
    }
  },
};

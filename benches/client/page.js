// The page for measurements in Chromium. The bench calls these functions from outside.

import { ready } from "outx-client";

import { rounds } from "../lib/rounds.mjs";
import { checkAgreement, contenders, timed } from "./contenders.js";

let all;

window.bench = {
  async measure(size, count, calls) {
    if (!all) {
      all = contenders(location.origin, { gateway: location.origin }, {});
      await checkAgreement(all);
    }
    return rounds(count, timed(all, size, calls));
  },

  /** Milliseconds to compile and start the wasm after its bytes are loaded. */
  async start() {
    const response = await fetch("outx_client_bg.wasm");
    const bytes = await response.arrayBuffer();
    const began = performance.now();
    await ready(bytes);
    return performance.now() - began;
  },
};

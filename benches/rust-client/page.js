// The page in which calls of the Rust clients are timed. The bench calls it from outside.

import { rounds } from "../lib/rounds.mjs";

const TASK = "3d6f9a10-0000-4000-8000-000000000010";

window.bench = {
  /** The time per call in ms for each of these builds, in `count` rounds of `calls` calls. */
  async measure(names, count, calls) {
    const contenders = {};
    for (const name of names) {
      const { default: init, Page } = await import(new URL(`${name}.js`, location.href));
      await init();
      const page = new Page(location.origin);
      const state = await page.state(TASK);
      if (state !== "pending") throw new Error(`${name} read the state "${state}", not "pending"`);
      contenders[name] = async () => {
        const began = performance.now();
        for (let call = 0; call < calls; call++) await page.state(TASK);
        return (performance.now() - began) / calls;
      };
    }
    return rounds(count, contenders);
  },
};

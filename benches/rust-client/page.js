// The page in which the calls of Rust are timed; the bench calls it from outside.

import { rounds } from "../lib/rounds.mjs";

const TASK = "3d6f9a10-0000-4000-8000-000000000010";

window.bench = {
  /** What one of `calls` calls takes in each of these builds, in ms, round by round. */
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

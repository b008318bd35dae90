// npm run soak [-- --requests N] [--sessions N] [--rate N] [--beside N] [--busy] [--write]: sends many reads through the gateway at a steady rate,
// then one read for each of many new sessions, with V8's heap limited as at Cloudflare. Shorter runs show the effect of the limit: the same
// gateway without it, and Hono with it. Fails on an error, a lost response, a duplicate upstream call, growing memory or growing latency.
// `--busy`, for a machine with other work, ignores resident memory and latency. `--write` writes the figures to docs/reliability.md.

import { parseArgs } from "node:util";

import { Problem, main, run } from "../scripts/lib/process.mjs";
import { requireCargo, requireNode } from "../scripts/lib/requirements.mjs";
import { WARM_REQUESTS } from "./lib/soak-limits.mjs";

await main(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: "string", default: "1000000" },
      sessions: { type: "string", default: "50000" },
      rate: { type: "string", default: "2000" },
      beside: { type: "string", default: "150000" },
      busy: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const [requests, sessions, rate] = ["requests", "sessions", "rate"].map((name) => whole(name, values[name]));
  const beside = values.beside === "0" ? 0 : enough("beside", values.beside);
  enough("requests", values.requests);
  requireNode();
  requireCargo();
  await run("scripts/setup/packages");
  await run("scripts/build/gateway");
  // Imported after the packages are installed: a fresh clone has none.
  const [{ BESIDE, HEAP_MB, measure }, { judge, text, write }] = await Promise.all([import("./lib/soak.mjs"), import("./lib/soak-report.mjs")]);

  const soak = { requests, sessions, rate, ...await measure({ name: "outx", heapMb: HEAP_MB, requests, sessions, rate }), beside: [] };
  for (const contender of beside ? BESIDE : []) soak.beside.push({ ...contender, ...await measure({ ...contender, requests: beside, rate }) });
  console.log(text(soak));
  if (values.write) write(soak);
  const failures = judge(soak, values.busy);
  if (failures.length > 0) throw new Problem(failures.join("\n"));
});

function whole(name, given) {
  const value = Number(given);
  if (!(Number.isInteger(value) && value > 0)) throw new Problem(`--${name} must be a whole number above 0, not ${given}`);
  return value;
}

function enough(name, given) {
  const least = 2 * WARM_REQUESTS;
  if (whole(name, given) < least) throw new Problem(`--${name} must be ${least} or more: growth is judged after ${WARM_REQUESTS}`);
  return Number(given);
}

// npm run bench [-- --only NAME] [--cheap] [--json FILE] [--record] [--requests N]: measures every figure and its peer in the same run.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { Problem, main, root, run } from "../scripts/lib/process.mjs";
import { requireCargo, requireNode } from "../scripts/lib/requirements.mjs";
import { measureAll } from "./lib/measure.mjs";
import { falls, lines, table } from "./lib/report.mjs";

// GitHub shows warnings in the first form beside the commit.
const WARNING = process.env.GITHUB_ACTIONS ? "::warning::" : "warning: ";
/** The figures that need no other program and take seconds. */
const CHEAP_FIGURES = ["client-size", "gateway-startup"];
const CHEAP_ROUNDS = 9;
const FIGURES = ["client-size", "client-node", "client-chromium", "gateway", "gateway-mcp", "gateway-startup", "gateway-writes", "growth", "growth-teams", "hostile-responses", "identity-tokens", "ledger", "ledger-requests", "rust-client", "sandbox-start", "shared-polls", "soak-memory"];

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      only: { type: "string" },
      cheap: { type: "boolean", default: false },
      json: { type: "string" },
      record: { type: "boolean", default: false },
      requests: { type: "string", default: "150000" },
    },
  });
  const requests = Number(options.requests);
  if (!(Number.isInteger(requests) && requests > 0)) throw new Problem(`--requests must be a whole number above 0, not ${options.requests}`);
  requireNode();
  requireCargo();
  await run("scripts/setup/packages");
  // Imported after the packages are installed: a fresh clone has none.
  const { RECORD, record } = await import("./lib/record.mjs");
  const figures = await chosen(options);
  for (const part of ["client", "gateway"]) await run(`scripts/build/${part}`);

  const json = options.json && resolve(process.env.INIT_CWD ?? ".", options.json);
  if (json) writeFileSync(json, "");
  const isWanted = (row) => !options.only || row.name === options.only || figures.some(([name]) => name === options.only);
  const measured = await measureAll(figures, {
    settings: { requests, rounds: options.cheap ? CHEAP_ROUNDS : undefined },
    onBegin: (name) => console.error(`measuring ${name}`),
    onRows: (rows) => json && appendFileSync(json, lines(rows.filter(isWanted))),
  });
  const rows = measured.rows.filter(isWanted);
  console.log(table(rows));

  const recorded = join(root, RECORD);
  if (existsSync(recorded)) {
    for (const fall of falls(rows, readFileSync(recorded, "utf8"))) console.error(`${WARNING}${fall}`);
  }
  if (options.record) record(rows);
  const { failures } = measured;
  if (failures.length > 0) throw new Problem(`${failures.length} of ${figures.length} figures failed:\n${failures.join("\n")}`);
});

/** The modules to run: those that measure `only`, the name of a row or of a module, or all; with `cheap`, only those that take seconds. */
async function chosen({ only, cheap }) {
  const names = cheap ? CHEAP_FIGURES : FIGURES;
  const all = await Promise.all(names.map(async (name) => [name, await import(`./figures/${name}.mjs`)]));
  if (!only) return all;
  const some = all.filter(([name, { names }]) => name === only || names.includes(only));
  if (some.length === 0) {
    throw new Problem(`there is no figure ${only}; there are ${all.flatMap(([, { names }]) => names).join(", ")}`);
  }
  return some;
}

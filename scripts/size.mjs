// Prints the client's size by part. --check fails over the recorded budget, --record makes the present size the budget.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Problem, main, root } from "./lib/process.mjs";
import { appSize, sizes } from "./lib/size.mjs";

const BUDGET = "scripts/size-budget.json";
const SLACK = 1.01;

await main(async () => {
  const size = await sizes();
  const parts = Object.entries(size).map(([part, bytes]) => `${part} ${kilobytes(bytes)}`);
  console.log(`client, gzip: ${parts.join(", ")}`);
  const apps = await Promise.all(["isOutxError", "Outx"].map(async (name) => `${name} ${kilobytes(await appSize(name))}`));
  console.log(`scripts of an app that imports only: ${apps.join(", ")}`);

  if (process.argv.includes("--record")) writeFileSync(join(root, BUDGET), `${JSON.stringify({ total: size.total })}\n`);
  if (!process.argv.includes("--check")) return;
  const budget = JSON.parse(readFileSync(join(root, BUDGET), "utf8")).total;
  if (size.total > budget * SLACK) {
    throw new Problem(
      `the client is ${size.total} bytes, over its budget of ${budget} by more than 1 %; ` +
        "make it smaller, or record the growth with node scripts/size.mjs --record",
    );
  }
});

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2)} kB`;
}

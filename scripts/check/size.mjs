// Prints the sizes of the client's entries and of the gateway, or only of those that the arguments name, by part. --check fails if a size is over its recorded
// budget; --record makes the current sizes the budget.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { selectByName } from "../lib/select-by-name.mjs";
import { Problem, main, root } from "../lib/process.mjs";
import { appSize, entrySize, excess, gatewaySizes, sizes } from "../lib/size.mjs";

const BUDGET = join(root, "scripts/check/size-budget.json");

/** `slack`: the share over the budget that is accepted. The gateway's leaves room for a further operation or check. */
const products = [
  { name: "client", slack: 0.01, measure: client },
  { name: "client-default", slack: 0.01, measure: defaultEntry },
  { name: "query", slack: 0, measure: () => entry("outx-client/query") },
  { name: "server", slack: 0, measure: () => entry("outx-client/server") },
  { name: "gateway", slack: 0.03, measure: async () => gatewayPart("total") },
  { name: "gateway-function", slack: 0.03, measure: async () => gatewayPart("function") },
];

await main(async () => {
  const { values: options, positionals } = parseArgs({
    options: { check: { type: "boolean" }, record: { type: "boolean" } }, allowPositionals: true,
  });
  const budget = JSON.parse(readFileSync(BUDGET, "utf8"));
  const over = [];
  for (const { name, slack, measure } of selectByName(products, positionals, "size")) {
    const bytes = await measure();
    if (options.record) budget[name] = bytes;
    over.push(...excess(name, bytes, budget[name], slack));
  }
  if (options.record) writeFileSync(BUDGET, `${JSON.stringify(budget)}\n`);
  if (options.check && over.length > 0) {
    throw new Problem(`${over.join("\n")}\nmake it smaller, or record the growth with node scripts/check/size.mjs --record`);
  }
});

async function client() {
  const size = await sizes();
  print("client by outx-client/external, gzip", size);
  print("scripts of an app that imports only", { Outx: await appSize("Outx", "outx-client/external") });
  return size.total;
}

async function defaultEntry() {
  const total = await entrySize("outx-client");
  const [isOutxError, Outx] = await Promise.all(["isOutxError", "Outx"].map((name) => appSize(name, "outx-client")));
  print("client by outx-client, gzip", { "one script": total });
  print("an app that imports only", { isOutxError, Outx });
  return total;
}

async function entry(name) {
  const total = await entrySize(name);
  print(name, { gzip: total });
  return total;
}

function gatewayPart(part) {
  const size = gatewaySizes();
  if (part === "total") print("gateway", size);
  return size[part];
}

function print(what, sizes) {
  console.log(`${what}: ${Object.entries(sizes).map(([part, bytes]) => `${part} ${kilobytes(bytes)}`).join(", ")}`);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2)} kB`;
}

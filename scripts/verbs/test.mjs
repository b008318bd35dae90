// npm test [-- LAYER...]: installs and builds what is missing, runs the test layers from pure rules to real browsers, and ends
// with the sum over all of them. --all adds the long ones.

import { layerCounts } from "../lib/counts.mjs";
import { layers } from "../lib/test-layers.mjs";
import { selectByName } from "../lib/select-by-name.mjs";
import { end, main, run, start, stop } from "../lib/process.mjs";
import { requireCargo, requireNode } from "../lib/requirements.mjs";

const LAYER_LIMIT_MINUTES = 30;

const all = process.argv.includes("--all");
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

await main(async () => {
  const chosen = selectByName(layers, names, "test layer").filter((layer) => all || !layer.long || names.length > 0);

  requireNode();
  requireCargo();
  heading("set-up and build");
  await run("scripts/setup/packages");
  for (const build of new Set(chosen.flatMap(({ builds }) => builds))) await run(build);

  const results = [];
  for (const layer of chosen) {
    heading(layer.what);
    // An error is a failure of its layer; the other layers still run.
    const result = await runLayer(layer).catch((error) => {
      console.log(`error: ${error.message}`);
      return { layer, seconds: 0, passed: 0, failed: 1, skipped: 0, reasons: [] };
    });
    results.push(result);
  }
  heading("results");
  report(results);
  await end(results.some((result) => result.failed > 0) ? 1 : 0);
});

function heading(text) {
  console.log(`\n== ${text}`);
}

async function runLayer(layer) {
  const began = Date.now();
  if (layer.before) await run(...layer.before);
  const child = start(layer.command[0], layer.command.slice(1), {
    stdio: ["pipe", "inherit"],
    env: { ...layer.env, ...(all && { TEST_ALL: "1" }) },
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    process.stdout.write(text);
    output += text;
  });
  const minutes = layer.limitMinutes ?? LAYER_LIMIT_MINUTES;
  const limit = setTimeout(() => {
    console.log(`stopped after ${minutes} minutes`);
    stop(child);
  }, minutes * 60_000);
  const how = await child.ended;
  clearTimeout(limit);

  const sum = layer.single ? { passed: Number(how === 0), failed: Number(how !== 0), skipped: 0, reasons: [] } : layerCounts(output, how);
  return { layer, seconds: Math.round((Date.now() - began) / 1000), ...sum };
}

function report(results) {
  for (const { layer, passed, failed, skipped, seconds, reasons } of results) {
    const extra = skipped ? `, ${skipped} skipped` : "";
    console.log(`${layer.name.padEnd(8)} ${passed} passed, ${failed} failed${extra}, ${seconds} s`);
    for (const reason of reasons) console.log(`         skipped ${reason}`);
    if (failed) console.log(`         next: npm ${all ? "run test:all" : "test"} -- ${layer.name}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum("skipped");
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`);
}

// npm run soak [-- --requests N] [--sessions N] [--rate N] [--write]: many reads through the gateway at a steady rate, then as many visitors as asked for,
// one call each. Fails on an error, on growth, or when it gets slower. `--write` puts the figures into docs/reliability.md.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import autocannon from "autocannon";

import { Problem, main, root, run } from "../scripts/lib/process.mjs";
import { chart } from "./lib/chart.mjs";
import { startGateways } from "./lib/gateways.mjs";
import { ourSessions } from "./lib/upstream.mjs";
import { ORIGIN } from "./lib/worker.mjs";

const PARTS = 10;
const WARM_REQUESTS = 50_000;
const KNOWN_SESSIONS = 100;
const SAMPLE_MS = 1_000;
/** Shares: resident memory over that after the first 50,000 requests; the last tenth's median over the first's. */
const MOST = { growth: 1.05, slower: 1.1 };

await main(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: "string", default: "1000000" },
      sessions: { type: "string", default: "50000" },
      rate: { type: "string", default: "1000" },
      write: { type: "boolean", default: false },
    },
  });
  const [requests, sessions, rate] = ["requests", "sessions", "rate"].map((name) => whole(name, values[name]));
  if (requests < 2 * WARM_REQUESTS) throw new Problem(`--requests must be ${2 * WARM_REQUESTS} or more: growth is judged after ${WARM_REQUESTS}`);
  await run("scripts/build-gateway");

  const soak = await measure({ requests, sessions, rate });
  console.log(table(soak));
  if (values.write) write(soak);
  const failures = judge(soak);
  if (failures.length > 0) throw new Problem(failures.join("\n"));
});

function whole(name, text) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new Problem(`--${name} must be a whole number above 0, not ${text}`);
  return value;
}

async function measure({ requests, sessions, rate }) {
  const gateways = await startGateways(KNOWN_SESSIONS, ["outx"]);
  try {
    const [{ url, worker, sessions: known }] = gateways.all;
    const rss = [];
    let served = 0;
    const load = async (part, visitors) => {
      const sample = () => rss.push({ requests: served, kB: worker.rss() });
      const timer = setInterval(sample, SAMPLE_MS);
      const tenth = await serve({ url, visitors, amount: part, rate, onAnswer: () => (served += 1) });
      clearInterval(timer);
      sample();
      return tenth;
    };
    const tenths = [];
    for (let part = 1; part <= PARTS; part += 1) {
      tenths.push(await load(Math.round(requests / PARTS), known));
      console.error(`${served} of ${requests} requests, ${tenths.at(-1).errors} errors, ${Math.round(rss.at(-1).kB / 1024)} MB`);
    }
    const reads = rss.length;
    const visitors = await load(sessions, await ourSessions(sessions));
    return { requests, sessions, rate, tenths, visitors, rss, reads };
  } finally {
    await gateways.stop();
  }
}

/** Sends `amount` reads at `rate` a second, visitors taking turns. */
async function serve({ url, visitors, amount, rate, onAnswer }) {
  let turn = 0;
  const headers = { origin: ORIGIN, "sec-fetch-site": "cross-site", accept: "application/json" };
  const setupRequest = (request) => {
    turn = (turn + 1) % visitors.length;
    return { ...request, headers: { ...headers, cookie: `__Host-outx_session=${visitors[turn]}` } };
  };
  const cannon = autocannon({ url, amount, connections: 32, overallRate: rate, requests: [{ setupRequest }] });
  cannon.on("response", onAnswer);
  const { latency, errors, timeouts, non2xx, duration } = await cannon;
  return { perSecond: amount / duration, p50: latency.p50, p99: latency.p99, mean: latency.mean, errors: errors + timeouts + non2xx };
}

/** Resident memory at the end of the reads over that after the first 50,000, both as the mean of five samples. */
function growth({ rss, reads }) {
  const mean = (samples) => samples.reduce((sum, { kB }) => sum + kB, 0) / samples.length;
  const warm = rss.findIndex((sample) => sample.requests >= WARM_REQUESTS);
  return mean(rss.slice(reads - 5, reads)) / mean(rss.slice(warm, warm + 5));
}

function slower({ tenths }) {
  return tenths.at(-1).mean / tenths[0].mean;
}

function judge(soak) {
  const errors = [...soak.tenths, soak.visitors].reduce((sum, part) => sum + part.errors, 0);
  return [
    errors > 0 && `${errors} requests failed; look at the gateway's log`,
    growth(soak) > MOST.growth && `memory grew ${growth(soak).toFixed(3)} times after ${WARM_REQUESTS} requests; at most ${MOST.growth}`,
    slower(soak) > MOST.slower && `the last tenth took ${slower(soak).toFixed(2)} times the first's mean; at most ${MOST.slower}`,
  ].filter(Boolean);
}

function table(soak) {
  const row = (name, { perSecond, p50, p99, mean, errors }) => `| ${name} | ${errors} | ${Math.round(perSecond)} | ${mean.toFixed(2)} | ${p50} | ${p99} |`;
  return [
    "| part | errors | answers/s | mean ms | p50 ms | p99 ms |",
    "|---|---|---|---|---|---|",
    ...soak.tenths.map((tenth, index) => row(`tenth ${index + 1}`, tenth)),
    row(`${soak.sessions.toLocaleString("en")} visitors, one call each`, soak.visitors),
    "",
    `Memory after ${soak.requests.toLocaleString("en")} requests is ${growth(soak).toFixed(3)} times that after the first ${WARM_REQUESTS.toLocaleString("en")} (goal: ${MOST.growth} at most);`,
    `the last tenth's mean latency is ${slower(soak).toFixed(2)} times the first's (goal: ${MOST.slower} at most).`,
  ].join("\n");
}

function write(soak) {
  const points = soak.rss.map(({ requests, kB }) => [requests, kB / 1024]);
  writeFileSync(join(root, "docs/images/soak.svg"), chart({ title: "Resident memory of workerd", x: "requests", y: "MB", points, mark: soak.requests }));
  const failures = judge(soak).map((failure) => `Not reached in this run: ${failure}.\n`);
  const text = `# Reliability

Written by \`npm run soak -- --requests ${soak.requests} --sessions ${soak.sessions} --rate ${soak.rate} --write\`: reads through the built gateway in workerd, session access,
the whole policy on, ${soak.rate.toLocaleString("en")} a second asked for over 32 connections, with upstream, load and gateway on one machine of ${cpus().length} cores. Then every visitor of
the last row comes once, each with a session that the isolate has not seen.

${table(soak)}

${failures.join("\n")}
![Resident memory of workerd over the run](images/soak.svg)

The line in the chart is where the new visitors begin: their opened sessions are kept, up to a limit, so memory may grow there.
`;
  const page = join(root, "docs/reliability.md");
  // The chapters after ours are not the soak's to write.
  const others = readFileSync(page, "utf8").match(/^## [^]*/m);
  writeFileSync(page, text.replaceAll(/\n{3,}/g, "\n\n") + (others ? `\n${others[0]}` : ""));
}

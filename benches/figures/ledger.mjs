// Measures how the gateway scales with the size of a team's ledger: writes under idempotency keys, counted reads, and the daily cleaning. The
// peer is the same gateway with a small ledger.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { load } from "../lib/load.mjs";
import { against, compare, rounds } from "../lib/rounds.mjs";
import { ourSessions, startUpstream } from "../lib/upstream.mjs";
import { ours, startWorker } from "../lib/worker.mjs";

/** Numbers of rows in the ledger. The others are compared with the first. */
const ROWS = [1_000, 100_000];
const PEER = "1000 rows";
const ROUNDS = 5;
const SECONDS = 2;
const WRITE = ["/api-keyword-watchlist", JSON.stringify({ name: "Bench", keywords: ["rust"] })];
/** The id of the first team in `benches/sessions.rs`. */
const TEAM = "8b1c0a52-0000-4000-8000-000000000002";
/** An age in ms at which the ledger deletes a row. It keeps the response for a day, and the row for one more. */
const EXPIRED_MS = 50 * 3_600_000;
const CLEANING_BUDGET_MS = 1_000;

export const names = ["growth-ledger", "growth-ledger-p50", "growth-ledger-p99", "growth-ledger-reads", "ledger-cleaning"];

export async function measure() {
  const [upstream, sessions] = [await startUpstream(), await ourSessions(100)];
  const ledgers = [];
  try {
    for (const rows of ROWS) ledgers.push({ rows, worker: await filled(rows, upstream.url) });
    const figures = await grown(ledgers, sessions);
    return [...figures, against("ledger-cleaning", "ms for 100000 rows", CLEANING_BUDGET_MS, await cleaned(ledgers.at(-1).worker))];
  } finally {
    for (const { worker } of ledgers) await worker.stop();
    await upstream.stop();
  }
}

/** Writes per second, their latency, and reads per second, by rows in the ledger. */
async function grown(ledgers, sessions) {
  const latencies = { p50: {}, p99: {} };
  const writes = await rounds(ROUNDS, contenders(ledgers, async ({ rows, worker }) => {
    const [path, body] = WRITE;
    const taken = await load(worker.url + path, { sessions, body, seconds: SECONDS });
    for (const [at, ms] of [["p50", taken.p50Ms], ["p99", taken.p99Ms]]) (latencies[at][rows] ??= []).push(ms);
    return taken.perSecond;
  }));
  const reads = await rounds(ROUNDS, contenders(ledgers, async ({ worker }) => (
    (await load(`${worker.url}/api-team`, { sessions, seconds: SECONDS })).perSecond
  )));
  // The first round does not count.
  const counted = (taken) => Object.fromEntries(Object.entries(taken).map(([rows, values]) => [rows, values.slice(1)]));
  return [
    ["growth-ledger", "writes/s", writes, { atLeast: 0.9 }],
    ["growth-ledger-p50", "ms", counted(latencies.p50)],
    ["growth-ledger-p99", "ms", counted(latencies.p99)],
    ["growth-ledger-reads", "reads/s", reads, { atLeast: 0.9 }],
  ].flatMap(([name, unit, taken, goal]) => ROWS.map((rows) => (
    { ...compare(name, unit, [rows, ROWS[0]], taken, goal), peerName: PEER, at: rows }
  )));
}

function contenders(ledgers, measured) {
  return Object.fromEntries(ledgers.map((ledger) => [ledger.rows, () => measured(ledger)]));
}

/** The time of the alarm in ms when every row has expired. */
async function cleaned(worker) {
  const taken = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rows = await callHook(worker, `fill?rows=${ROWS.at(-1)}&age=${EXPIRED_MS}`);
    const began = performance.now();
    const left = await callHook(worker, "clean");
    taken.push(performance.now() - began);
    if (rows - left !== ROWS.at(-1)) throw new Error(`the cleaning deleted ${rows - left} rows, expected ${ROWS.at(-1)}`);
  }
  return taken;
}

async function filled(rows, upstream) {
  const gateway = ours();
  const hook = { type: "ESModule", path: join(gateway.modulesRoot, "ledger.js"), contents: readFileSync(join(root, "benches/gateway/ledger.js"), "utf8") };
  const worker = await startWorker({ ...gateway, modules: [hook, ...gateway.modules] }, upstream);
  await callHook(worker, `fill?rows=${rows}&age=0`);
  return worker;
}

async function callHook(worker, what) {
  const response = await fetch(`${worker.url}/__ledger/${TEAM}/${what}`, { method: "POST" });
  if (!response.ok) throw new Error(`the ledger's test hook returned ${response.status}: ${await response.text()}`);
  return (await response.json()).rows;
}

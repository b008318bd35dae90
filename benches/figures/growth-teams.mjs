// Measures how the gateway scales with the number of teams, each with its own ledger, all in one workerd: writes under idempotency keys by all
// teams, and the operator's summary over all teams.

import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/lib/process.mjs";
import { load } from "../lib/load.mjs";
import { against, compare } from "../lib/rounds.mjs";
import { ourSessions, startUpstream } from "../lib/upstream.mjs";
import { SECRET, ours, settings, startWorker } from "../lib/worker.mjs";

const TEAMS = [1, 100, 10_000];
const PEER = "1 team";
const ROUNDS = 3;
const SECONDS = 3;
const WRITE = ["/api-keyword-watchlist", JSON.stringify({ name: "Bench", keywords: ["rust"] })];
const SUMMARY_TEAMS = 10_000;
const SUMMARY_DAYS = 30;
const SUMMARY_BUDGET_MS = 1_000;
const SUMMARY_ROUNDS = 9;
const TOKEN_SECRET = `${SECRET}-tokens`;

export const names = ["growth-teams", "growth-teams-p50", "growth-teams-p99", "teams-summary"];

export async function measure() {
  const upstream = await startUpstream();
  try {
    return [...(await writes(upstream.url)), await summary(upstream.url)];
  } finally {
    await upstream.stop();
  }
}

/** Writes per second and their latency by number of teams. Each number has its own workerd, in which only its ledgers are open. */
async function writes(upstream) {
  const taken = { perSecond: {}, p50Ms: {}, p99Ms: {} };
  const workers = [];
  try {
    for (const teams of TEAMS) {
      const [worker, sessions] = [await startWorker(ours(), upstream), await ourSessions(Math.max(...TEAMS), teams)];
      workers.push({ teams, worker, sessions });
      await open(worker, sessions.slice(0, teams));
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { teams, worker, sessions } of workers) {
        const [path, body] = WRITE;
        const figures = await load(worker.url + path, { sessions, body, seconds: SECONDS });
        for (const name of Object.keys(taken)) (taken[name][teams] ??= []).push(figures[name]);
      }
    }
  } finally {
    for (const { worker } of workers) await worker.stop();
  }
  return [["growth-teams", "writes/s", "perSecond"], ["growth-teams-p50", "ms", "p50Ms"], ["growth-teams-p99", "ms", "p99Ms"]].flatMap(
    ([name, unit, figure]) => TEAMS.map((teams) => ({ ...compare(name, unit, [teams, TEAMS[0]], taken[figure]), peerName: PEER, at: teams })),
  );
}

/** Makes every ledger create its tables, which it does with its first write. */
async function open(worker, sessions) {
  const [path, body] = WRITE;
  const queue = [...sessions];
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let session = queue.pop(); session; session = queue.pop()) {
      const headers = { cookie: `__Host-outx_session=${session}`, origin: worker.url, "content-type": "application/json", "idempotency-key": "open" };
      const response = await fetch(worker.url + path, { method: "POST", headers, body });
      if (!response.ok) throw new Error(`a team's first write returned status ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    }
  }));
}

/** Measures how long the operator waits for the totals of all teams. */
async function summary(upstream) {
  const gateway = ours();
  const hook = { type: "ESModule", path: join(gateway.modulesRoot, "ledger.js"), contents: readFileSync(join(root, "benches/gateway/ledger.js"), "utf8") };
  const bindings = { ...settings(upstream).bindings, TOKEN_SECRET };
  const worker = await startWorker({ ...gateway, bindings, modules: [hook, ...gateway.modules] }, upstream);
  try {
    const fetchTeams = async (count) => {
      const response = await fetch(`${worker.url}/_gateway/teams?limit=${SUMMARY_TEAMS}&days=${SUMMARY_DAYS}`, { headers: { authorization: `Bearer ${mint()}` } });
      const { teams } = await response.json();
      if (teams?.length !== count) throw new Error(`the summary has ${teams?.length} teams instead of ${count}`);
    };
    // The first call creates the tables of the index.
    await fetchTeams(0);
    const shards = {};
    for (let number = 0; number < SUMMARY_TEAMS; number += 1) {
      const team = `8b1c0a52-0000-4000-8000-${String(number).padStart(12, "0")}`;
      (shards[createHash("sha256").update(team).digest()[0] % 16] ??= []).push(team);
    }
    for (const [shard, teams] of Object.entries(shards)) {
      const response = await fetch(`${worker.url}/__ledger/outx-index-${shard}/index?days=${SUMMARY_DAYS}`, { method: "POST", body: JSON.stringify(teams) });
      if (!response.ok) throw new Error(`the index's test hook returned ${response.status}: ${await response.text()}`);
    }
    const taken = [];
    for (let round = 0; round < SUMMARY_ROUNDS; round += 1) {
      const began = performance.now();
      await fetchTeams(SUMMARY_TEAMS);
      taken.push(performance.now() - began);
    }
    return against("teams-summary", `ms for ${SUMMARY_TEAMS} teams`, SUMMARY_BUDGET_MS, taken);
  } finally {
    await worker.stop();
  }
}

function mint() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256" })}.${part({ sub: "bench", scope: "operator", exp: Math.floor(Date.now() / 1_000) + 3_000 })}`;
  return `${text}.${createHmac("sha256", TOKEN_SECRET).update(text).digest("base64url")}`;
}

// Measures visitors of one team that poll the same task: the upstream calls when all poll at once, and how the calls grow with the number of
// visitors when they poll without a pause.

import { startGateways } from "../lib/gateways.mjs";
import { load } from "../lib/load.mjs";
import { against, compare, rounds } from "../lib/rounds.mjs";
import { ORIGIN } from "../lib/worker.mjs";

const VISITORS = [1, 100, 1_000];
const ROUNDS = 7;
const GROWTH_ROUNDS = 3;
const GROWTH_SECONDS = 4;
const PATH = "/linkedin-agent/get-task-status?api_agent_task_id=3d6f9a10-0000-4000-8000-000000000010";
/** Pause after a round in ms. The gateway polls at most once per second, so a round begins after the second of the previous one. */
const APART_MS = 1100;

export const names = ["shared-polls", "shared-polls-vs-hono", "growth-polls", "growth-polls-upstream"];

export async function measure() {
  const gateways = await startGateways(VISITORS.at(-1), ["outx", "hono"]);
  try {
    const rows = await atOnce(gateways);
    for (const visitors of VISITORS) rows.push(...await withoutPause(gateways, visitors));
    return rows;
  } finally {
    await gateways.stop();
  }
}

async function atOnce(gateways) {
  const perSecond = [];
  const taken = await rounds(ROUNDS, contenders(gateways, async ({ name, url, sessions }) => {
    const [before, began] = [await gateways.upstream.calls(), performance.now()];
    await Promise.all(sessions.map((session) => poll(new URL(PATH, url), session)));
    const calls = await gateways.upstream.calls() - before;
    if (name === "outx") perSecond.push(calls / Math.ceil((performance.now() - began) / 1000));
    return calls;
  }));
  return [
    against("shared-polls", "upstream calls per second", 1, perSecond),
    compare("shared-polls-vs-hono", "upstream calls per round", ["outx", "hono"], taken),
  ];
}

/** Measures polls without a pause, each visitor over its own connection. */
async function withoutPause(gateways, visitors) {
  const calls = { outx: [], hono: [] };
  const latency = await rounds(GROWTH_ROUNDS, contenders(gateways, async ({ name, url, sessions }) => {
    const before = await gateways.upstream.calls();
    const options = { sessions: sessions.slice(0, visitors), connections: visitors, seconds: GROWTH_SECONDS };
    const { p50Ms } = await load(new URL(PATH, url).href, options);
    calls[name].push((await gateways.upstream.calls() - before) / GROWTH_SECONDS);
    return p50Ms;
  }));
  // The first round does not count.
  for (const name of Object.keys(calls)) calls[name].shift();
  return [
    { ...compare("growth-polls", "ms", ["outx", "hono"], latency), at: visitors },
    { ...compare("growth-polls-upstream", "upstream calls per second", ["outx", "hono"], calls), at: visitors },
  ];
}

function contenders(gateways, measured) {
  return Object.fromEntries(gateways.all.map((gateway) => [gateway.name, async () => {
    const value = await measured(gateway);
    await new Promise((resolve) => setTimeout(resolve, APART_MS));
    return value;
  }]));
}

async function poll(url, session) {
  const response = await fetch(url, { headers: { cookie: `__Host-outx_session=${session}`, origin: ORIGIN, "sec-fetch-site": "cross-site" } });
  const body = await response.json();
  if (body.data?.status !== "pending") throw new Error(`a poll returned ${response.status}: ${JSON.stringify(body)}`);
}

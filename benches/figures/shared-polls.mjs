// A thousand visitors of one team ask for the same task at once: how many upstream calls that makes.

import { startGateways } from "../lib/gateways.mjs";
import { against, compare, rounds } from "../lib/rounds.mjs";
import { ORIGIN } from "../lib/worker.mjs";

const VISITORS = 1000;
const ROUNDS = 7;
const PATH = "/linkedin-agent/get-task-status?api_agent_task_id=3d6f9a10-0000-4000-8000-000000000010";
/** The gateway may ask once a second; a round begins when the second of the one before is over. */
const APART_MS = 1100;

export const names = ["shared-polls", "shared-polls-vs-hono"];

export async function measure() {
  const gateways = await startGateways(VISITORS, ["outx", "hono"]);
  try {
    const perSecond = [];
    const contenders = gateways.all.map(({ name, url, sessions }) => [name, async () => {
      const [before, began] = [await gateways.upstream.calls(), performance.now()];
      await Promise.all(sessions.map((session) => poll(new URL(PATH, url), session)));
      const calls = await gateways.upstream.calls() - before;
      if (name === "outx") perSecond.push(calls / Math.ceil((performance.now() - began) / 1000));
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
      return calls;
    }]);
    const taken = await rounds(ROUNDS, Object.fromEntries(contenders));
    return [
      against("shared-polls", "upstream calls in a second", 1, perSecond),
      compare("shared-polls-vs-hono", "upstream calls a round", ["outx", "hono"], taken),
    ];
  } finally {
    await gateways.stop();
  }
}

async function poll(url, session) {
  const response = await fetch(url, { headers: { cookie: `__Host-outx_session=${session}`, origin: ORIGIN, "sec-fetch-site": "cross-site" } });
  const body = await response.json();
  if (body.data?.status !== "pending") throw new Error(`a poll gave ${response.status}: ${JSON.stringify(body)}`);
}

// A thousand visitors of one team ask for the same task at once: how many upstream calls a round of that makes.

import { startGateways } from "../lib/gateways.mjs";
import { median, rounds, spread } from "../lib/rounds.mjs";
import { ORIGIN } from "../lib/worker.mjs";

const VISITORS = 1000;
const ROUNDS = 7;
/** A round of a thousand answers may take longer than a second, and so two upstream calls. */
const ALLOWED = 2;
const PATH = "/linkedin-agent/get-task-status?api_agent_task_id=3d6f9a10-0000-4000-8000-000000000010";
/** The gateway may ask once a second; a round begins when the second of the one before is over. */
const APART_MS = 1100;

export const names = ["shared-polls"];

export async function measure() {
  const gateways = await startGateways(VISITORS, ["outx", "hono"]);
  try {
    const contenders = gateways.all.map(({ name, url, sessions }) => [name, async () => {
      const before = await gateways.upstream.calls();
      await Promise.all(sessions.map((session) => poll(new URL(PATH, url), session)));
      const calls = await gateways.upstream.calls() - before;
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
      return calls;
    }]);
    const { outx, hono } = await rounds(ROUNDS, Object.fromEntries(contenders));
    return [{
      name: "shared-polls", unit: "upstream calls a round", peerName: "hono", ours: median(outx), peer: median(hono),
      ratio: median(outx) / median(hono), spread: spread(outx), atMost: ALLOWED / VISITORS,
    }];
  } finally {
    await gateways.stop();
  }
}

async function poll(url, session) {
  const response = await fetch(url, { headers: { cookie: `__Host-outx_session=${session}`, origin: ORIGIN, "sec-fetch-site": "cross-site" } });
  const body = await response.json();
  if (body.data?.status !== "pending") throw new Error(`a poll gave ${response.status}: ${JSON.stringify(body)}`);
}

// Starts the gateway and its peers with one upstream, each with `count` signed-in visitors.

import { honoSessions, ourSessions, startUpstream } from "./upstream.mjs";
import { mounted, ours, peer, startWorker } from "./worker.mjs";

const CALL = "/api-team";

/**
 * Returns `{ all: [{ name, url, sessions, worker }], upstream, stop() }`, where `url` is that of a read. `only` names the contenders, and `start`
 * is the function that starts each.
 */
export async function startGateways(count, only = ["outx", "hono", "bare proxy"], start = startWorker) {
  const upstream = await startUpstream();
  const kinds = {
    outx: async () => [ours(), await ourSessions(count)],
    hono: async () => [await peer("hono"), await honoSessions(count)],
    "bare proxy": async () => [await peer("bare"), await honoSessions(count)],
    floor: async () => [await peer("floor"), await honoSessions(count)],
    mounted: async () => [await mounted(), await ourSessions(count), "/outx"],
  };
  const all = [];
  for (const name of only) {
    const [options, sessions, base = ""] = await kinds[name]();
    const worker = await start(options, upstream.url);
    all.push({ name, url: worker.url + base + CALL, sessions, worker });
  }
  return {
    all,
    upstream,
    stop: async () => {
      for (const { worker } of all) await worker.stop();
      await upstream.stop();
    },
  };
}

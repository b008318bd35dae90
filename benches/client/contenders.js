// The same calls with outx-client, with ky, and with fetch alone, for Node and the browser. All send the same headers and return the parsed
// body.

import ky from "ky";
import { Outx } from "outx-client";

const TASK = "3d6f9a10-0000-4000-8000-000000000010";

/**
 * Returns `{ outx, ky, fetch }`, each with `small()`, `large()` and `state()`, which reads the state of a task. `options` are those of
 * outx-client, and `headers` the headers that it sends with them.
 */
export function contenders(base, options, headers) {
  const outx = new Outx(options);
  const init = { headers: { accept: "application/json", ...headers }, credentials: "include" };
  const api = ky.create(init);
  const team = `${base}/api-team`;
  const posts = `${base}/api-posts?watchlist_id=1`;
  const task = `${base}/linkedin-agent/get-task-status?api_agent_task_id=${TASK}`;
  return {
    outx: {
      small: () => outx.team.get(),
      large: () => outx.posts.list({ watchlist_id: "1" }).page(),
      state: () => first(outx.tasks.resume(TASK)),
    },
    ky: { small: () => api(team).json(), large: () => api(posts).json(), state: async () => (await api(task).json()).data },
    fetch: {
      small: async () => (await fetch(team, init)).json(),
      large: async () => (await fetch(posts, init)).json(),
      state: async () => (await (await fetch(task, init)).json()).data,
    },
  };
}

async function first(states) {
  for await (const state of states) return state;
}

/** For each contender, a function that makes `count` calls one after the other and returns the time per call in ms. */
export function timed(all, size, count) {
  return Object.fromEntries(Object.entries(all).map(([name, calls]) => [name, async () => {
    const began = performance.now();
    for (let call = 0; call < count; call++) await calls[size]();
    return (performance.now() - began) / count;
  }]));
}

/** Throws unless all contenders return the same values. */
export async function checkAgreement(all) {
  for (const size of ["small", "large", "state"]) {
    const [one, ...others] = await Promise.all(Object.values(all).map(async (calls) => JSON.stringify(await calls[size]())));
    if (others.some((other) => other !== one)) throw new Error(`the contenders do not agree on the ${size} response`);
  }
}

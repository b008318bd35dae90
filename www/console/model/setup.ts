// The state of a new team's set-up, for the checklist of the overview.

import type { Limit } from "./team.ts";
import { type Usage, isLinkedInAction } from "./usage.ts";

export interface Setup {
  extension: boolean;
  watchlist: boolean;
  task: boolean;
}

interface Facts {
  extension: "unknown" | "active" | "inactive";
  /** Number of keyword watchlists; `undefined` while unknown. */
  watchlists: number | undefined;
  /** Limits of the plan with their use. */
  used: readonly Limit[] | undefined;
  /** Tasks that this browser knows. */
  tasks: number;
  usage: Usage | undefined;
}

/** Whether each step is done; `undefined` until all facts are known, so that no list appears and disappears again. */
export function readSetup({ extension, watchlists, used, tasks, usage }: Facts): Setup | undefined {
  if (extension === "unknown" || usage === undefined || used === undefined) return undefined;
  const counted = used.find(({ name }) => name === "watchlists")?.used ?? 0;
  const acted = usage.days.some(({ operation, status }) => isLinkedInAction(operation) && status < 400);
  return { extension: extension === "active", watchlist: (watchlists ?? 0) > 0 || counted > 0, task: tasks > 0 || acted };
}

export function isComplete({ extension, watchlist, task }: Setup): boolean {
  return extension && watchlist && task;
}

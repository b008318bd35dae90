import type { CallOptions, CallPromise, NoArguments } from "./calls.js";

/** The team, its plan, its limits and what is used of them; the fields are not documented. */
export type Team = Record<string, unknown>;

/** The team of the key or the session. */
export interface Teams {
  /** Reads the team. Call it before you create a watchlist to avoid a `PlanLimitError`. */
  get(args?: NoArguments, options?: CallOptions): CallPromise<Team>;
}

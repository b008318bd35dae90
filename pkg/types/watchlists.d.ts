import type { CreatePeopleWatchlistArgs, UpdatePeopleWatchlistArgs } from "./args.js";
import type { CallOptions, CallPromise, NoArguments } from "./calls.js";
import type { Watchlist, WatchlistCreated, WatchlistDeleted, WatchlistList, WatchlistUpdated } from "./responses.js";

/** Hours between two collections. */
export type FetchFrequency = NonNullable<CreatePeopleWatchlistArgs["fetchFreqInHours"]>;

/** Changes of a watchlist of people or companies: at least one field beside `id`. */
export type UpdateWatchlistArgs = UpdatePeopleWatchlistArgs;

/** The watchlists of one type. A call with the id of another team's watchlist rejects with `PermissionError`. */
export interface WatchlistGroup<Kind extends Watchlist, CreateArgs, UpdateArgs> {
  /** Lists all watchlists of this type, in one response. */
  list(args?: NoArguments, options?: CallOptions): CallPromise<WatchlistList<Kind>>;
  /** Reads the watchlist with this id, as `get` does. */
  list(args: { id: string }, options?: CallOptions): CallPromise<Kind>;
  /**
   * Reads a watchlist.
   *
   * @throws {NotFoundError} no such watchlist
   */
  get(id: string, options?: CallOptions): CallPromise<Kind>;
  /**
   * Creates a watchlist.
   *
   * @throws {PlanLimitError} the plan does not allow another watchlist
   */
  create(args: CreateArgs, options?: CallOptions): CallPromise<WatchlistCreated>;
  /**
   * Changes a watchlist. Its posts stay.
   *
   * @throws {NotFoundError} no such watchlist
   */
  update(args: UpdateArgs, options?: CallOptions): CallPromise<WatchlistUpdated>;
  /**
   * Deletes a watchlist and its posts permanently. To pause it instead, use `update` with `disable: true`.
   *
   * @throws {NotFoundError} no such watchlist
   */
  delete(id: string | { id: string }, options?: CallOptions): CallPromise<WatchlistDeleted>;
}

import type { CreatePeopleWatchlistArgs, UpdatePeopleWatchlistArgs } from "./args.js";
import type { CallOptions, CallPromise, NoArguments } from "./calls.js";
import type { Watchlist, WatchlistCreated, WatchlistDeleted, WatchlistList, WatchlistUpdated } from "./responses.js";

/** Hours between two collections. */
export type FetchFrequency = NonNullable<CreatePeopleWatchlistArgs["fetchFreqInHours"]>;

/** Changes of a watchlist of people or companies: at least one field beside `id`. */
export type UpdateWatchlistArgs = UpdatePeopleWatchlistArgs;

/** The watchlists of one type. All may reject with `PermissionError`: it is another team's. */
export interface WatchlistGroup<Kind extends Watchlist, CreateArgs, UpdateArgs> {
  /** Lists the watchlists of this type; all of them, in one response. */
  list(args?: NoArguments, options?: CallOptions): CallPromise<WatchlistList<Kind>>;
  /** The one with this id, as `get`. */
  list(args: { id: string }, options?: CallOptions): CallPromise<Kind>;
  /**
   * Reads one.
   *
   * @throws {NotFoundError} no such watchlist
   */
  get(id: string, options?: CallOptions): CallPromise<Kind>;
  /**
   * Creates one.
   *
   * @throws {PlanLimitError} the plan has no room for another
   */
  create(args: CreateArgs, options?: CallOptions): CallPromise<WatchlistCreated>;
  /**
   * Changes one; collected posts stay.
   *
   * @throws {NotFoundError} no such watchlist
   */
  update(args: UpdateArgs, options?: CallOptions): CallPromise<WatchlistUpdated>;
  /**
   * Deletes one and its posts, for good; `update` with `disable: true` pauses instead.
   *
   * @throws {NotFoundError} no such watchlist
   */
  delete(id: string | { id: string }, options?: CallOptions): CallPromise<WatchlistDeleted>;
}

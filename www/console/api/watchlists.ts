import { withIdempotencyKey } from "../../shared/api/idempotency.ts";
import { PageError } from "../../shared/model/failure.ts";
import { type Kind, type Watchlist, type WatchlistChange, readWatchlist, readWatchlists } from "../../shared/model/watchlist.ts";
import { outx } from "./client.ts";

/** The methods that the four kinds have in common. Their bodies differ; the client validates them. */
interface Calls {
  list(args: object, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  get(id: string, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  create(body: WatchlistChange, options: object): Promise<unknown>;
  update(change: WatchlistChange, options: object): Promise<unknown>;
  delete(id: string, options: object): Promise<unknown>;
}

const callsOf = (kind: Kind) => outx.watchlists[kind] as unknown as Calls;

export async function listWatchlists(kind: Kind, signal?: AbortSignal): Promise<Watchlist[]> {
  return readWatchlists(await callsOf(kind).list({}, { signal }));
}

export async function getWatchlist(kind: Kind, id: string, signal?: AbortSignal): Promise<Watchlist> {
  const watchlist = readWatchlist(await callsOf(kind).get(id, { signal }));
  if (!watchlist) throw new PageError("bad_response", "the response describes no watchlist: it has no id");
  return watchlist;
}

/** Creates a watchlist and returns its name, which OutX chooses when the body has none. */
export async function createWatchlist(kind: Kind, body: WatchlistChange): Promise<string> {
  const response = await withIdempotencyKey([kind, "create", body], (options) => callsOf(kind).create(body, options));
  return readWatchlist(response)?.name ?? (typeof body.name === "string" ? body.name : "");
}

export async function updateWatchlist(kind: Kind, id: string, change: WatchlistChange): Promise<void> {
  await withIdempotencyKey([kind, "update", id, change], (options) => callsOf(kind).update({ id, ...change }, options));
}

export async function deleteWatchlist(kind: Kind, id: string): Promise<void> {
  await withIdempotencyKey([kind, "delete", id], (options) => callsOf(kind).delete(id, options));
}

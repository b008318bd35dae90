import { type Kind, type Watchlist, type WatchlistChange, readWatchlist, readWatchlists } from "../../shared/model/watchlist.ts";
import { outx } from "./client.ts";
import { GatewayError } from "../../shared/model/failure.ts";
import { once } from "../../shared/api/idempotency.ts";

/** What the four kinds have in common. How their bodies differ, the client checks. */
interface Calls {
  list(args: object, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  get(id: string, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  create(body: WatchlistChange, options: object): Promise<unknown>;
  update(change: WatchlistChange, options: object): Promise<unknown>;
  delete(id: string, options: object): Promise<unknown>;
}

const of = (kind: Kind) => outx.watchlists[kind] as unknown as Calls;

export async function list(kind: Kind, signal?: AbortSignal): Promise<Watchlist[]> {
  return readWatchlists(await of(kind).list({}, { signal }));
}

export async function one(kind: Kind, id: string, signal?: AbortSignal): Promise<Watchlist> {
  const watchlist = readWatchlist(await of(kind).get(id, { signal }));
  if (!watchlist) throw new GatewayError({ code: "bad_response", message: "the response describes no watchlist: it has no id" });
  return watchlist;
}

/** Creates a watchlist and returns its name: the one OutX chose, where the caller gave none. */
export async function create(kind: Kind, body: WatchlistChange): Promise<string> {
  const response = await once([kind, "create", body], (options) => of(kind).create(body, options));
  return readWatchlist(response)?.name ?? (typeof body.name === "string" ? body.name : "");
}

export async function update(kind: Kind, id: string, change: WatchlistChange): Promise<void> {
  await once([kind, "update", id, change], (options) => of(kind).update({ id, ...change }, options));
}

export async function remove(kind: Kind, id: string): Promise<void> {
  await once([kind, "delete", id], (options) => of(kind).delete(id, options));
}

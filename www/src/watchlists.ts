import { type Kind, type Watchlist, readWatchlist, readWatchlists } from "../shared/model/watchlist.ts";
import { outx } from "./api.ts";
import { noteAccepted } from "./extension.ts";
import { GatewayError } from "./failure.ts";
import { once } from "./once.ts";

/** Hours between scans that OutX takes. */
export const frequencies = [1, 3, 6, 12, 24, 48, 72] as const;

export type Change = Record<string, unknown>;

/** What the four kinds have in common. How their bodies differ, the client checks. */
interface Calls {
  list(args: object, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  get(id: string, options: { signal: AbortSignal | undefined }): Promise<unknown>;
  create(body: Change, options: object): Promise<unknown>;
  update(change: Change, options: object): Promise<unknown>;
  delete(id: string, options: object): Promise<unknown>;
}

const of = (kind: Kind) => outx.watchlists[kind] as unknown as Calls;

export async function list(kind: Kind, signal?: AbortSignal): Promise<Watchlist[]> {
  const response = await of(kind).list({}, { signal });
  noteAccepted();
  return readWatchlists(response);
}

export async function one(kind: Kind, id: string, signal?: AbortSignal): Promise<Watchlist> {
  const response = await of(kind).get(id, { signal });
  noteAccepted();
  const watchlist = readWatchlist(response);
  if (!watchlist) throw new GatewayError({ code: "bad_response", message: "the response describes no watchlist: it has no id" });
  return watchlist;
}

/** Creates a watchlist and returns its name: the one OutX chose, where the caller gave none. */
export async function create(kind: Kind, body: Change): Promise<string> {
  const response = await once([kind, "create", body], (options) => of(kind).create(body, options));
  return readWatchlist(response)?.name ?? (typeof body.name === "string" ? body.name : "");
}

export async function update(kind: Kind, id: string, change: Change): Promise<void> {
  await once([kind, "update", id, change], (options) => of(kind).update({ id, ...change }, options));
}

export async function remove(kind: Kind, id: string): Promise<void> {
  await once([kind, "delete", id], (options) => of(kind).delete(id, options));
}

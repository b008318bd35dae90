import { type Kind, kinds, readWatchlists } from "../../../shared/model/watchlist.ts";
import type { WatchlistRef } from "../model/mention-digest.ts";
import { outx } from "./client.ts";

/** All watchlists of the team that are not paused, in the order of their kinds. */
export async function activeWatchlists(): Promise<(WatchlistRef & { kind: Kind })[]> {
  const lists = await Promise.all(kinds.map(listOf));
  return lists.flat();
}

async function listOf(kind: Kind) {
  const watchlists = readWatchlists(await outx.watchlists[kind].list());
  return watchlists.filter(({ disable }) => !disable).map(({ id, name }) => ({ id, name, kind }));
}

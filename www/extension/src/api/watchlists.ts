import type { Outx } from "outx-client/external";

import { type Kind, kinds, readWatchlists } from "../../../shared/model/watchlist.ts";
import type { WatchlistRef } from "../model/mention-digest.ts";

/** All watchlists of the team that are not paused, in the order of their kinds. */
export async function activeWatchlists(outx: Outx): Promise<(WatchlistRef & { kind: Kind })[]> {
  const lists = await Promise.all(kinds.map((kind) => listOf(outx, kind)));
  return lists.flat();
}

async function listOf(outx: Outx, kind: Kind) {
  const watchlists = readWatchlists(await outx.watchlists[kind].list());
  return watchlists.filter(({ disable }) => !disable).map(({ id, name }) => ({ id, name, kind }));
}

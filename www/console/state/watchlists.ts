import type { Kind, Watchlist } from "../../shared/model/watchlist.ts";
import { queryOf } from "../api/queries.ts";
import * as api from "../api/watchlists.ts";
import { markExtensionActive } from "./extension-status.ts";
import { type Resource, useResource } from "./resource.ts";

/** The watchlists of a kind. OutX lists them only while the team's extension is active. */
export function useWatchlists(kind: Kind): Resource<Watchlist[]> {
  return useResource(queryOf(`watchlists.${kind}.list`, {}, async (signal) => markExtensionActive(await api.listWatchlists(kind, signal))));
}

/** One watchlist. */
export function useWatchlist(kind: Kind, id: string): Resource<Watchlist> {
  return useResource(queryOf(`watchlists.${kind}.get`, id, async (signal) => markExtensionActive(await api.getWatchlist(kind, id, signal))));
}

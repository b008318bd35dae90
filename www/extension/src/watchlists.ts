import { outx } from "./client.ts";
import type { Named } from "./news.ts";

export const kinds = ["keyword", "people", "company", "reddit"] as const;
export type Kind = (typeof kinds)[number];

/** All watchlists of the team that are not paused, in the order of their kinds. */
export async function activeWatchlists(): Promise<(Named & { kind: Kind })[]> {
  const lists = await Promise.all(kinds.map(listOf));
  return lists.flat();
}

async function listOf(kind: Kind) {
  const { watchlists } = (await outx.watchlists[kind].list()) as { watchlists?: (Named & { disable?: boolean })[] };
  return (watchlists ?? []).filter(({ disable }) => !disable).map(({ id, name }) => ({ id, name, kind }));
}

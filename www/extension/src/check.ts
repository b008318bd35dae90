import { isOutxError } from "outx-client";

import type { Raw } from "../../src/results.ts";
import { outx } from "./client.ts";
import { type Named, PAGE_SIZE, type Page, carrySeen, gather, items, look } from "./news.ts";
import { expire, token } from "./session.ts";
import { read, write } from "./store.ts";
import { activeWatchlists } from "./watchlists.ts";

/** A check costs a call for each watchlist; of a team with more, the first are counted. */
const MOST = 20;

/** Reads the newest page of every active watchlist, and keeps what was found or why that could not be. */
export async function check(): Promise<void> {
  const asked = await token();
  if (!asked) return;
  try {
    const watchlists = await activeWatchlists();
    const pages = await Promise.all(watchlists.slice(0, MOST).map(newestPage));
    // Signed out while the answers were on their way.
    if (!(await token())) return;
    const before = (await read("seen")) ?? {};
    const news = gather(pages, before, Date.now());
    await write("seen", carrySeen(before, news));
    await write("news", news);
    await write("problem", undefined);
  } catch (error) {
    if (!isOutxError(error)) throw error;
    const { code, message } = error as { code: string; message: string };
    if (code === "session_expired") await expire();
    else await write("problem", { code, message });
  }
}

/** Notes that the reader has looked at these watchlists. */
export async function markSeen(ids: readonly string[]): Promise<void> {
  const news = await read("news");
  if (!news || !ids.some((id) => news.unread[id]?.length)) return;
  const after = look(ids, news, (await read("seen")) ?? {});
  await write("seen", after.seen);
  await write("news", after.news);
}

async function newestPage({ id, name }: Named): Promise<Page> {
  const { data } = (await outx.posts.list({ watchlist_id: id, page_size: PAGE_SIZE }).page()) as { data?: Raw[] };
  return { watchlist: { id, name }, posts: items(data ?? []) };
}

import { isOutxError } from "outx-client";

import { readPage } from "../../../shared/model/page.ts";
import { outx } from "./client.ts";
import { type Named, PAGE_SIZE, type Page, carrySeen, gather, items, look } from "../model/mention-digest.ts";
import { expire } from "../state/session.ts";
import { alone, read, write } from "../state/store.ts";
import { activeWatchlists } from "./watchlists.ts";

/** A check costs a call for each watchlist; of a team with more, the first are counted. */
const MOST = 20;

let running: Promise<void> | undefined;

/** Reads the newest page of every active watchlist, and keeps what was found or why that could not be. One check at a time: a second joins it. */
export function check(): Promise<void> {
  running ??= run().finally(() => (running = undefined));
  return running;
}

async function run(): Promise<void> {
  const session = await read("session");
  if (!session) return;
  try {
    const watchlists = await activeWatchlists();
    const pages = await Promise.all(watchlists.slice(0, MOST).map(newestPage));
    await alone(async () => {
      // The reader may have signed out, or in as somebody else, while the answers were on their way.
      if ((await read("session"))?.email === session.email) await keep(pages);
    });
  } catch (error) {
    if (!isOutxError(error)) throw error;
    const { code, message } = error as { code: string; message: string };
    if (code === "session_expired") await expire();
    else await write("problem", { code, message });
  }
}

async function keep(pages: Page[]): Promise<void> {
  const before = (await read("seen")) ?? {};
  const news = gather(pages, before, Date.now());
  await write("seen", carrySeen(before, news));
  await write("news", news);
  await write("problem", undefined);
}

/** Notes that the reader has looked at these watchlists. */
export function markSeen(ids: readonly string[]): Promise<void> {
  return alone(async () => {
    const news = await read("news");
    if (!news || !ids.some((id) => news.unread[id]?.length)) return;
    const after = look(ids, news, (await read("seen")) ?? {});
    await write("seen", after.seen);
    await write("news", after.news);
  });
}

async function newestPage({ id, name }: Named): Promise<Page> {
  const { rows, isLast } = readPage(await outx.posts.list({ watchlist_id: id, page_size: PAGE_SIZE }).page(), { page: 1, seen: 0 });
  return { watchlist: { id, name }, posts: items(rows), isLast: isLast ?? rows.length < PAGE_SIZE };
}

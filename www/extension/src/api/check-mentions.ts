import { type Outx, isOutxError } from "outx-client/external";

import { readPage } from "../../../shared/model/page.ts";
import type { Kind } from "../../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { type Page, type WatchlistRef, PAGE_SIZE, carrySeen, markSeen, mergePages, newlyUnread, readItems } from "../model/mention-digest.ts";
import { readStored, withStorageLock, writeStored } from "../state/store.ts";
import { connection } from "./client.ts";
import { activeWatchlists } from "./watchlists.ts";

/** Watchlists that a check reads, with one call each. If a team has more, only the first are checked. */
const MAX_WATCHLISTS = 20;

let running: { session: string; done: Promise<void> } | undefined;

/** Reads the newest page of every active watchlist and stores the mentions or the failure. A second call joins a running check of the same session. */
export async function checkForMentions(): Promise<void> {
  const { id, outx } = await connection();
  if (id === undefined) return;
  if (running?.session !== id) {
    const done = runCheck(outx, id).finally(() => {
      if (running?.session === id) running = undefined;
    });
    running = { session: id, done };
  }
  await running.done;
}

async function runCheck(outx: Outx, session: string): Promise<void> {
  // The reader may have signed out, or signed in with another account, before the responses arrived.
  const whileSignedIn = (store: () => Promise<void>) =>
    withStorageLock(async () => {
      if ((await readStored("session"))?.id === session) await store();
    });
  try {
    const watchlists = await activeWatchlists(outx);
    const pages = await Promise.all(watchlists.slice(0, MAX_WATCHLISTS).map((each) => newestPage(outx, each)));
    await whileSignedIn(() => storeDigest(pages, watchlists));
  } catch (error) {
    if (!isOutxError(error)) throw error;
    const { code, message } = error as { code: string; message: string };
    // client.ts handles the end of a session.
    if (code !== "session_expired") await whileSignedIn(() => writeStored("problem", { code, message }));
  }
}

async function storeDigest(pages: Page[], watchlists: (WatchlistRef & { kind: Kind })[]): Promise<void> {
  const before = (await readStored("seen")) ?? {};
  const digest = mergePages(pages, before, Date.now());
  const fresh = newlyUnread(await readStored("digest"), digest, (await readStored("notify")) ?? []);
  await writeStored("seen", carrySeen(before, digest));
  await writeStored("digest", digest);
  await writeStored("problem", undefined);
  for (const { id, name, kind } of watchlists) {
    const count = fresh[id];
    if (count) announce(`${kind}/${id}`, strings.companion.notification(count, name));
  }
}

/**
 * Shows a notification, which replaces an earlier one of the same watchlist. Does nothing without the permission. `watchlist` is the
 * watchlist's path in the console, `KIND/ID`.
 */
function announce(watchlist: string, title: string): void {
  const { notifications } = chrome as Partial<typeof chrome>;
  void notifications?.create(watchlist, { type: "basic", iconUrl: chrome.runtime.getURL("icons/128.png"), title, message: strings.companion.name });
}

/** Marks the posts of these watchlists as seen. */
export function storeSeen(ids: readonly string[]): Promise<void> {
  return withStorageLock(async () => {
    const digest = await readStored("digest");
    if (!digest || !ids.some((id) => digest.unread[id]?.length)) return;
    const after = markSeen(ids, digest, (await readStored("seen")) ?? {});
    await writeStored("seen", after.seen);
    await writeStored("digest", after.digest);
  });
}

async function newestPage(outx: Outx, { id, name }: WatchlistRef): Promise<Page> {
  const { rows, isLast } = readPage(await outx.posts.list({ watchlist_id: id, page_size: PAGE_SIZE }).page(), { page: 1, seen: 0 });
  return { watchlist: { id, name }, posts: readItems(rows), isLast: isLast ?? rows.length < PAGE_SIZE };
}

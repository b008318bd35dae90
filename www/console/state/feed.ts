// Feeds that load page by page. A feed is kept with its history entry, so that going back shows the items that were loaded.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { ListInteractionsArgs, ListPostsArgs } from "outx-client";
import { useEffect, useMemo } from "preact/hooks";

import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { unseen } from "../../shared/model/page.ts";
import { type Interaction, type Post, readInteraction, readPost } from "../../shared/model/post.ts";
import { outx } from "../api/client.ts";
import { type Source, mergedSource, pagedSource } from "../model/feed-source.ts";
import { type FeedPost, type WatchlistRef, compareByTime } from "../model/feed-post.ts";
import { markExtensionActive } from "./extension-status.ts";
import { entryName } from "./history-entry.ts";
import { online } from "./online.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

const PAGE_SIZE = 50;
/** Maximum number of items that `loadAll` loads. */
export const MAX_ITEMS = 10_000;
/** Number of feeds kept for going back. */
const MAX_FEEDS = 12;
/** Time between checks for new items while the page is visible, in ms. */
const NEWS_MS = 60_000;

export interface Identified {
  id?: string | undefined;
}

export interface FeedState<T> {
  items: readonly T[];
  failure: Failure | undefined;
  loading: boolean;
  /** Number of items over all pages, if the API reports it. */
  total: number | undefined;
  /** Whether the last page was loaded. */
  ended: boolean;
  /** Number of items that are new since the feed was loaded. */
  news: number;
}

export interface Feed<T> extends FeedState<T> {
  more: () => void;
  /** Loads the rest, up to `MAX_ITEMS`. Resolves with all items, or with `undefined` when a page failed or `signal` stopped it. */
  loadAll: (signal: AbortSignal) => Promise<readonly T[] | undefined>;
  /** Loads the feed again from its first page. */
  refresh: () => void;
}

/** The posts for these arguments of `posts.list`. */
export function usePosts(args: ListPostsArgs): Feed<Post> {
  return useFeed(`posts ${JSON.stringify(args)}`, () => pagedSource((page, signal) => listPosts({ ...args, page }, signal), readPost), hasNews(args));
}

/** The posts of several watchlists, newest first; each names the watchlist that found it. */
export function useMergedPosts(watchlists: readonly WatchlistRef[], args: Omit<ListPostsArgs, "watchlist_id">): Feed<FeedPost> {
  const ids = watchlists.map(({ id }) => id);
  const sources = () =>
    watchlists.map((watchlist) => pagedSource<FeedPost>((page, signal) => listPosts({ ...args, watchlist_id: watchlist.id, page }, signal), (raw) => ({ ...readPost(raw), watchlist })));
  return useFeed(`merged ${JSON.stringify([ids, args])}`, () => mergedSource(sources(), compareByTime), false);
}

/** The likes and comments for these arguments of `interactions.list`. */
export function useInteractions(args: ListInteractionsArgs): Feed<Interaction> {
  const load = (page: number, signal: AbortSignal) => outx.interactions.list({ ...args, page, page_size: PAGE_SIZE }, { signal }).page().then(markExtensionActive);
  return useFeed(`interactions ${JSON.stringify(args)}`, () => pagedSource(load, readInteraction), true);
}

function listPosts(args: ListPostsArgs, signal: AbortSignal): Promise<unknown> {
  return Promise.resolve(outx.posts.list({ ...args, page_size: PAGE_SIZE }, { signal }).page()).then(markExtensionActive);
}

/** Whether new posts come first in this order. */
const hasNews = ({ sort_by }: ListPostsArgs) => sort_by === undefined || sort_by === "recent";

class FeedStore<T extends Identified> {
  readonly state = signal<FeedState<T>>({ items: [], failure: undefined, loading: false, total: undefined, ended: false, news: 0 });
  #source: Source<T>;
  #create: () => Source<T>;
  #loading: Promise<void> | undefined;
  /** Whether the next batch replaces the shown items. */
  #starts = true;

  constructor(create: () => Source<T>) {
    this.#create = create;
    this.#source = create();
  }

  more = (): Promise<void> => {
    if (this.#loading) return this.#loading;
    this.#loading = this.#load().finally(() => (this.#loading = undefined));
    return this.#loading;
  };

  refresh = (): void => {
    // Waits for a batch of the previous source, so that it is not added to the items of the new one.
    void Promise.resolve(this.#loading).then(() => {
      this.#source = this.#create();
      this.#starts = true;
      return this.more();
    });
  };

  loadAll = async (signal: AbortSignal): Promise<readonly T[] | undefined> => {
    while (!this.state.value.ended && this.state.value.items.length < MAX_ITEMS) {
      await this.more();
      if (signal.aborted || this.state.value.failure) return undefined;
    }
    return this.state.value.items;
  };

  /** Loads the first page and counts the items that are not shown. */
  async lookForNews(): Promise<void> {
    if (this.#loading) return;
    try {
      const { items } = await this.#create()(new AbortController().signal);
      this.#change({ news: unseen(this.state.value.items, items).length });
    } catch {
      // Ignored: the next check may succeed, and no shown item depends on it.
    }
  }

  async #load(): Promise<void> {
    this.#change({ loading: true, failure: undefined });
    try {
      const { items, isLast, total } = await this.#source(new AbortController().signal);
      const before = this.#starts ? [] : this.state.value.items;
      const added = unseen(before, items);
      // If the API does not say where the list ends, a page without new items is the end.
      this.#change({ items: [...before, ...added], total, ended: isLast ?? added.length === 0, loading: false, ...(this.#starts && { news: 0 }) });
      this.#starts = false;
    } catch (error) {
      this.#change({ loading: false, failure: isAbort(error) ? undefined : report(error) });
    }
  }

  #change(to: Partial<FeedState<T>>): void {
    this.state.value = { ...this.state.value, ...to };
  }
}

const feeds = new Map<string, FeedStore<Identified>>();

function feedOf<T extends Identified>(key: string, create: () => Source<T>): FeedStore<T> {
  const name = `${entryName()} ${key}`;
  const kept = feeds.get(name) as FeedStore<T> | undefined;
  if (kept) return kept;
  const store = new FeedStore(create);
  feeds.set(name, store as unknown as FeedStore<Identified>);
  for (const [oldest] of feeds) if (feeds.size > MAX_FEEDS) feeds.delete(oldest);
  void store.more();
  return store;
}

function useFeed<T extends Identified>(key: string, create: () => Source<T>, looksForNews: boolean): Feed<T> {
  const store = useMemo(() => feedOf(key, create), [key]);
  const state: ReadonlySignal<FeedState<T>> = store.state;
  const { failure } = state.value;
  // A feed that failed without a session or a network loads again once there is one.
  useEffect(() => {
    if (failure?.code === "session_expired" || (failure?.code === "network" && online.value)) void store.more();
  }, [signIns.value, online.value]);
  useEffect(() => {
    if (!looksForNews) return;
    const timer = setInterval(() => {
      const { loading, failure } = store.state.value;
      if (!document.hidden && online.value && !loading && !failure) void store.lookForNews();
    }, NEWS_MS);
    return () => clearInterval(timer);
  }, [store, looksForNews]);
  return { ...state.value, more: () => void store.more(), loadAll: store.loadAll, refresh: store.refresh };
}
